// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/batch_limits.h"

#include "core/run/recipe.h"

namespace vrft {

namespace {

constexpr std::int64_t kMostRows = 256; // completions decoded together
constexpr std::int64_t kMostCacheBytes = std::int64_t{2} << 30;
constexpr std::int64_t kMostPromptTokens = 8192;
constexpr std::int64_t kSmallPolicyTokens = 32768;
constexpr std::int64_t kLargePolicyTokens = 2048;

} // namespace

bool decodedTogether(const TextConfig& text, std::int64_t prompts, std::int64_t members, std::int64_t length,
                     std::int64_t answer) {
    if (prompts <= 1) return true;
    const std::int64_t columnBytes =
        std::int64_t{2} * text.numLayers * text.numKvHeads * text.headDim() * std::int64_t{sizeof(float)};
    return prompts * members <= kMostRows && prompts * length <= kMostPromptTokens &&
           prompts * (length + members * answer) * columnBytes <= kMostCacheBytes;
}

std::int64_t microBatchTokens(std::int64_t parameters) {
    return parameters < kLargePolicyParameters ? kSmallPolicyTokens : kLargePolicyTokens;
}

} // namespace vrft
