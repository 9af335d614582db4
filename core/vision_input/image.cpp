// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/image.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/vision_input/png_samples.h"

#include <csetjmp>
#include <fmt/format.h>
#include <png.h>

namespace vrft {

namespace {

constexpr int kCompressionLevel = 6; // fixed, so that an image always gives the same bytes

// What libpng's callbacks see. libpng reports errors by longjmp: between setjmp and the jump no object with a
// destructor may be created, so everything lives here or in the caller.
struct Writer {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::string problem;
    std::string output;
    std::vector<png_bytep> rows;
    std::vector<png_byte> samples;

    Writer() = default;
    ~Writer() { png_destroy_write_struct(&png, &info); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

void onWriteError(png_structp png, png_const_charp message) {
    static_cast<Writer*>(png_get_error_ptr(png))->problem = message;
    png_longjmp(png, 1);
}

void onWriteWarning(png_structp, png_const_charp) {}

void onWrite(png_structp png, png_bytep data, std::size_t count) {
    static_cast<Writer*>(png_get_io_ptr(png))->output.append(reinterpret_cast<const char*>(data), count);
}

void onFlush(png_structp) {}

bool writeSamples(Writer& writer, const Image& image) {
    if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
    png_set_write_fn(writer.png, &writer, onWrite, onFlush);
    png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8,
                 image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(writer.png, kCompressionLevel);
    png_write_info(writer.png, writer.info);
    png_write_image(writer.png, writer.rows.data());
    png_write_end(writer.png, nullptr);
    return true;
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

// Drops an alpha channel that hides nothing; refuses one that does, since what lies behind is anyone's guess.
Image decodePng(std::string_view bytes, const std::string& where) {
    PngSamples samples = decodePngSamples(bytes, where);
    if (samples.bits == 16)
        throw Error(ErrorCode::Unsupported, "the PNG has 16 bits a sample", where,
                    "Window it to 8 bits first, or import it into a workspace");
    if (samples.firstTransparent() != samples.numPixels())
        throw Error(ErrorCode::Unsupported, "the PNG has transparent pixels", where,
                    "Flatten it on a background first");
    const int channels = samples.hasAlpha() ? samples.channels - 1 : samples.channels;
    Image image{samples.width, samples.height, channels, {}};
    if (!samples.hasAlpha()) {
        image.pixels = std::move(samples.bytes);
        return image;
    }
    const auto step = static_cast<std::size_t>(samples.channels);
    image.pixels.reserve(samples.numPixels() * (step - 1));
    for (std::size_t i = 0; i < samples.bytes.size(); i += step)
        image.pixels.insert(image.pixels.end(), samples.bytes.begin() + static_cast<std::ptrdiff_t>(i),
                            samples.bytes.begin() + static_cast<std::ptrdiff_t>(i + step - 1));
    return image;
}

Image readPng(const std::filesystem::path& file) {
    return decodePng(readTextFile(file), file.string());
}

std::string encodePng(const Image& image) {
    checkImage(image, "PNG");
    Writer writer;
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, onWriteError, onWriteWarning);
    writer.info = writer.png == nullptr ? nullptr : png_create_info_struct(writer.png);
    if (writer.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", "PNG");
    const std::size_t rowBytes =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    writer.samples = image.pixels;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y)
        writer.rows.push_back(writer.samples.data() + y * rowBytes);
    if (!writeSamples(writer, image))
        throw Error(ErrorCode::Internal, "the PNG can't be written: " + writer.problem, "PNG");
    return std::move(writer.output);
}

std::string imageHash(const Image& image) {
    checkImage(image, "image");
    Sha256 hash;
    hash.update(fmt::format("{} {} {}\n", image.width, image.height, image.channels));
    hash.update(std::span<const std::uint8_t>(image.pixels));
    return toHex(hash.finish());
}

} // namespace vrft
