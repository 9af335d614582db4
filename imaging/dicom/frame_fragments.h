// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which fragments of encapsulated pixel data make which frame (PS3.5 A.4, Extended Offset Table PS3.3
// C.7.6.3.1.8).
//
// Offset tables are believed only when every entry points at a fragment; otherwise frames are found by
// counting fragments or by the marker that begins a code stream. Reads no code streams. Errors:
// Error(InvalidFormat) when frames and fragments can't be brought together. Units: bytes. Ownership: values.
// Thread rule: pure function.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct FrameSpan {
    std::size_t first = 0; // fragment
    std::size_t count = 0;
    bool operator==(const FrameSpan&) const = default;
};

struct OffsetTables {
    std::vector<std::uint64_t> basic;    // from the first byte of the first fragment's item tag
    std::vector<std::uint64_t> extended; // likewise
};

// `lengths` are those of the fragments; `startsFrame(i)` tells whether fragment i begins a code stream, and
// is asked only when the tables don't help.
std::vector<FrameSpan> spansOfFrames(std::span<const std::uint64_t> lengths, const OffsetTables& tables,
                                     std::size_t frames, const std::function<bool(std::size_t)>& startsFrame,
                                     const std::string& where);

} // namespace vrft
