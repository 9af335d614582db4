// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Colour samples into interleaved RGB (PS3.3 C.7.6.3.1.2, C.7.6.3.1.3).
//
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vrft {

// YBR_FULL_422 as stored, Y Y Cb Cr for two pixels, into three samples a pixel; chroma is repeated.
std::vector<std::uint8_t> expand422(std::span<const std::uint8_t> bytes);

// Three planes into interleaved samples of `sampleBytes` each.
std::vector<std::uint8_t> interleaved(std::span<const std::uint8_t> planes, std::size_t sampleBytes);

// Interleaved 8-bit YBR_FULL into RGB, rounded to the nearest value.
void ybrToRgb(std::vector<std::uint8_t>& samples);

} // namespace vrft
