// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/value_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vrft {

std::string_view trimmedText(std::string_view text) {
    constexpr std::string_view kPadding(" \t\r\n\0", 5);
    const auto first = text.find_first_not_of(kPadding);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kPadding) - first + 1);
}

std::optional<std::string_view> valueInText(std::string_view text, std::size_t index) {
    if (text.empty()) return std::nullopt;
    for (;; --index) {
        const std::size_t end = std::min(text.find('\\'), text.size());
        if (index == 0) return trimmedText(text.substr(0, end));
        if (end == text.size()) return std::nullopt;
        text.remove_prefix(end + 1);
    }
}

std::optional<double> numberInText(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1); // allowed by PS3.5 6.2, not by from_chars
    double value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, code] = std::from_chars(text.data(), last, value);
    if (code != std::errc() || end != last || !std::isfinite(value)) return std::nullopt;
    return value;
}

} // namespace vrft
