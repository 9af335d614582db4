// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/jpegls_thresholds.h"

#include <algorithm>
#include <array>
#include <optional>

namespace vrft {

namespace {

struct Scan {
    std::size_t at = 0; // of its marker
    int near = 0;
};

// The first scan, if no preset parameters come before it.
std::optional<Scan> firstScan(std::span<const std::uint8_t> code) {
    for (std::size_t at = 2; at + 4 <= code.size();) {
        const std::uint8_t marker = code[at + 1];
        if (code[at] != 0xFF || marker == 0xF8) return std::nullopt;
        const std::size_t length = std::size_t{code[at + 2]} << 8 | code[at + 3];
        if (length < 2 || at + 2 + length > code.size()) return std::nullopt;
        if (marker == 0xDA) {
            const std::size_t components = code[at + 4];
            if (length < 6 + 2 * components) return std::nullopt;
            return Scan{at, code[at + 5 + 2 * components]};
        }
        at += 2 + length;
    }
    return std::nullopt;
}

// For a largest value below 128.
std::array<int, 3> defaultThresholds(int largest, int near) {
    const int factor = 256 / (largest + 1);
    const auto clamped = [&](int value, int lowest) {
        return value > largest || value < lowest ? lowest : value;
    };
    const int first = clamped(std::max(2, 3 / factor + 3 * near), near + 1);
    const int second = clamped(std::max(3, 7 / factor + 5 * near), first);
    const int third = clamped(std::max(4, 21 / factor + 7 * near), second);
    return {first, second, third};
}

} // namespace

std::vector<std::uint8_t> withDefaultThresholds(std::span<const std::uint8_t> code, int precision) {
    std::vector<std::uint8_t> changed(code.begin(), code.end());
    const auto scan = precision < 8 ? firstScan(code) : std::nullopt;
    if (!scan) return changed;
    constexpr int kReset = 64;
    const int largest = (1 << precision) - 1;
    const auto [first, second, third] = defaultThresholds(largest, scan->near);
    std::vector<std::uint8_t> marker = {0xFF, 0xF8, 0, 13, 1};
    for (const int value : {largest, first, second, third, kReset}) {
        marker.push_back(static_cast<std::uint8_t>(value >> 8));
        marker.push_back(static_cast<std::uint8_t>(value & 0xFF));
    }
    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(scan->at), marker.begin(), marker.end());
    return changed;
}

} // namespace vrft
