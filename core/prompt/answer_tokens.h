// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which tokens of a completion say its answer: what the probability of an answer is taken over.
//
// Doesn't judge the answer. Any bytes are accepted. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace vrft {

struct TokenRange {
    std::size_t begin = 0;
    std::size_t end = 0; // behind the last one
    bool operator==(const TokenRange&) const = default;
};

// From the token with the first byte behind "<answer>" to the one with the first byte of "</answer>", both
// included: that an answer ends where it does is part of it ("1" is not "10"). `pieces` are the bytes of the
// tokens in order, control tokens empty. nullopt unless each of the two tags is there exactly once, in order.
std::optional<TokenRange> answerTokens(std::span<const std::string> pieces);

// e to the sum of those tokens' log-probabilities: the probability of saying this answer after that prompt
// and that reasoning. It isn't summed over other reasonings that lead to the same answer, nor over other
// spellings of it. `logProbs[i]` belongs to `pieces[i]`; Error(Mismatch) for another number of them.
std::optional<double> answerProbability(std::span<const std::string> pieces, std::span<const float> logProbs);

} // namespace vrft
