// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/pixel_layout.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace {

int smallNumber(const DataItem& root, Tag tag, int fallback) {
    const auto value = root.integer(tag);
    if (!value) return fallback;
    return static_cast<int>(std::clamp<std::int64_t>(*value, -1, 1 << 30));
}

LayoutProblem impossible(std::string text) {
    return {ErrorCode::InvalidFormat, std::move(text)};
}

LayoutProblem unsupported(std::string text) {
    return {ErrorCode::Unsupported, std::move(text)};
}

std::optional<LayoutProblem> bitsProblem(const PixelLayout& layout) {
    if (layout.isFloat) return std::nullopt;
    const std::set<int> kAllocated = {1, 8, 16, 32};
    if (!kAllocated.contains(layout.bitsAllocated))
        return unsupported(fmt::format("{} bits a sample aren't supported", layout.bitsAllocated));
    if (layout.bitsAllocated == 1 && layout.channels != 1)
        return unsupported("colour of one bit a sample isn't supported");
    if (layout.bitsStored < 1 || layout.bitsStored > layout.bitsAllocated ||
        layout.highBit < layout.bitsStored - 1 || layout.highBit >= layout.bitsAllocated)
        return impossible(fmt::format("bits allocated {}, bits stored {} and high bit {} don't fit together",
                                      layout.bitsAllocated, layout.bitsStored, layout.highBit));
    return std::nullopt;
}

std::optional<LayoutProblem> colourProblem(const PixelLayout& layout, bool compressed) {
    const std::set<std::string> kGrey = {"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"};
    const std::set<std::string> kColour = {"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT"};
    const bool grey = kGrey.contains(layout.photometric);
    const bool colour = kColour.contains(layout.photometric);
    if ((grey && layout.channels != 1) || (colour && layout.channels != 3))
        return impossible(
            fmt::format("pixels of kind \"{}\" don't have {} samples", layout.photometric, layout.channels));
    if (!grey && !colour)
        return unsupported(fmt::format("pixels of kind \"{}\" aren't supported", layout.photometric));
    if (layout.photometric.starts_with("YBR") && layout.bitsAllocated != 8)
        return unsupported(
            fmt::format("{} with {} bits isn't supported", layout.photometric, layout.bitsAllocated));
    if (compressed) return std::nullopt;
    if (layout.photometric == "YBR_ICT" || layout.photometric == "YBR_RCT")
        return impossible(fmt::format("{} exists in JPEG 2000 only", layout.photometric));
    if (layout.photometric == "YBR_FULL_422" && (layout.width % 2 != 0 || layout.planar))
        return impossible("4:2:2 pixels of an odd width or in planes can't be");
    return std::nullopt;
}

} // namespace

PixelLayout readPixelLayout(const DataItem& root) {
    PixelLayout layout;
    layout.width = smallNumber(root, tag::kColumns, 0);
    layout.height = smallNumber(root, tag::kRows, 0);
    layout.channels = smallNumber(root, tag::kSamplesPerPixel, 1);
    layout.frames = std::max(1, smallNumber(root, tag::kNumberOfFrames, 1));
    layout.bitsAllocated = smallNumber(root, tag::kBitsAllocated, 0);
    layout.bitsStored = smallNumber(root, tag::kBitsStored, layout.bitsAllocated);
    layout.highBit = smallNumber(root, tag::kHighBit, layout.bitsStored - 1);
    layout.isSigned = smallNumber(root, tag::kPixelRepresentation, 0) == 1;
    layout.planar = smallNumber(root, tag::kPlanarConfiguration, 0) == 1;
    layout.photometric = root.text(tag::kPhotometric);
    if (root.has(tag::kFloatPixelData) || root.has(tag::kDoubleFloatPixelData)) {
        layout.isFloat = true;
        layout.bitsAllocated = layout.bitsStored = root.has(tag::kFloatPixelData) ? 32 : 64;
        layout.highBit = layout.bitsStored - 1;
    }
    return layout;
}

std::optional<LayoutProblem> layoutProblem(const DataItem& root, const PixelLayout& layout, bool compressed) {
    if (!root.has(tag::kRows) && !root.has(tag::kColumns)) return unsupported("it has no image");
    if (layout.width < 1 || layout.height < 1 || layout.width > 65'535 || layout.height > 65'535)
        return impossible(
            fmt::format("an image of {} rows and {} columns can't be", layout.height, layout.width));
    if (root.has(tag::kNumberOfFrames) && !root.integer(tag::kNumberOfFrames))
        return impossible(
            fmt::format("the number of frames, \"{}\", is no number", root.text(tag::kNumberOfFrames)));
    if (auto problem = colourProblem(layout, compressed)) return problem;
    if (layout.isFloat && (layout.channels != 1 || compressed))
        return unsupported("floating point pixels of this kind aren't supported");
    if (auto problem = bitsProblem(layout)) return problem;
    if (layout.samples() > kMaxFrameSamples)
        return unsupported(fmt::format("a frame of {} samples is beyond the limit of {}", layout.samples(),
                                       kMaxFrameSamples));
    return std::nullopt;
}

} // namespace vrft
