// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/png_image.h"

#include "core/vision_input/png_samples.h"

namespace vrft {

namespace {

// value * part / whole, rounded; all of at most 16 bits.
unsigned scaled(unsigned value, unsigned part, unsigned whole) {
    return static_cast<unsigned>((std::uint64_t{value} * part + whole / 2) / whole);
}

} // namespace

PngPicture readPngPicture(std::string_view bytes, const std::string& where) {
    const PngSamples samples = decodePngSamples(bytes, where);
    const bool transparent = samples.firstTransparent() != samples.numPixels();
    const int channels = samples.hasAlpha() ? samples.channels - 1 : samples.channels;
    const bool deep = samples.bits == 16 && channels == 1;
    const bool reduced = samples.bits == 16 && channels == 3;
    const unsigned largest = samples.bits == 16 ? 0xFFFF : 0xFF;

    PngPicture picture;
    if (deep)
        picture.deep = DeepPixels{samples.width, samples.height, false, {}, 1, 0, {}};
    else
        picture.pixels = {samples.width, samples.height, channels, {}};
    const auto step = static_cast<std::size_t>(samples.channels);
    for (std::size_t pixel = 0; pixel < samples.numPixels(); ++pixel) {
        const unsigned alpha = samples.hasAlpha() ? samples.at(pixel * step + step - 1) : largest;
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
            const unsigned value = scaled(samples.at(pixel * step + c), alpha, largest);
            if (deep)
                picture.deep->samples.push_back(static_cast<std::uint16_t>(value));
            else
                picture.pixels.pixels.push_back(
                    static_cast<std::uint8_t>(reduced ? scaled(value, 0xFF, 0xFFFF) : value));
        }
    }
    if (reduced) picture.note = "16-bit colour was reduced to 8 bits";
    if (transparent)
        picture.note +=
            std::string(picture.note.empty() ? "" : "; ") + "transparent pixels were laid on black";
    return picture;
}

} // namespace vrft
