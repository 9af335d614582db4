// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Raw deflate streams (RFC 1951), with a limit on what comes out: deflated data sets (PS3.5 A.5) are measured
// before they are parsed, and deflated frames (PS3.5 A.4.13) are inflated.
//
// Thread rule: pure functions. Implementation: zlib.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// How many bytes the stream grows to, counted up to `limit` and without keeping them. A broken stream counts
// as far as it goes.
std::uint64_t inflatedSize(std::string_view deflated, std::uint64_t limit);

// Exactly `size` bytes. Error(InvalidFormat) for a broken stream and for one that is shorter or longer.
std::vector<std::uint8_t> inflateExactly(std::span<const std::uint8_t> deflated, std::size_t size,
                                         const std::string& where);

} // namespace vrft
