// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/tensorboard.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/event_file.h"
#include "core/run/run_reader.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

using Values = std::vector<std::pair<std::string, double>>;

struct StageFile {
    std::string stage;
    EventFile events;
    double lastTime = 0;
};

struct RunFiles {
    std::string folder;
    std::string name; // of each file
    std::vector<StageFile> stages;
};

std::string ownNameOf(const fs::path& run) {
    const fs::path whole = fs::absolute(run).lexically_normal();
    return (whole.filename().empty() ? whole.parent_path() : whole).filename().string();
}

StageFile& stageOf(RunFiles& files, const std::string& stage, double time) {
    const auto found = std::find_if(files.stages.begin(), files.stages.end(),
                                    [&](const StageFile& known) { return known.stage == stage; });
    if (found != files.stages.end()) return *found;
    return files.stages.emplace_back(StageFile{stage, EventFile(time), time});
}

// The numbers of an evaluation, those inside of objects ({"value","low","high"}) included.
void addNumbers(const Json& json, const std::string& tag, Values& values) {
    if (json.is_number() && std::isfinite(json.get<double>())) values.emplace_back(tag, json.get<double>());
    if (!json.is_object()) return;
    for (const auto& [key, item] : json.items())
        addNumbers(item, key == "value" ? tag : tag + "/" + key, values);
}

void addTest(const fs::path& run, RunFiles& files, TensorboardExport& report) {
    const fs::path file = RunPaths{run}.finalEvaluation();
    if (!fs::exists(file) || files.stages.empty()) return;
    const Json document = readJsonFile(file);
    requireFormat(document, 1, file.string());
    Values values;
    for (const char* key : {"accuracy", "balanced_accuracy", "majority", "qwk", "grade_error", "iou", "ap50",
                            "image_gain", "blank_gain", "attributes_truth"})
        if (const auto found = document.find(key); found != document.end())
            addNumbers(*found, std::string("test/") + key, values);
    StageFile& last = files.stages.back();
    const auto step = document.find("step");
    last.events.addScalars(step != document.end() && step->is_number_integer() ? step->get<std::int64_t>()
                                                                               : 0,
                           last.lastTime, values);
    report.scalars += values.size();
}

std::string answerText(const CompletionRecord& answer) {
    std::string text = answer.text;
    for (const RewardPart& part : answer.rewards)
        text += fmt::format("\n{} {:.3g}: {}", part.name, part.score, part.reason);
    return codeBlock(text);
}

void addAnswers(const fs::path& run, int wanted, const std::map<std::pair<std::string, int>, double>& times,
                RunFiles& files, TensorboardExport& report) {
    std::map<std::string, std::set<std::string>> chosen; // by stage: the first held-out samples met
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        const CompletionRecord& answer = item.record;
        const auto time = times.find({answer.stage, answer.step});
        if (superseded || answer.kind != CompletionKind::Heldout || answer.k != 0 || time == times.end())
            return true;
        std::set<std::string>& samples = chosen[answer.stage];
        if (!samples.contains(answer.sample) && samples.size() >= static_cast<std::size_t>(wanted))
            return true;
        samples.insert(answer.sample);
        stageOf(files, answer.stage, time->second)
            .events.addText(answer.step, time->second, "answers/" + answer.sample, answerText(answer));
        ++report.texts;
        return true;
    });
}

RunFiles filesOf(const fs::path& run, const TensorboardOptions& options, TensorboardExport& report) {
    const RunInfo info = readRun(run);
    RunFiles files{ownNameOf(run),
                   fmt::format("events.out.tfevents.{}.vrftaug", static_cast<std::int64_t>(info.created)),
                   {}};
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    std::map<std::pair<std::string, int>, double> times;
    for (const MetricsRecord& record : log.effective()) {
        StageFile& stage = stageOf(files, record.stage, record.time);
        const Values values(record.values.begin(), record.values.end());
        stage.events.addScalars(record.step, record.time, values);
        stage.lastTime = record.time;
        times[{record.stage, record.step}] = record.time;
        report.scalars += values.size();
    }
    if (files.stages.empty())
        throw Error(ErrorCode::NotFound, "the run has no figures yet", run.string(),
                    "Train it, then export it");
    addTest(run, files, report);
    if (options.answers > 0) addAnswers(run, options.answers, times, files, report);
    return files;
}

} // namespace

TensorboardExport exportTensorboard(std::span<const fs::path> runs, const fs::path& out,
                                    const TensorboardOptions& options) {
    TensorboardExport report;
    std::vector<RunFiles> all;
    for (const fs::path& run : runs) {
        RunFiles files = filesOf(run, options, report);
        const bool twice = std::any_of(all.begin(), all.end(),
                                       [&](const RunFiles& known) { return known.folder == files.folder; });
        if (twice)
            throw Error(ErrorCode::InvalidArgument, "two of the runs have folders of one name", run.string(),
                        "Export them into different folders");
        all.push_back(std::move(files));
    }
    for (const RunFiles& files : all) {
        for (const StageFile& stage : files.stages) {
            const fs::path folder =
                files.stages.size() > 1 ? out / files.folder / stage.stage : out / files.folder;
            makeFolders(folder);
            writeFileAtomic(folder / files.name, stage.events.bytes());
            report.files.push_back(folder / files.name);
        }
    }
    return report;
}

} // namespace vrft
