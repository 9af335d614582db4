// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A dataset of grades and runs evaluated on it, for comparisons: who answers what is the test's choice.
#pragma once

#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_writer.h"
#include "tests/core/run/sample_run.h"

#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <string>

namespace vrft::test {

inline std::string heldOutSample(int i) {
    return fmt::format("s{:06}", i);
}

// `count` held-out samples of grades 0, 1, 2, 0, ..; image i is number `firstImage` + i of the world's.
// Images of even number are dark, which heldOutAnswer says of all; those from 20 on state no attribute.
inline void makeHeldOutDataset(const std::filesystem::path& folder, int count, int firstImage = 0,
                               const std::string& taskId = "severity", int numGrades = 3) {
    makeFolders(folder / "images");
    Task task{taskId, TaskKind::Grading, "Severity", "How severe is it?", {}, {}};
    for (int grade = 0; grade < numGrades; ++grade) {
        TaskClass item;
        item.id = item.name = fmt::format("class{}", grade);
        item.grade = grade;
        item.attributes = {{"tone", {"dark", "bright"}, ""}};
        task.classes.push_back(item);
    }
    Json json = taskToJson(task);
    json["format"] = 1;
    writeFileAtomic(folder / kTaskFile, jsonPretty(json));
    std::string lines;
    for (int i = 0; i < count; ++i) {
        Sample sample;
        sample.id = heldOutSample(i);
        sample.split = Split::Val;
        sample.patient = fmt::format("p{}", firstImage + i);
        sample.images.push_back({fmt::format("images/{}.png", firstImage + i), 8, 6, {}, {}});
        sample.target.grade = (firstImage + i) % 3;
        sample.target.label = fmt::format("class{}", (firstImage + i) % 3);
        if (firstImage + i < 20) sample.target.attributes = {{"tone", i % 2 == 0 ? "dark" : "bright"}};
        lines += sampleLine(sample);
    }
    writeFileAtomic(folder / kSamplesFile, lines);
}

struct ComparedRunPlan {
    std::string dataset = "../../data"; // from the run
    std::string hash = "d1";
    std::string preset = "rft+fuzzy";
    int best = 20;
    int samples = 30;
    bool finished = true;
    bool answers = true;
    double step_s = 2;
};

inline CompletionRecord heldOutAnswer(int step, int sample, int grade) {
    CompletionRecord record;
    record.step = step;
    record.sample = heldOutSample(sample);
    record.kind = CompletionKind::Heldout;
    record.think = "a dark mass";
    record.answer = std::to_string(grade);
    record.text = fmt::format("<think>a dark mass</think><answer>{}</answer>", grade);
    record.rewards = {{"format", 1, 0.5, "in order"}};
    record.total = 0.5;
    record.length = 12;
    return record;
}

inline Json heldOutFigures(int step, double accuracy) {
    return {{"format", 1},
            {"step", step},
            {"split", "val"},
            {"n", 30},
            {"patients", 30},
            {"accuracy", {{"value", accuracy}, {"low", accuracy - 0.1}, {"high", accuracy + 0.1}}},
            {"majority", 0.34},
            {"qwk", accuracy - 0.05},
            {"grade_error", 1 - accuracy}};
}

// A run whose held-out answers at step 10 are all wrong and at its best step those of `gradeOf`.
inline void makeComparedRun(const std::filesystem::path& folder, const ComparedRunPlan& plan,
                            const std::function<int(int sample)>& gradeOf) {
    RunInfo info = sampleRunInfo();
    info.id = folder.filename().string();
    info.name = info.id.substr(16);
    info.recipe = presetRecipe(plan.preset, {TaskKind::Grading, false, false, 40, 3});
    info.datasets["main"] = {plan.hash, plan.dataset};
    createRun(folder, info);
    RunWriter writer(folder);
    writer.event({1000, 0, EventKind::Started, "Started", ""});
    for (const int step : {0, 10, 20}) {
        Json line = {{"step", step}, {"stage", "main"}, {"time", 1000.0 + step}};
        const double accuracy = step == plan.best ? 0.6 : 0.3;
        line["heldout/accuracy"] = accuracy;
        line["heldout/accuracy_low"] = accuracy - 0.1;
        line["heldout/accuracy_high"] = accuracy + 0.1;
        line["heldout/majority"] = 0.34;
        if (step > 0) line["time/rollout_s"] = plan.step_s * 10; // a line for ten steps
        if (plan.answers)
            for (int i = 0; i < plan.samples; ++i)
                writer.completion(heldOutAnswer(step, i, step == plan.best ? gradeOf(i) : (i + 1) % 3), {});
        writer.metrics(line);
        writer.evaluation(step, heldOutFigures(step, accuracy));
    }
    writeBest(folder, {plan.best, 0.6});
    if (!plan.finished) return;
    writer.event({1100, 20, EventKind::Finished, "Finished", ""});
    Json final = heldOutFigures(plan.best, 0.55);
    final["split"] = "test";
    final["start"] = heldOutFigures(0, 0.31);
    writer.finalEvaluation(final);
}

} // namespace vrft::test
