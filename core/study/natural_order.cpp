// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/natural_order.h"

#include <algorithm>

namespace vrft {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// The run of digits at `start` without leading zeros; `end` is set behind it. Empty for a run of zeros.
std::string_view digitRun(std::string_view text, std::size_t start, std::size_t& end) {
    end = start;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    while (start < end && text[start] == '0')
        ++start;
    return text.substr(start, end - start);
}

} // namespace

std::strong_ordering naturalCompare(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const std::string_view x = digitRun(a, i, i);
            const std::string_view y = digitRun(b, j, j);
            if (x.size() != y.size()) return x.size() <=> y.size();
            if (const int order = x.compare(y); order != 0) return order <=> 0;
        } else {
            const auto x = static_cast<unsigned char>(a[i++]);
            const auto y = static_cast<unsigned char>(b[j++]);
            if (x != y) return x <=> y;
        }
    }
    if (const auto rest = (a.size() - i) <=> (b.size() - j); rest != 0) return rest;
    return a.compare(b) <=> 0; // equal by value: leading zeros decide
}

} // namespace vrft
