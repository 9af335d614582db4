// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where a text repeats the knowledge text word for word: what a reader sees underlined.
//
// Uses the words of recitation (core/text/unicode.h, words()); scores nothing (bleu.h does). Thread rule:
// pure function.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace vrft {

struct TextSpan {
    std::size_t begin = 0; // bytes
    std::size_t end = 0;
    bool operator==(const TextSpan&) const = default;
};

// The stretches of `text` that stand in one line of the knowledge text too, at least `numWords` words long,
// in order; they begin and end with a word and don't overlap.
std::vector<TextSpan> recitedSpans(std::string_view text, std::string_view knowledge, int numWords = 4);

} // namespace vrft
