// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/jpeg_header.h"

#include <algorithm>
#include <string_view>

namespace vrft {

namespace {

bool isFrameHeader(std::uint8_t marker) {
    if (marker == 0xF7) return true; // JPEG-LS
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool beginsWith(std::span<const std::uint8_t> bytes, std::string_view text) {
    return bytes.size() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

void readFrameHeader(std::span<const std::uint8_t> segment, JpegHeader& header) {
    if (segment.size() < 6) return;
    header.precision = segment[0];
    header.height = segment[1] << 8 | segment[2];
    header.width = segment[3] << 8 | segment[4];
    const std::size_t count = segment[5];
    if (segment.size() < 6 + 3 * count) return;
    for (std::size_t i = 0; i < count; ++i)
        header.components.push_back(segment[6 + 3 * i]);
}

} // namespace

bool JpegHeader::ybr(bool photometricIsYbr) const {
    if (components.size() != 3 || process == 0xF7) return components.size() == 3 && photometricIsYbr;
    const std::vector<std::uint8_t> upper = {'R', 'G', 'B'};
    const std::vector<std::uint8_t> lower = {'r', 'g', 'b'};
    if (components == upper || components == lower) return false;
    if (adobe) return *adobe == 1;
    if (jfif) return true;
    return photometricIsYbr;
}

std::optional<JpegHeader> readJpegHeader(std::span<const std::uint8_t> code) {
    JpegHeader header;
    if (code.size() < 4 || code[0] != 0xFF || code[1] != 0xD8) return std::nullopt;
    for (std::size_t at = 2; at + 4 <= code.size();) {
        if (code[at] != 0xFF) return std::nullopt;
        const std::uint8_t marker = code[at + 1];
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9) return std::nullopt; // scan or end before any frame header
        const std::size_t length = std::size_t{code[at + 2]} << 8 | code[at + 3];
        if (length < 2 || length > code.size() - at - 2) return std::nullopt;
        const auto segment = code.subspan(at + 4, length - 2);
        if (marker == 0xE0 && beginsWith(segment, "JFIF")) header.jfif = true;
        if (marker == 0xEE && beginsWith(segment, "Adobe") && segment.size() >= 12)
            header.adobe = segment[11];
        if (isFrameHeader(marker)) {
            header.process = marker;
            readFrameHeader(segment, header);
            return header;
        }
        at += 2 + length;
    }
    return std::nullopt;
}

} // namespace vrft
