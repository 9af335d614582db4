// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The order of source names: runs of digits compare by value ("img2" before "img10"), everything else by
// bytes, and names that differ only in leading zeros by bytes too, so the order is total and equal on every
// machine (no locale).
//
// Thread rule: pure functions.
#pragma once

#include <compare>
#include <string_view>

namespace vrft {

std::strong_ordering naturalCompare(std::string_view a, std::string_view b);

// For std::sort and std::map.
struct NaturalLess {
    bool operator()(std::string_view a, std::string_view b) const { return naturalCompare(a, b) < 0; }
};

} // namespace vrft
