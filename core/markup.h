// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Text inside SVG and HTML: a policy's or a file's words are shown, never interpreted.
//
// Thread rule: pure function.
#pragma once

#include <string>
#include <string_view>

namespace vrft {

// & < > " as entities; control characters other than line break and tab become U+FFFD.
std::string escapeMarkup(std::string_view text);

} // namespace vrft
