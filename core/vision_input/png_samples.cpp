// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/png_samples.h"

#include "core/error.h"
#include "core/vision_input/image.h"

#include <csetjmp>
#include <cstring>
#include <fmt/format.h>
#include <png.h>

namespace vrft {

namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr png_alloc_size_t kMaxChunkBytes = 8 << 20;

// What libpng's callbacks see. libpng reports errors by longjmp: between setjmp and the jump no object with a
// destructor may be created, so everything lives here or in the caller.
struct Reader {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::string problem;
    std::string_view input;
    std::size_t position = 0;
    std::vector<png_bytep> rows;
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    int bitDepth = 0; // after expansion
    int channels = 0;

    Reader() = default;
    ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
};

void onReadError(png_structp png, png_const_charp message) {
    static_cast<Reader*>(png_get_error_ptr(png))->problem = message;
    png_longjmp(png, 1);
}

void onReadWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t count) {
    auto* reader = static_cast<Reader*>(png_get_io_ptr(png));
    if (reader->input.size() - reader->position < count) png_error(png, "the file ends too early");
    std::memcpy(out, reader->input.data() + reader->position, count);
    reader->position += count;
}

bool readHeader(Reader& reader) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    png_set_read_fn(reader.png, &reader, onRead);
    png_set_chunk_malloc_max(reader.png, kMaxChunkBytes);
    // Sizes are judged by the caller, in words of its own.
    png_set_user_limits(reader.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(reader.png, reader.info);
    reader.width = png_get_image_width(reader.png, reader.info);
    reader.height = png_get_image_height(reader.png, reader.info);
    return true;
}

bool prepareSamples(Reader& reader) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    png_set_expand(reader.png); // palettes to RGB, small greys to 8 bits, a transparent colour to alpha
    png_set_interlace_handling(reader.png);
    png_read_update_info(reader.png, reader.info);
    reader.channels = png_get_channels(reader.png, reader.info);
    reader.bitDepth = png_get_bit_depth(reader.png, reader.info);
    return reader.bitDepth == 8 || reader.bitDepth == 16;
}

bool readSamples(Reader& reader) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    png_read_image(reader.png, reader.rows.data());
    png_read_end(reader.png, nullptr);
    return true;
}

[[noreturn]] void broken(const Reader& reader, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, "the PNG can't be read: " + reader.problem, where,
                "Export the image again");
}

void checkSize(const Reader& reader, const std::string& where) {
    if (reader.width > kMaxImageSide || reader.height > kMaxImageSide ||
        static_cast<std::int64_t>(reader.width) * reader.height > kMaxImagePixels)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the image has {} x {} pixels; sides up to {} and {} pixels in all are read",
                                reader.width, reader.height, kMaxImageSide, kMaxImagePixels),
                    where, "Cut or shrink it first");
}

} // namespace

std::size_t PngSamples::firstTransparent() const {
    const auto step = static_cast<std::size_t>(channels);
    const unsigned opaque = bits == 8 ? 0xFF : 0xFFFF;
    std::size_t pixel = 0;
    while (pixel < numPixels() && (!hasAlpha() || at(pixel * step + step - 1) == opaque))
        ++pixel;
    return pixel;
}

PngSamples decodePngSamples(std::string_view bytes, const std::string& where) {
    if (bytes.size() < kSignatureBytes ||
        png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, kSignatureBytes) != 0)
        throw Error(ErrorCode::InvalidFormat, bytes.empty() ? "the file is empty" : "not a PNG file", where,
                    "Give an 8-bit PNG");
    Reader reader;
    reader.input = bytes;
    reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, onReadError, onReadWarning);
    reader.info = reader.png == nullptr ? nullptr : png_create_info_struct(reader.png);
    if (reader.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", where);
    if (!readHeader(reader)) broken(reader, where);
    checkSize(reader, where);
    if (!prepareSamples(reader)) broken(reader, where);
    PngSamples samples{static_cast<int>(reader.width),
                       static_cast<int>(reader.height),
                       reader.channels,
                       reader.bitDepth,
                       {}};
    const std::size_t rowBytes = static_cast<std::size_t>(reader.width) *
                                 static_cast<std::size_t>(reader.channels * reader.bitDepth / 8);
    samples.bytes.resize(rowBytes * reader.height);
    for (std::size_t y = 0; y < reader.height; ++y)
        reader.rows.push_back(samples.bytes.data() + y * rowBytes);
    if (!readSamples(reader)) broken(reader, where);
    return samples;
}

} // namespace vrft
