// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Texts in character sets that DCMTK can't convert with the C library's iconv: the Japanese code extensions
// (ISO 2022 IR 13, 87, 159; PS3.5 annex H) and Latin alphabet 9 (ISO_IR 203).
//
// Not for sets DCMTK handles. Thread rule: pure function.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vrft {

// `raw` as UTF-8; nothing if `charset` (Specific Character Set, values parted by backslashes) isn't one of
// those above or the bytes aren't of it.
std::optional<std::string> convertByFallback(std::string_view raw, std::string_view charset);

} // namespace vrft
