// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A PNG as it stands: 8 or 16 bits a sample, with its transparency. Who wants a plain 8-bit image takes
// decodePng (image.h); this is for those who decide for themselves what becomes of the rest.
//
// Palettes become RGB, 1-4 bit greys 8 bit, a transparent colour an alpha channel; gamma, colour profiles and
// resolution are ignored. Sizes are checked before memory is taken. Errors: InvalidFormat (broken,
// truncated), Unsupported (larger than the limits of image.h). Thread rule: value and pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct PngSamples {
    int width = 0;
    int height = 0;
    int channels = 0;                // 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
    int bits = 8;                    // or 16: two bytes a sample, the high one first
    std::vector<std::uint8_t> bytes; // rows from top to bottom, channels interleaved

    bool hasAlpha() const { return channels % 2 == 0; }
    unsigned at(std::size_t sample) const {
        return bits == 8 ? bytes[sample]
                         : static_cast<unsigned>(bytes[2 * sample] << 8 | bytes[2 * sample + 1]);
    }
    // Of the first pixel that isn't opaque; all there are if none is.
    std::size_t firstTransparent() const;
    std::size_t numPixels() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
};

PngSamples decodePngSamples(std::string_view bytes, const std::string& where);

} // namespace vrft
