// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a JPEG or JPEG-LS code stream says of itself before its first scan (ISO 10918-1 B.2, 14495-1 C.2).
//
// Reads markers only. Ownership: values. Thread rule: pure function.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vrft {

struct JpegHeader {
    int process = 0; // the SOF marker's low byte: 0xC0 baseline, 0xC1 extended, 0xC3 lossless, 0xF7 JPEG-LS
    int precision = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> components; // their identifiers
    bool jfif = false;                    // an APP0 marker: YCbCr, if there are three
    std::optional<std::uint8_t> adobe;    // the APP14 marker's transform: 0 none, 1 YCbCr

    // Whether three components are YCbCr. Identifiers "RGB" and the markers are believed before the header
    // of the data set (`photometricIsYbr`).
    bool ybr(bool photometricIsYbr) const;
};

// Nothing if no frame header is found.
std::optional<JpegHeader> readJpegHeader(std::span<const std::uint8_t> code);

} // namespace vrft
