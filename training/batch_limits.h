// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How much goes through the model at once, whatever the caller asks for: what bounds a run's memory, and what
// a forecast of it reckons with. Thread rule: pure functions.
#pragma once

#include "core/policies/model_config.h"

#include <cstdint>

namespace vrft {

inline constexpr int kPatchesAtOnce = 4096; // through the vision tower without gradients, in whole images

// Whether completions of so many prompts, `members` of each, are decoded together. `length`: tokens of the
// longest prompt; `answer`: of the longest completion. A single prompt always is.
bool decodedTogether(const TextConfig& text, std::int64_t prompts, std::int64_t members, std::int64_t length,
                     std::int64_t answer);

// Tokens, prompts counted once a group, that an update learns from at once. A policy of few parameters takes
// a whole step; with a large one memory sets the pace.
std::int64_t microBatchTokens(std::int64_t parameters);

} // namespace vrft
