// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// distinct-n: how varied a set of texts is (Li et al. 2016). Texts come as words (core/text/unicode.h,
// words()). Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct NgramCount {
    std::int64_t distinct = 0;
    std::int64_t total = 0;
};

// N-grams don't cross the border of a text. n >= 1.
NgramCount countNgrams(std::span<const std::vector<std::string>> texts, int n);

// Different n-grams ÷ all n-grams of all texts; nullopt when no text has n words.
std::optional<double> distinctN(std::span<const std::vector<std::string>> texts, int n);

} // namespace vrft
