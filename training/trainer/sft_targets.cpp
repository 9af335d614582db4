// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/sft_targets.h"

#include <sstream>

#include <fmt/format.h>

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "training/trainer/sayable_answers.h"

namespace vrft {

namespace {

// What an empty think is replaced by: the form asks for one, and nothing true of the sample is known.
constexpr std::string_view kNoThink = "The image was looked at.";

} // namespace

std::map<std::string, std::string> ownThinks(const Policy& start, PromptBook& prompts,
                                             std::span<const Sample* const> samples, int maxNewTokens) {
    std::vector<GenerationRequest> requests;
    for (const Sample* sample : samples)
        requests.push_back({&prompts.of(*sample).input, {0}});
    SamplingOptions sampling;
    sampling.greedy = true;
    sampling.maxNewTokens = maxNewTokens;
    std::map<std::string, std::string> thinks;
    const auto completions = start.generate(requests, sampling);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const ParsedCompletion parsed = parseCompletion(start.tokenizer().decode(completions[i].front().ids));
        const std::string think = parsed.think.value_or("");
        thinks[samples[i]->id] = canSay(start, think) ? think : "";
    }
    return thinks;
}

SftTargets makeSftTargets(const Policy& start, PromptBook& prompts, int maxNewTokens) {
    const Dataset& dataset = prompts.dataset();
    SftTargets targets;
    std::vector<const Sample*> open;
    for (const Sample* sample : dataset.of(Split::Train)) {
        const auto think = targetThink(sample->target);
        if (think)
            targets[sample->id] = {think->kind, think->text};
        else
            open.push_back(sample);
    }
    const std::string fallback = canSay(start, std::string(kNoThink)) ? std::string(kNoThink) : "";
    for (const auto& [id, think] : ownThinks(start, prompts, open, maxNewTokens))
        targets[id] = think.empty() ? SftTarget{"none", fallback} : SftTarget{"own", think};
    for (const Sample* sample : dataset.of(Split::Train)) {
        const SamplePrompt& prompt = prompts.of(*sample);
        SftTarget& target = targets.at(sample->id);
        const std::string answer =
            targetAnswer(dataset.task, sample->target, prompt.imageSize, prompt.textFrame, prompt.units);
        target.text = targetCompletion(target.text, answer);
        if (!canSay(start, target.text))
            throw cantSay(canSay(start, answer) ? target.text : answer, dataset, sample->id);
    }
    return targets;
}

std::filesystem::path sftTargetsFile(const std::filesystem::path& run) {
    return run / "sft-targets.jsonl";
}

void writeSftTargets(const std::filesystem::path& run, const std::map<std::string, SftTargets>& byStage) {
    std::string text;
    for (const auto& [stage, targets] : byStage)
        for (const auto& [sample, target] : targets)
            text +=
                jsonLine(
                    {{"stage", stage}, {"sample", sample}, {"kind", target.kind}, {"text", target.text}}) +
                "\n";
    writeFileAtomic(sftTargetsFile(run), text);
}

std::map<std::string, SftTargets> readSftTargets(const std::filesystem::path& run) {
    const std::filesystem::path file = sftTargetsFile(run);
    std::map<std::string, SftTargets> byStage;
    std::istringstream lines(readTextFile(file));
    for (std::string line; std::getline(lines, line);) {
        const Json json = parseJson(line, file.string());
        byStage[json.at("stage").get<std::string>()][json.at("sample").get<std::string>()] = {
            json.at("kind").get<std::string>(), json.at("text").get<std::string>()};
    }
    return byStage;
}

std::string sftKindsText(const SftTargets& targets) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [sample, target] : targets)
        ++counts[target.kind];
    std::string text;
    for (const auto& [kind, count] : counts)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
    return text;
}

} // namespace vrft
