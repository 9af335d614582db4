// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A dataset's files, by the first byte: a task, a line of samples, or a folder (dataset.json, task.json and
// samples.jsonl, cut at zero bytes). Refused in words, or what is read survives being written; trouble in a
// folder is a list.
#include "core/dataset/check.h"
#include "core/error.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

void readOneTask(std::string_view text) {
    const Task task = taskFromJson(parseJson(text, "fuzz"), "fuzz");
    const std::string written = jsonLine(taskToJson(task));
    require(jsonLine(taskToJson(taskFromJson(parseJson(written, "again"), "again"))) == written,
            "a task survives its way");
    static_cast<void>(knowledgeText(task));
    require(knowledgeVersion(task).size() == 64, "knowledge has its version");
    for (const TaskClass& taskClass : task.classes) {
        const TaskClass* found = matchClass(task, taskClass.name);
        require(found != nullptr && found->id == taskClass.id, "a class answers to its name");
    }
    const GradeRange range = gradeRange(task);
    for (int distance = 0; distance < range.count(); ++distance) {
        const double credit = task.distance.score(distance, range.count());
        require(credit >= 0 && credit <= 1, "a credit lies in 0 to 1");
    }
}

void readOneSample(std::string_view text) {
    const Sample sample = sampleFromJson(parseJson(text, "fuzz"), "fuzz");
    require(sampleFromJson(parseJson(sampleLine(sample), "again"), "again") == sample,
            "a sample survives its way");
}

// With the one image that samples of the corpus name: the folder can be sound.
class DatasetFolder : public InputFolder {
public:
    DatasetFolder() {
        std::filesystem::create_directories(path() / "images");
        std::filesystem::create_symlink(path() / kTaskFile, path() / imageFile(std::string(64, 'a')));
    }
};

void readFolder(std::string_view input) {
    static DatasetFolder folder;
    const auto parts = partsOf(input, 3);
    folder.put(std::string(kDatasetFile), parts[0]);
    folder.put(std::string(kTaskFile), parts[1]);
    folder.put(std::string(kSamplesFile), parts[2]);
    Dataset dataset;
    const std::vector<DatasetFinding> findings = inspectDataset(folder.path(), dataset);
    for (const DatasetFinding& finding : findings)
        require(!finding.kind.empty() && !finding.text.empty(), "a finding has words");
    if (!findings.empty()) return;
    require(!diffDatasets(dataset, readDataset(folder.path())).is_null(), "a sound dataset can be compared");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    try {
        const std::string_view input = textOf(data + 1, size - 1);
        if (data[0] % 3 == 0) readOneTask(input);
        if (data[0] % 3 == 1) readOneSample(input);
        if (data[0] % 3 == 2) readFolder(input);
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
