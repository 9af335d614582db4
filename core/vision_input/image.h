// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// An 8-bit image in memory, and PNG in and out: what datasets store and policies look at.
//
// Samples are passed through unchanged: gamma, colour profiles and resolution are ignored, as other readers
// of model input do. 16-bit PNG is refused (windowing is a decision of the imaging rooms), and so is real
// transparency: png_samples.h reads both. Thread rule: values and pure functions. Implementation: libpng.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

inline constexpr int kMaxImageSide = 16384;
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 26;

// Rows from top to bottom, channels interleaved; channels 1 (grey) or 3 (RGB); pixels.size() == W * H * C.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<std::uint8_t> pixels;
    bool operator==(const Image&) const = default;
};

// Grey or RGB; palettes become RGB, 1-4 bit grey becomes 8 bit, an all-opaque alpha channel is dropped.
// Sizes are checked before memory is taken. Errors: InvalidFormat (broken, truncated), Unsupported (16 bit,
// real transparency, larger than the limits above), NotFound, Io.
Image readPng(const std::filesystem::path& file);
Image decodePng(std::string_view bytes, const std::string& where);

// The same image gives the same bytes (with the same zlib). Error(InvalidArgument) for an image that isn't
// consistent.
std::string encodePng(const Image& image);

// SHA-256, hex, of "W H C\n" + samples: the name of an image in a workspace (formats.md §2).
std::string imageHash(const Image& image);

// Error(InvalidArgument) unless sizes, channels and the number of samples agree.
void checkImage(const Image& image, const std::string& where);

} // namespace vrft
