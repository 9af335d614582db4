// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The encoded prompts of one dataset: made once per sample and kept.
//
// The prompt's text is a function of the task and the run alone, never of a sample's target; so showing
// sample A another sample's image is sample B's prompt. Thread rule: one object belongs to one thread.
// Ownership: keeps references to the policy and the dataset, which must outlive it. Errors: of the images.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "core/dataset/dataset.h"
#include "core/prompt/completion.h"
#include "core/prompt/prompt.h"
#include "training/policy.h"

namespace vrft {

// What a run shows and compares with.
struct PromptRules {
    std::string knowledge;      // recitation's references, whether shown or not
    bool showKnowledge = false; // in the prompt
    std::string templateId = std::string(kDefaultPrompt);
};

struct SamplePrompt {
    PromptInput input;
    Size imageSize; // of the first image, as stored: the frame of the target's boxes
    Size textFrame; // the resized image: the frame of the policy's text, in these units
    BoxUnits units = BoxUnits::Pixels;
};

class PromptBook {
public:
    PromptBook(const Policy& policy, const Dataset& dataset, PromptRules rules);

    const SamplePrompt& of(const Sample& sample);

    const Dataset& dataset() const { return dataset_; }
    const PromptRules& rules() const { return rules_; }

private:
    const Policy& policy_;
    const Dataset& dataset_;
    PromptRules rules_;
    std::unordered_map<std::string, SamplePrompt> prompts_; // by sample id; references stay valid
};

// The chat a sample is shown, image paths resolved.
Chat samplePrompt(const Dataset& dataset, const Sample& sample, const PromptRules& rules, BoxUnits units);

} // namespace vrft
