// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether the reference answers of a dataset, of all its splits, said in the right form, earn the highest
// reward there is.
//
// Judged by the rewards that compare form and answer (format, accuracy, fuzzy_grade, boxes): a reference has
// no reasoning of its own for recitation, overlong and repetition to judge. An answer must also fit into
// max_new_tokens and hold no token that the policy never samples (sayable_answers.h). Boxes are spoken in
// whole pixels of the resized image, which costs them a little: from an overlap of half on they pass, and
// `worst` says what they earn. Thread rule: the policy's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/json.h"
#include "core/run/recipe.h"
#include "training/rollout/prompt_book.h"

namespace vrft {

struct GoldReport {
    std::string stage;
    int samples = 0; // of all splits
    int encoded = 0; // of the train split: whose prompts were made and image tokens counted
    int failing = 0;
    double highest = 0; // of those rewards
    double worst = 0;   // earned
    std::string worstSample;
    std::string firstSample; // that fails, with its answer and why
    std::string firstText;
    std::string firstReason;
    std::string firstUnsaid; // its answer, where a token that is suppressed is the reason
    int leastImageTokens = 0;
    int mostImageTokens = 0;
    std::string longestSample; // whose prompt has most tokens
    int longestPrompt = 0;     // tokens
};

// Encodes every train sample, which checks that the image tokens counted are those expected; of the other
// splits only the answers are judged, no image is read. `progress` is told how many of how many are done and
// may throw.
GoldReport checkGold(const Policy& policy, PromptBook& prompts, const Stage& stage, int maxNewTokens,
                     const std::function<void(int done, int of)>& progress);

Json goldToJson(const GoldReport& report);
// Error in words when a reference answer fails: cantSay's where a suppressed token is why, else Mismatch.
void requireGold(const GoldReport& report, const Dataset& dataset);

} // namespace vrft
