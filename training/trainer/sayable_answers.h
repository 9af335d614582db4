// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether a policy can say the reference answers of a dataset at all: a token that is suppressed (formats.md
// §1) is neither sampled nor learned, so a run whose answers need one would never score.
//
// Judges answers only, not reasoning, form or length (gold_answers.h). Thread rule: the policy's thread,
// const access.
#pragma once

#include <string>

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/run/recipe.h"
#include "training/policy.h"

namespace vrft {

// Whether none of the text's tokens is suppressed: only then can it be learned as it stands.
bool canSay(const Policy& policy, const std::string& text);
// As a whole, or character by character where the tokenizer's own words for it are never sampled: enough to
// sample it.
bool canSpell(const Policy& policy, const std::string& answer);

// The one refusal, for every command. `sample` may be empty.
Error cantSay(const std::string& answer, const Dataset& dataset, const std::string& sample);

// Throws cantSay for the first answer of the train split that the method can't bring the policy to say.
void requireSayable(const Policy& policy, const Dataset& dataset, Method method);

} // namespace vrft
