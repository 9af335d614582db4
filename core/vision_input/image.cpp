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
struct Session {
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

    Session() = default;
    ~Session() {
        if (writing) {
            png_destroy_write_struct(&png, &info);
        } else {
            png_destroy_read_struct(&png, &info, nullptr);
        }
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

void onError(png_structp png, png_const_charp message) {
    static_cast<Session*>(png_get_error_ptr(png))->problem = message;
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t count) {
    auto* session = static_cast<Session*>(png_get_io_ptr(png));
    if (session->input.size() - session->position < count) png_error(png, "the file ends too early");
    std::memcpy(out, session->input.data() + session->position, count);
    session->position += count;
}

void onWrite(png_structp png, png_bytep data, std::size_t count) {
    static_cast<Session*>(png_get_io_ptr(png))->output.append(reinterpret_cast<const char*>(data), count);
}

void onFlush(png_structp) {}

bool readHeader(Session& session) {
    if (setjmp(png_jmpbuf(session.png)) != 0) return false;
    png_set_read_fn(session.png, &session, onRead);
    png_set_chunk_malloc_max(session.png, kMaxChunkBytes);
    // Sizes are judged by the caller, in words of its own.
    png_set_user_limits(session.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(session.png, session.info);
    session.width = png_get_image_width(session.png, session.info);
    session.height = png_get_image_height(session.png, session.info);
    session.bitDepth = png_get_bit_depth(session.png, session.info);
    session.colorType = png_get_color_type(session.png, session.info);
    return true;
}

bool prepareSamples(Session& session) {
    if (setjmp(png_jmpbuf(session.png)) != 0) return false;
    png_set_expand(session.png); // palettes to RGB, small greys to 8 bits, a transparent colour to alpha
    png_set_interlace_handling(session.png);
    png_read_update_info(session.png, session.info);
    session.channels = png_get_channels(session.png, session.info);
    return png_get_bit_depth(session.png, session.info) == 8;
}

bool readSamples(Session& session) {
    if (setjmp(png_jmpbuf(session.png)) != 0) return false;
    png_read_image(session.png, session.rows.data());
    png_read_end(session.png, nullptr);
    return true;
}

bool writeSamples(Session& session, const Image& image) {
    if (setjmp(png_jmpbuf(session.png)) != 0) return false;
    png_set_write_fn(session.png, &session, onWrite, onFlush);
    png_set_IHDR(session.png, session.info, static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8,
                 image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(session.png, kCompressionLevel);
    png_write_info(session.png, session.info);
    png_write_image(session.png, session.rows.data());
    png_write_end(session.png, nullptr);
    return true;
}

[[noreturn]] void broken(const Session& session, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, "the PNG can't be read: " + session.problem, where,
                "Export the image again");
}

void checkHeader(const Session& session, const std::string& where) {
    if (session.bitDepth == 16)
        throw Error(ErrorCode::Unsupported, "the PNG has 16 bits a sample", where,
                    "Window it to 8 bits first, or import the original DICOM file");
    if (session.width > kMaxImageSide || session.height > kMaxImageSide ||
        static_cast<std::int64_t>(session.width) * session.height > kMaxImagePixels)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the image has {} x {} pixels; sides up to {} and {} pixels in all are read",
                                session.width, session.height, kMaxImageSide, kMaxImagePixels),
                    where, "Cut or shrink it first");
}

// Drops an alpha channel that hides nothing; refuses one that does, since what lies behind is anyone's guess.
Image withoutAlpha(Session& session, const std::string& where) {
    const bool alpha = session.channels == 2 || session.channels == 4;
    Image image{static_cast<int>(session.width),
                static_cast<int>(session.height),
                alpha ? session.channels - 1 : session.channels,
                {}};
    if (!alpha) {
        image.pixels = std::move(session.samples);
        return image;
    }
    const auto step = static_cast<std::size_t>(session.channels);
    image.pixels.reserve(session.samples.size() / step * (step - 1));
    for (std::size_t i = 0; i < session.samples.size(); i += step) {
        if (session.samples[i + step - 1] != 255)
            throw Error(ErrorCode::Unsupported, "the PNG has transparent pixels", where,
                        "Flatten it on a background first");
        const auto first = session.samples.begin() + static_cast<std::ptrdiff_t>(i);
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
    Session session;
    session.input = bytes;
    session.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &session, onError, onWarning);
    session.info = session.png == nullptr ? nullptr : png_create_info_struct(session.png);
    if (session.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", where);
    if (!readHeader(session)) broken(session, where);
    checkHeader(session, where);
    if (!prepareSamples(session)) broken(session, where);
    const std::size_t rowBytes =
        static_cast<std::size_t>(session.width) * static_cast<std::size_t>(session.channels);
    session.samples.resize(rowBytes * session.height);
    for (std::size_t y = 0; y < session.height; ++y)
        session.rows.push_back(session.samples.data() + y * rowBytes);
    if (!readSamples(session)) broken(session, where);
    return withoutAlpha(session, where);
}

Image readPng(const std::filesystem::path& file) {
    return decodePng(readTextFile(file), file.string());
}

std::string encodePng(const Image& image) {
    checkImage(image, "PNG");
    Session session;
    session.writing = true;
    session.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &session, onError, onWarning);
    session.info = session.png == nullptr ? nullptr : png_create_info_struct(session.png);
    if (session.info == nullptr) throw Error(ErrorCode::Internal, "libpng doesn't start", "PNG");
    const std::size_t rowBytes =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    session.samples = image.pixels;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y)
        session.rows.push_back(session.samples.data() + y * rowBytes);
    if (!writeSamples(session, image))
        throw Error(ErrorCode::Internal, "the PNG can't be written: " + session.problem, "PNG");
    return std::move(session.output);
}

std::string imageHash(const Image& image) {
    checkImage(image, "image");
    Sha256 hash;
    hash.update(fmt::format("{} {} {}\n", image.width, image.height, image.channels));
    hash.update(std::span<const std::uint8_t>(image.pixels));
    return toHex(hash.finish());
}

} // namespace vrft
