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

std::string bitsProblem(const PixelLayout& layout) {
    if (layout.isFloat) return {};
    const std::set<int> kAllocated = {1, 8, 16, 32};
    if (!kAllocated.contains(layout.bitsAllocated))
        return fmt::format("{} bits a sample aren't supported", layout.bitsAllocated);
    if (layout.bitsAllocated == 1 && layout.channels != 1)
        return "colour of one bit a sample isn't supported";
    if (layout.bitsStored < 1 || layout.bitsStored > layout.bitsAllocated ||
        layout.highBit < layout.bitsStored - 1 || layout.highBit >= layout.bitsAllocated)
        return fmt::format("bits allocated {}, bits stored {} and high bit {} don't fit together",
                           layout.bitsAllocated, layout.bitsStored, layout.highBit);
    return {};
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

std::string layoutProblem(const DataItem& root, const PixelLayout& layout, bool compressed) {
    if (!root.has(tag::kRows) && !root.has(tag::kColumns)) return "it has no image";
    if (layout.width < 1 || layout.height < 1 || layout.width > 65'535 || layout.height > 65'535)
        return fmt::format("an image of {} rows and {} columns can't be", layout.height, layout.width);
    if (root.has(tag::kNumberOfFrames) && !root.integer(tag::kNumberOfFrames))
        return fmt::format("the number of frames, \"{}\", is no number", root.text(tag::kNumberOfFrames));
    const std::set<std::string> kGrey = {"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"};
    const std::set<std::string> kColour = {"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT"};
    if (!(layout.channels == 1 && kGrey.contains(layout.photometric)) &&
        !(layout.channels == 3 && kColour.contains(layout.photometric)))
        return fmt::format("pixels of kind \"{}\" with {} samples aren't supported", layout.photometric,
                           layout.channels);
    if (layout.isFloat && (layout.channels != 1 || compressed))
        return "floating point pixels of this kind aren't supported";
    if (std::string problem = bitsProblem(layout); !problem.empty()) return problem;
    if (layout.samples() > kMaxFrameSamples)
        return fmt::format("a frame of {} samples is beyond the limit of {}", layout.samples(),
                           kMaxFrameSamples);
    const bool ybr = layout.photometric.starts_with("YBR");
    if (ybr && layout.bitsAllocated != 8)
        return fmt::format("{} with {} bits isn't supported", layout.photometric, layout.bitsAllocated);
    if (!compressed && (layout.photometric == "YBR_ICT" || layout.photometric == "YBR_RCT"))
        return fmt::format("{} exists in JPEG 2000 only", layout.photometric);
    if (!compressed && layout.photometric == "YBR_FULL_422" && (layout.width % 2 != 0 || layout.planar))
        return "4:2:2 pixels of an odd width or in planes can't be";
    return {};
}

} // namespace vrft
