// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/image.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"

#include <csetjmp>
#include <cstring>
#include <fmt/format.h>
#include <png.h>

namespace vrft {

namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr png_alloc_size_t kMaxChunkBytes = 8 << 20;
constexpr int kCompressionLevel = 6; // fixed, so that an image always gives the same bytes

// What libpng's callbacks see. libpng reports errors by longjmp: between setjmp and the jump no object with a
// destructor may be created, so everything lives here or in the caller.
struct Codec {
    png_structp png = nullptr;
    png_infop info = nullptr;
    bool writing = false;
    std::string problem;
    std::string_view input;
    std::size_t position = 0;
    std::string output;
    std::vector<png_bytep> rows;
    std::vector<png_byte> samples;
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    int bitDepth = 0;
    int colorType = 0;
    int channels = 0;

    Codec() = default;
    ~Codec() {
        if (writing) {
            png_destroy_write_struct(&png, &info);
        } else {
            png_destroy_read_struct(&png, &info, nullptr);
        }
    }
    Codec(const Codec&) = delete;
    Codec& operator=(const Codec&) = delete;
};

void onError(png_structp png, png_const_charp message) {
    static_cast<Codec*>(png_get_error_ptr(png))->problem = message;
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t count) {
    auto* codec = static_cast<Codec*>(png_get_io_ptr(png));
    if (codec->input.size() - codec->position < count) png_error(png, "the file ends too early");
    std::memcpy(out, codec->input.data() + codec->position, count);
    codec->position += count;
}

void onWrite(png_structp png, png_bytep data, std::size_t count) {
    static_cast<Codec*>(png_get_io_ptr(png))->output.append(reinterpret_cast<const char*>(data), count);
}

void onFlush(png_structp) {}

bool readHeader(Codec& codec) {
    if (setjmp(png_jmpbuf(codec.png)) != 0) return false;
    png_set_read_fn(codec.png, &codec, onRead);
    png_set_chunk_malloc_max(codec.png, kMaxChunkBytes);
    // Sizes are judged by the caller, in words of its own.
    png_set_user_limits(codec.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(codec.png, codec.info);
    codec.width = png_get_image_width(codec.png, codec.info);
    codec.height = png_get_image_height(codec.png, codec.info);
    codec.bitDepth = png_get_bit_depth(codec.png, codec.info);
    codec.colorType = png_get_color_type(codec.png, codec.info);
    return true;
}

bool prepareSamples(Codec& codec) {
    if (setjmp(png_jmpbuf(codec.png)) != 0) return false;
    png_set_expand(codec.png); // palettes to RGB, small greys to 8 bits, a transparent colour to alpha
    png_set_interlace_handling(codec.png);
    png_read_update_info(codec.png, codec.info);
    codec.channels = png_get_channels(codec.png, codec.info);
    return png_get_bit_depth(codec.png, codec.info) == 8;
}

bool readSamples(Codec& codec) {
    if (setjmp(png_jmpbuf(codec.png)) != 0) return false;
    png_read_image(codec.png, codec.rows.data());
    png_read_end(codec.png, nullptr);
    return true;
}

bool writeSamples(Codec& codec, const Image& image) {
    if (setjmp(png_jmpbuf(codec.png)) != 0) return false;
    png_set_write_fn(codec.png, &codec, onWrite, onFlush);
    png_set_IHDR(codec.png, codec.info, static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8,
                 image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(codec.png, kCompressionLevel);
    png_write_info(codec.png, codec.info);
    png_write_image(codec.png, codec.rows.data());
    png_write_end(codec.png, nullptr);
    return true;
}

[[noreturn]] void broken(const Codec& codec, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, "the PNG can't be read: " + codec.problem, where,
                "Export the image again");
}

void checkHeader(const Codec& codec, const std::string& where) {
    if (codec.bitDepth == 16)
        throw Error(ErrorCode::Unsupported, "the PNG has 16 bits a sample", where,
                    "Window it to 8 bits first, or import the original DICOM file");
    if (codec.width > kMaxImageSide || codec.height > kMaxImageSide ||
        static_cast<std::int64_t>(codec.width) * codec.height > kMaxImagePixels)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the image has {} x {} pixels; sides up to {} and {} pixels in all are read",
                                codec.width, codec.height, kMaxImageSide, kMaxImagePixels),
                    where, "Cut or shrink it first");
}

// Drops an alpha channel that hides nothing; refuses one that does, since what lies behind is anyone's guess.
Image withoutAlpha(Codec& codec, const std::string& where) {
    const bool alpha = codec.channels == 2 || codec.channels == 4;
    Image image{static_cast<int>(codec.width),
                static_cast<int>(codec.height),
                alpha ? codec.channels - 1 : codec.channels,
                {}};
    if (!alpha) {
        image.pixels = std::move(codec.samples);
        return image;
    }
    const auto step = static_cast<std::size_t>(codec.channels);
    image.pixels.reserve(codec.samples.size() / step * (step - 1));
    for (std::size_t i = 0; i < codec.samples.size(); i += step) {
        if (codec.samples[i + step - 1] != 255)
            throw Error(ErrorCode::Unsupported, "the PNG has transparent pixels", where,
                        "Flatten it on a background first");
        const auto first = codec.samples.begin() + static_cast<std::ptrdiff_t>(i);
        image.pixels.insert(image.pixels.end(), first, first + static_cast<std::ptrdiff_t>(step - 1));
    }
    return image;
}

} // namespace

void checkImage(const Image& image, const std::string& where) {
    const bool sized = image.width > 0 && image.height > 0 && image.width <= kMaxImageSide &&
                       image.height <= kMaxImageSide && (image.channels == 1 || image.channels == 3);
    if (!sized || image.pixels.size() != static_cast<std::size_t>(image.width) *
                                             static_cast<std::size_t>(image.height) *
                                             static_cast<std::size_t>(image.channels))
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("an image of {} x {} pixels, {} channels and {} samples", image.width,
                                image.height, image.channels, image.pixels.size()),
                    where, "Grey (1) and RGB (3) images with one byte a sample are known");
}

Image decodePng(std::string_view bytes, const std::string& where) {
    if (bytes.size() < kSignatureBytes ||
        png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, kSignatureBytes) != 0)
        throw Error(ErrorCode::InvalidFormat, bytes.empty() ? "the file is empty" : "not a PNG file", where,
                    "Give an 8-bit PNG");
    Codec codec;
    codec.input = bytes;
    codec.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &codec, onError, onWarning);
    codec.info = codec.png == nullptr ? nullptr : png_create_info_struct(codec.png);
    if (codec.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", where);
    if (!readHeader(codec)) broken(codec, where);
    checkHeader(codec, where);
    if (!prepareSamples(codec)) broken(codec, where);
    const std::size_t rowBytes =
        static_cast<std::size_t>(codec.width) * static_cast<std::size_t>(codec.channels);
    codec.samples.resize(rowBytes * codec.height);
    for (std::size_t y = 0; y < codec.height; ++y)
        codec.rows.push_back(codec.samples.data() + y * rowBytes);
    if (!readSamples(codec)) broken(codec, where);
    return withoutAlpha(codec, where);
}

Image readPng(const std::filesystem::path& file) {
    return decodePng(readTextFile(file), file.string());
}

std::string encodePng(const Image& image) {
    checkImage(image, "PNG");
    Codec codec;
    codec.writing = true;
    codec.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &codec, onError, onWarning);
    codec.info = codec.png == nullptr ? nullptr : png_create_info_struct(codec.png);
    if (codec.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", "PNG");
    const std::size_t rowBytes =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    codec.samples = image.pixels;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y)
        codec.rows.push_back(codec.samples.data() + y * rowBytes);
    if (!writeSamples(codec, image))
        throw Error(ErrorCode::Internal, "the PNG can't be written: " + codec.problem, "PNG");
    return std::move(codec.output);
}

std::string imageHash(const Image& image) {
    checkImage(image, "image");
    Sha256 hash;
    hash.update(fmt::format("{} {} {}\n", image.width, image.height, image.channels));
    hash.update(std::span<const std::uint8_t>(image.pixels));
    return toHex(hash.finish());
}

} // namespace vrft
