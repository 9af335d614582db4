// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/dicom_reader.h"

#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/header_record.h"
#include "imaging/dicom/parsed_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

// How the pixels of a file lie in its bytes.
struct Layout {
    int width = 0;
    int height = 0;
    int frames = 0;
    int channels = 0;
    int bitsAllocated = 0;
    int bitsStored = 0;
    int highBit = 0;
    bool isSigned = false;
    bool planar = false;
    std::string photometric;

    std::size_t samples() const { // of one frame
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
               static_cast<std::size_t>(channels);
    }
    std::size_t frameBytes() const { return samples() * static_cast<std::size_t>(bitsAllocated / 8); }
};

int smallNumber(const ParsedFile& file, Tag tag, int fallback) {
    const auto value = file.integer(tag);
    if (!value) return fallback;
    return static_cast<int>(std::clamp<std::int64_t>(*value, 0, 1 << 30));
}

Layout readLayout(const ParsedFile& file) {
    Layout layout;
    layout.width = smallNumber(file, tag::kColumns, 0);
    layout.height = smallNumber(file, tag::kRows, 0);
    layout.channels = smallNumber(file, tag::kSamplesPerPixel, 1);
    layout.frames = std::max(1, smallNumber(file, tag::kNumberOfFrames, 1));
    layout.bitsAllocated = smallNumber(file, tag::kBitsAllocated, 0);
    layout.bitsStored = smallNumber(file, tag::kBitsStored, layout.bitsAllocated);
    layout.highBit = smallNumber(file, tag::kHighBit, layout.bitsStored - 1);
    layout.isSigned = smallNumber(file, tag::kPixelRepresentation, 0) == 1;
    layout.planar = smallNumber(file, tag::kPlanarConfiguration, 0) == 1;
    layout.photometric = file.text(tag::kPhotometric);
    return layout;
}

// Why frames of this layout can't be shown; empty if they can.
std::string problemOf(const ParsedFile& file, const Layout& layout) {
    if (layout.width < 1 || layout.height < 1) return "it has no image";
    if (layout.width > kMaxImageSide || layout.height > kMaxImageSide) return "the image is too large";
    if (file.compressed()) return fmt::format("the pixels are compressed ({})", file.transferSyntax());
    const bool grey =
        layout.channels == 1 && (layout.photometric == "MONOCHROME1" || layout.photometric == "MONOCHROME2");
    const bool colour = layout.channels == 3 && layout.photometric == "RGB" && layout.bitsAllocated == 8;
    if (!grey && !colour) return fmt::format("pixels of kind \"{}\" aren't supported", layout.photometric);
    if (layout.bitsAllocated != 8 && layout.bitsAllocated != 16)
        return fmt::format("{} bits a sample aren't supported", layout.bitsAllocated);
    if (layout.bitsStored < 1 || layout.bitsStored > layout.bitsAllocated ||
        layout.highBit != layout.bitsStored - 1)
        return "bits stored and high bit don't fit together";
    // Divided, not multiplied: a header may declare a million frames.
    if (static_cast<std::size_t>(layout.frames) > file.pixelBytes().size() / layout.frameBytes())
        return fmt::format("the pixel data are cut short ({} bytes for {} frames of {})",
                           file.pixelBytes().size(), layout.frames, layout.frameBytes());
    return {};
}

// One stored sample with its unused high bits dropped and its sign extended.
double storedValue(std::span<const std::uint8_t> frame, std::size_t index, const Layout& layout) {
    unsigned value =
        layout.bitsAllocated == 8 ? frame[index] : frame[2 * index] | unsigned{frame[2 * index + 1]} << 8;
    value &= (1U << layout.bitsStored) - 1U;
    if (layout.isSigned && (value >> (layout.bitsStored - 1)) != 0)
        return static_cast<double>(value) - static_cast<double>(1U << layout.bitsStored);
    return value;
}

// PS3.3 C.11.2.1.2, linear.
std::uint8_t windowed(double x, double centre, double width) {
    const double y = width > 1.0 ? ((x - (centre - 0.5)) / (width - 1.0) + 0.5) * 255.0
                                 : (x <= centre - 0.5 ? 0.0 : 255.0);
    return static_cast<std::uint8_t>(std::clamp(y + 0.5, 0.0, 255.0));
}

void renderDeepGrey(const ParsedFile& file, const Layout& layout, std::span<const std::uint8_t> frame,
                    RenderedFrame& rendered) {
    const double slope = file.number(tag::kRescaleSlope).value_or(1.0);
    const double intercept = file.number(tag::kRescaleIntercept).value_or(0.0);
    std::vector<double> values(layout.samples());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = storedValue(frame, i, layout) * slope + intercept;
    auto window = readPair(file, tag::kWindowCentre, tag::kWindowWidth, 0);
    if (!window || (*window)[1] < 1.0) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        window = {(*low + *high) / 2.0 + 0.5, std::max(1.0, *high - *low + 1.0)};
    }
    rendered.render.window = window;
    for (std::size_t i = 0; i < values.size(); ++i)
        rendered.image.pixels.push_back(windowed(values[i], (*window)[0], (*window)[1]));
}

void renderColour(const Layout& layout, std::span<const std::uint8_t> frame, Image& image) {
    image.pixels.assign(frame.begin(), frame.end());
    if (!layout.planar) return;
    const std::size_t plane = layout.samples() / 3;
    for (std::size_t i = 0; i < plane; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            image.pixels[3 * i + c] = frame[c * plane + i];
}

} // namespace

RenderedFrame renderFrame(const std::filesystem::path& path, int frame) {
    const ParsedFile file(readTextFile(path), path.string());
    const Layout layout = readLayout(file);
    if (const std::string problem = problemOf(file, layout); !problem.empty())
        throw Error(ErrorCode::Unsupported, fmt::format("the image can't be shown: {}", problem),
                    path.string(), "Leave it out or convert it to an uncompressed syntax");
    if (frame < 0 || frame >= layout.frames)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("there is no frame {}: the image has {}", frame, layout.frames),
                    path.string(), "Frames count from 0");
    const auto bytes =
        file.pixelBytes().subspan(static_cast<std::size_t>(frame) * layout.frameBytes(), layout.frameBytes());
    RenderedFrame rendered;
    rendered.image.width = layout.width;
    rendered.image.height = layout.height;
    rendered.image.channels = layout.channels;
    if (const auto spacing = readSpacing(file)) rendered.spacingMm = {(*spacing)[1], (*spacing)[0]};
    if (layout.channels == 3)
        renderColour(layout, bytes, rendered.image);
    else if (layout.bitsAllocated == 8 && layout.bitsStored == 8 && !layout.isSigned)
        rendered.image.pixels.assign(bytes.begin(), bytes.end());
    else
        renderDeepGrey(file, layout, bytes, rendered);
    if (layout.photometric == "MONOCHROME1") {
        rendered.render.invert = true;
        for (std::uint8_t& value : rendered.image.pixels)
            value = static_cast<std::uint8_t>(255 - value);
    }
    return rendered;
}

} // namespace vrft
