// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/answer_tokens.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <vector>

namespace vrft {

namespace {

constexpr std::string_view kOpen = "<answer>";
constexpr std::string_view kClose = "</answer>";

// Where `tag` is, if it is there exactly once.
std::optional<std::size_t> onlyPlace(std::string_view text, std::string_view tag) {
    const std::size_t first = text.find(tag);
    if (first == std::string_view::npos || text.find(tag, first + 1) != std::string_view::npos)
        return std::nullopt;
    return first;
}

} // namespace

std::optional<TokenRange> answerTokens(std::span<const std::string> pieces) {
    std::string text;
    std::vector<std::size_t> ends; // of each piece, in the text
    for (const std::string& piece : pieces) {
        text += piece;
        ends.push_back(text.size());
    }
    const auto open = onlyPlace(text, kOpen);
    const auto close = onlyPlace(text, kClose);
    if (!open || !close || *close < *open + kOpen.size()) return std::nullopt;
    const auto tokenOf = [&](std::size_t byte) {
        return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), byte) - ends.begin());
    };
    return TokenRange{tokenOf(*open + kOpen.size()), tokenOf(*close) + 1};
}

std::optional<double> answerProbability(std::span<const std::string> pieces,
                                        std::span<const float> logProbs) {
    if (pieces.size() != logProbs.size())
        throw Error(ErrorCode::Mismatch,
                    fmt::format("{} tokens and {} log-probabilities", pieces.size(), logProbs.size()),
                    "answer");
    const auto range = answerTokens(pieces);
    if (!range) return std::nullopt;
    double sum = 0;
    for (std::size_t i = range->begin; i < range->end; ++i)
        sum += static_cast<double>(logProbs[i]);
    return std::min(1.0, std::exp(sum));
}

} // namespace vrft
