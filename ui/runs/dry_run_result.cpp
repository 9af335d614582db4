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

std::optional<BalanceResult> balanceOf(const Json& stages) {
    if (stages.empty() || stages.back().at("classes").size() < 2) return std::nullopt;
    const Json& stage = stages.back();
    BalanceResult balance;
    for (const Json& one : stage.at("classes"))
        balance.train.emplace_back(one.at("class").get<std::string>(), one.at("train").get<int>());
    balance.commonest = stage.at("commonest").get<std::string>();
    balance.share = stage.at("share").get<double>();
    if (!stage.at("missing").empty()) {
        balance.missing = stage.at("missing").front().at("class").get<std::string>();
        balance.missingIn = stage.at("missing").front().at("split").get<std::string>();
    }
    balance.few = stage.at("few").get<std::vector<std::string>>();
    return balance;
}

std::optional<LabelsResult> labelsOf(const Json& stages) {
    std::optional<LabelsResult> least;
    for (const Json& stage : stages) {
        const double p = stage.at("p").get<double>();
        if (least && p <= least->p) continue;
        least = LabelsResult{stage.at("samples").get<int>(),
                             stage.at("neighbours").get<int>(),
                             stage.at("agreement").get<double>(),
                             stage.at("by_chance").get<double>(),
                             p,
                             stage.at("shuffled").get<bool>()};
    }
    return least;
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
    memory.longestSample = json.value("longest_sample", "");
    memory.longestPrompt = json.value("longest_prompt", 0);
    memory.longestAnswer = json.value("longest_answer", 0);
    return memory;
}

} // namespace

void DryRunResult::take(const Json& line) {
    if (!line.is_object()) return;
    try {
        if (line.contains("gold")) gold = goldOf(line["gold"]);
        if (line.contains("balance")) balance = balanceOf(line["balance"]);
        if (line.contains("labels")) labels = labelsOf(line["labels"]);
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
