// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/prompt_book.h"

#include "core/error.h"

namespace vrft {

Chat samplePrompt(const Dataset& dataset, const Sample& sample, const PromptRules& rules, BoxUnits units) {
    std::vector<std::string> paths;
    for (const SampleImage& image : sample.images)
        paths.push_back(dataset.imagePath(image).string());
    const std::optional<std::string> shown =
        rules.showKnowledge ? std::optional<std::string>(rules.knowledge) : std::nullopt;
    return renderPrompt(dataset.task, paths, shown, rules.templateId, units);
}

PromptBook::PromptBook(const Policy& policy, const Dataset& dataset, PromptRules rules)
    : policy_(policy)
    , dataset_(dataset)
    , rules_(std::move(rules)) {}

const SamplePrompt& PromptBook::of(const Sample& sample) {
    const auto found = prompts_.find(sample.id);
    if (found != prompts_.end()) return found->second;
    if (sample.images.empty()) throw Error(ErrorCode::InvalidFormat, "a sample has no image", sample.id);
    SamplePrompt prompt;
    prompt.units = policy_.boxUnits();
    prompt.input = policy_.encodePrompt(samplePrompt(dataset_, sample, rules_, prompt.units));
    prompt.imageSize = sample.images.front().size();
    prompt.textFrame = prompt.input.images.front()->modelSize;
    return prompts_.emplace(sample.id, std::move(prompt)).first->second;
}

} // namespace vrft
