// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Values written as text (PS3.5 6.2): padding, backslashes between values, decimal numbers. Internal to this
// room.
//
// Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vrft {

// Without blanks, tabs, line breaks and zero bytes at both ends.
std::string_view trimmedText(std::string_view text);
// Value number `index` of those between backslashes, trimmed; nothing behind the last one. An empty text has
// no values.
std::optional<std::string_view> valueInText(std::string_view text, std::size_t index);
// All of a trimmed text as one finite number, a leading + allowed.
std::optional<double> numberInText(std::string_view text);

} // namespace vrft
