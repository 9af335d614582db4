// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How the pixels of an image are laid out, as its header says (PS3.3 C.7.6.3 Image Pixel), and whether that
// can be true.
//
// Nothing here looks at the pixel data themselves. Sizes are computed in 64 bits. Units: bits and bytes as
// named. Ownership: values. Thread rule: pure functions.
#pragma once

#include "core/error.h"
#include "imaging/dicom/data_item.h"

#include <cstdint>
#include <optional>
#include <string>

namespace vrft {

// A frame may have this many samples (rows x columns x channels): what one decoder may be asked to hold.
inline constexpr std::uint64_t kMaxFrameSamples = std::uint64_t{1} << 27;

struct PixelLayout {
    int width = 0;
    int height = 0;
    int frames = 0;
    int channels = 0;
    int bitsAllocated = 0;
    int bitsStored = 0;
    int highBit = 0;
    bool isSigned = false;
    bool isFloat = false; // Float or Double Float Pixel Data
    bool planar = false;
    std::string photometric;

    std::uint64_t samples() const { // of one frame
        return static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) *
               static_cast<std::uint64_t>(channels);
    }
    std::uint64_t sampleBytes() const { // of one sample once it is unpacked
        return bitsAllocated <= 8 ? 1 : static_cast<std::uint64_t>(bitsAllocated) / 8;
    }
    // Of one frame as it lies uncompressed in Pixel Data: 1-bit samples are packed, 4:2:2 has two chroma
    // samples for two pixels.
    std::uint64_t storedBits() const {
        const std::uint64_t bits = samples() * static_cast<std::uint64_t>(bitsAllocated);
        return photometric == "YBR_FULL_422" ? bits / 3 * 2 : bits;
    }
};

// What the header says, without judgement: absent numbers are 0, absent frames 1.
PixelLayout readPixelLayout(const DataItem& root);

struct LayoutProblem {
    ErrorCode code; // InvalidFormat for what can't be true, Unsupported for what this program doesn't do
    std::string text;
};

// Why frames of this layout can't be decoded, if something speaks against it. `compressed` tells that the
// frames are encapsulated, where 4:2:2 is the codec's business.
std::optional<LayoutProblem> layoutProblem(const DataItem& root, const PixelLayout& layout, bool compressed);

} // namespace vrft
