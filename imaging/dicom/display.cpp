// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/display.h"

#include "core/error.h"
#include "core/vision_input/preprocess.h"
#include "imaging/dicom/palette.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

double entryOf(const LookUpTable& lut, double value) {
    const double index = std::floor(value) - lut.firstMapped;
    const double last = static_cast<double>(lut.entries.size()) - 1.0;
    return lut.entries[static_cast<std::size_t>(std::clamp(index, 0.0, last))];
}

double modalityValue(double stored, const FrameAttributes& attributes) {
    if (attributes.modalityLut) return entryOf(*attributes.modalityLut, stored);
    return stored * attributes.rescaleSlope + attributes.rescaleIntercept;
}

// From the smallest to the largest value there is; for 1-bit samples, that there can be.
Window fullWindow(const StoredFrame& frame, const PixelLayout& layout, const FrameAttributes& attributes) {
    if (layout.bitsAllocated == 1) return {1.0, 2.0, WindowFunction::Linear, {}};
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    frame.forEach([&](auto sample) {
        const double value = modalityValue(static_cast<double>(sample), attributes);
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    });
    if (low > high) low = high = 0;
    if (frame.type == SampleType::F32 || frame.type == SampleType::F64)
        return {(low + high) / 2.0, std::max(high - low, 1e-9), WindowFunction::LinearExact, {}};
    return {(low + high) / 2.0 + 0.5, std::max(1.0, high - low + 1.0), WindowFunction::Linear, {}};
}

// One computation for each value there can be instead of one for each pixel.
template <typename Map>
void mapGrey(const StoredFrame& frame, Image& image, Map map) {
    image.pixels.reserve(frame.samples());
    const bool narrow = frame.type == SampleType::U8 || frame.type == SampleType::I8 ||
                        frame.type == SampleType::U16 || frame.type == SampleType::I16;
    if (!narrow || frame.samples() < 65'536) {
        frame.forEach([&](auto sample) { image.pixels.push_back(map(static_cast<double>(sample))); });
        return;
    }
    constexpr int kLowest = -32'768;
    std::vector<std::uint8_t> table(98'304);
    std::vector<bool> known(table.size());
    frame.forEach([&](auto sample) {
        const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(sample) - kLowest);
        if (!known[index]) {
            table[index] = map(static_cast<double>(sample));
            known[index] = true;
        }
        image.pixels.push_back(table[index]);
    });
}

bool passesThrough(const StoredFrame& frame, const PixelLayout& layout, const FrameAttributes& attributes) {
    return frame.type == SampleType::U8 && layout.bitsStored == 8 && !attributes.modalityLut &&
           attributes.voiLuts.empty();
}

void displayGrey(const StoredFrame& frame, const PixelLayout& layout, const FrameAttributes& attributes,
                 const DisplayWish& wish, DisplayedFrame& shown) {
    const bool asItIs = !wish.window && !wish.wholeRange;
    if (asItIs && passesThrough(frame, layout, attributes)) {
        shown.image.pixels = frame.bytes;
    } else if (asItIs && attributes.windows.empty() && !attributes.voiLuts.empty()) {
        const LookUpTable& lut = attributes.voiLuts[0];
        const double scale = 255.0 / static_cast<double>((1 << lut.bits) - 1);
        mapGrey(frame, shown.image, [&](double stored) {
            const double entry = entryOf(lut, modalityValue(stored, attributes));
            return static_cast<std::uint8_t>(std::min(255.0, entry * scale + 0.5));
        });
    } else {
        const bool whole = wish.wholeRange || attributes.windows.empty();
        shown.window = wish.window ? *wish.window
                       : whole     ? fullWindow(frame, layout, attributes)
                                   : attributes.windows[0];
        mapGrey(frame, shown.image,
                [&](double stored) { return windowed(modalityValue(stored, attributes), *shown.window); });
    }
    if (layout.photometric != "MONOCHROME1") return;
    shown.inverted = true;
    for (std::uint8_t& value : shown.image.pixels)
        value = static_cast<std::uint8_t>(255 - value);
}

void displayPalette(const DicomImage& image, const StoredFrame& frame, DisplayedFrame& shown) {
    const Palette palette = readPalette(image.root(), image.layout().isSigned, image.where());
    shown.image.channels = 3;
    shown.image.pixels.reserve(frame.samples() * 3);
    frame.forEach([&](auto sample) {
        const auto& colour = palette.colourOf(static_cast<std::int64_t>(sample));
        shown.image.pixels.insert(shown.image.pixels.end(), colour.begin(), colour.end());
    });
}

// Deeper colour keeps the upper eight of its stored bits.
void displayColour(const StoredFrame& frame, const PixelLayout& layout, DisplayedFrame& shown) {
    if (frame.type == SampleType::U8 && layout.bitsStored == 8) {
        shown.image.pixels = frame.bytes;
        return;
    }
    shown.image.pixels.reserve(frame.samples());
    const double offset = layout.isSigned ? std::ldexp(1.0, layout.bitsStored - 1) : 0.0;
    const double scale = std::ldexp(1.0, 8 - layout.bitsStored);
    frame.forEach([&](auto sample) {
        const double value = std::floor((static_cast<double>(sample) + offset) * scale);
        shown.image.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0)));
    });
}

} // namespace

std::uint8_t windowed(double value, const Window& window) {
    double y = 0;
    switch (window.function) {
    case WindowFunction::Linear:
        y = window.width > 1.0 ? ((value - (window.centre - 0.5)) / (window.width - 1.0) + 0.5) * 255.0
                               : (value <= window.centre - 0.5 ? 0.0 : 255.0);
        break;
    case WindowFunction::LinearExact:
        y = ((value - window.centre) / window.width + 0.5) * 255.0;
        break;
    case WindowFunction::Sigmoid:
        y = 255.0 / (1.0 + std::exp(-4.0 * (value - window.centre) / window.width));
        break;
    }
    if (std::isnan(y)) return 0; // a parametric map's "no value"
    return static_cast<std::uint8_t>(std::clamp(y + 0.5, 0.0, 255.0));
}

DisplayedFrame display(const DicomImage& image, const StoredFrame& frame, const FrameAttributes& attributes,
                       const DisplayWish& wish) {
    DisplayedFrame shown;
    shown.image.width = frame.width;
    shown.image.height = frame.height;
    shown.image.channels = frame.channels;
    const PixelLayout& layout = image.layout();
    if (layout.photometric == "PALETTE COLOR")
        displayPalette(image, frame, shown);
    else if (frame.channels == 3)
        displayColour(frame, layout, shown);
    else
        displayGrey(frame, layout, attributes, wish, shown);
    return shown;
}

Image withLongestSide(Image image, int size) {
    const int longest = std::max(image.width, image.height);
    if (size == 0 || size == longest) return image;
    if (size < 0 || size > kMaxImageSide)
        throw Error(ErrorCode::InvalidArgument, fmt::format("no image is {} pixels wide", size), "size",
                    fmt::format("Give 1 to {}", kMaxImageSide));
    const auto side = [&](int length) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * size / longest)));
    };
    return resizeBicubic(image, {side(image.width), side(image.height)});
}

} // namespace vrft
