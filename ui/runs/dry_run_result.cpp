// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/dry_run_result.h"

#include "core/error.h"

#include <algorithm>

namespace vrft::ui {

namespace {

GoldResult goldOf(const Json& stages) {
    GoldResult gold;
    for (const Json& stage : stages) {
        gold.samples += stage.at("samples").get<int>();
        gold.stages.push_back(stage.at("samples").get<int>());
        gold.full += stage.at("full").get<int>();
        gold.highest = stage.at("highest").get<double>();
        gold.worst = stage.at("worst").get<double>();
        const Json& first = stage.at("first");
        if (!gold.firstSample.empty() || first.is_null()) continue;
        gold.firstSample = first.at("sample").get<std::string>();
        gold.firstReason = first.at("reason").get<std::string>();
    }
    return gold;
}

AnswersResult answersOf(const Json& json) {
    AnswersResult answers;
    answers.stage = json.at("stage").get<std::string>();
    answers.numGroups = json.at("num_groups").get<int>();
    answers.noSignal = json.at("no_signal").get<int>();
    for (const Json& item : json.at("groups")) {
        AnswerGroup group;
        group.sample = item.at("sample").get<std::string>();
        group.images = item.at("images").get<std::vector<std::string>>();
        group.reference = item.at("reference").get<std::string>();
        if (item.contains("reference_boxes"))
            group.referenceBoxes = boxesFromJson(item["reference_boxes"], "dry run");
        group.noSignal = item.at("no_signal").get<bool>();
        for (const Json& completion : item.at("completions"))
            group.answers.push_back(completionFromJson(completion, "dry run"));
        for (const CompletionRecord& answer : group.answers) {
            answers.numAnswers += 1;
            answers.readable += answer.think && answer.answer ? 1 : 0;
        }
        answers.groups.push_back(std::move(group));
    }
    return answers;
}

MemoryResult memoryOf(const Json& json) {
    MemoryResult memory;
    memory.load = json.at("load_bytes").get<double>();
    memory.sampling = json.at("sampling_bytes").get<double>();
    memory.learning = json.at("learning_bytes").get<double>();
    memory.machine = json.at("machine_bytes").get<double>();
    memory.fits = json.at("fits").get<bool>();
    return memory;
}

} // namespace

void DryRunResult::take(const Json& line) {
    if (!line.is_object()) return;
    try {
        if (line.contains("gold")) gold = goldOf(line["gold"]);
        if (line.contains("image_tokens")) {
            const Json& tokens = line["image_tokens"];
            imageTokens = {tokens.at("least").get<int>(), tokens.at("most").get<int>()};
            imagesSeen = tokens.at("agree").get<int>();
        }
        if (line.contains("answers")) answers = answersOf(line["answers"]);
        if (line.contains("memory")) memory = memoryOf(line["memory"]);
        if (line.contains("time")) {
            step_s = line["time"].at("step_s").get<double>();
            total_s = line["time"].at("total_s").get<double>();
        }
        if (line.contains("disk")) {
            diskBytes = line["disk"].at("total_bytes").get<double>();
            freeBytes = line["disk"].at("free_bytes").get<double>();
        }
        if (line.contains("took_s")) took_s = line["took_s"].get<double>();
    } catch (const Error&) { // a part of another engine's making: the others still tell
    } catch (const nlohmann::json::exception&) {
    }
}

} // namespace vrft::ui
