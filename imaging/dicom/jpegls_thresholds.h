// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A way round a defect of the CharLS in DCMTK 3.6.7: below 8 bits it takes wrong default thresholds and
// refuses good code streams. Spelt out in the stream, the right ones are used.
//
// Thread rule: pure function. Source: ISO 14495-1 C.2.4.1.1 (preset parameters and their defaults).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vrft {

// The code stream with an LSE marker of the default thresholds before its first scan; unchanged from 8 bits
// on, and where it brings its own or has no scan.
std::vector<std::uint8_t> withDefaultThresholds(std::span<const std::uint8_t> code, int precision);

} // namespace vrft
