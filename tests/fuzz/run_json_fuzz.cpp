// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The documents of runs, by the first byte: a recipe that somebody wrote (for a kind of task by the second
// byte), a run's own recipe, run.json, STUDY.json, QUEUE.json. Refused in words, or what is read survives
// being written.
#include "core/error.h"
#include "core/run/queue.h"
#include "core/run/run_folder.h"
#include "core/run/study.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

constexpr std::size_t kMostCells = 2000; // of a study, to expand in no time

Json throughText(const Json& json) {
    return parseJson(jsonLine(json), "again");
}

void requireKept(const Recipe& recipe) {
    const Json written = recipeToJson(recipe);
    require(recipeToJson(resolvedRecipeFromJson(throughText(written), "again")) == written,
            "a recipe survives its way");
}

void readWritten(std::uint8_t kind, const Json& document) {
    PresetContext context;
    context.kind = static_cast<TaskKind>(kind % 3);
    context.large = (kind & 4U) != 0;
    context.hasLocalise = (kind & 8U) != 0;
    if ((kind & 16U) != 0) context.steps = 7;
    requireKept(recipeFromJson(document, "fuzz", context));
}

void readRunInfo(const Json& document) {
    const Json written = runInfoToJson(runInfoFromJson(document, "fuzz"));
    require(runInfoToJson(runInfoFromJson(throughText(written), "again")) == written,
            "a run survives its way");
}

void readStudyCells(const Json& document) {
    const StudySpec study = studyFromJson(document, "/study", "fuzz");
    if (study.allRows().size() * study.datasets.size() * study.seeds.size() > kMostCells) return;
    for (const StudyCell& cell : expandStudy(study, [](const std::string&) { return StudyContext{}; }))
        require(cell.refused || !cell.run.empty(), "a cell has its run");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFolder folder;
    if (size < 2) return 0;
    const std::string_view input = textOf(data + 2, size - 2);
    try {
        if (data[0] % 5 == 4) {
            for (const auto& run : queueRuns(folder.put("QUEUE.json", input)))
                require(!run.empty(), "a queued run has its place");
            return 0;
        }
        const Json document = parseJson(input, "fuzz");
        if (data[0] % 5 == 0) readWritten(data[1], document);
        if (data[0] % 5 == 1) requireKept(resolvedRecipeFromJson(document, "fuzz"));
        if (data[0] % 5 == 2) readRunInfo(document);
        if (data[0] % 5 == 3) readStudyCells(document);
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
