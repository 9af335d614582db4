// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/bmp_image.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

using Colour = std::array<std::uint8_t, 3>;

struct Header {
    std::uint64_t pixels = 0; // where they begin
    std::uint64_t palette = 0;
    std::size_t num_colours = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool topDown = false;
    int bits = 0;
    std::uint64_t stride = 0; // bytes of a row, a multiple of four
};

class Reader {
public:
    Reader(std::string_view bytes, const std::string& where)
        : bytes_(bytes)
        , where_(where) {}

    Image image() {
        const Header header = readHeader();
        const std::vector<Colour> palette = readPalette(header);
        const bool grey =
            !palette.empty() && std::all_of(palette.begin(), palette.end(),
                                            [](const Colour& c) { return c[0] == c[1] && c[1] == c[2]; });
        Image image{static_cast<int>(header.width), static_cast<int>(header.height), grey ? 1 : 3, {}};
        image.pixels.reserve(static_cast<std::size_t>(header.width * header.height * image.channels));
        for (std::int64_t y = 0; y < header.height; ++y) {
            const std::int64_t row = header.topDown ? y : header.height - 1 - y;
            const auto start =
                static_cast<std::size_t>(header.pixels + static_cast<std::uint64_t>(row) * header.stride);
            const std::string_view line = bytes_.substr(start, static_cast<std::size_t>(header.stride));
            for (std::size_t x = 0; x < static_cast<std::size_t>(header.width); ++x) {
                const Colour colour = colourAt(line, x, header.bits, palette);
                image.pixels.insert(image.pixels.end(), colour.begin(), colour.begin() + image.channels);
            }
        }
        return image;
    }

private:
    [[noreturn]] void fail(ErrorCode code, const std::string& what) const {
        throw Error(code, what, where_, "Convert it to PNG");
    }
    std::uint32_t number(std::uint64_t at, std::size_t count) const {
        if (at + count > bytes_.size()) fail(ErrorCode::InvalidFormat, "the bitmap is cut short");
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value |= std::uint32_t{static_cast<std::uint8_t>(bytes_[static_cast<std::size_t>(at) + i])}
                     << (8 * i);
        return value;
    }

    Header readHeader() const {
        Header header;
        header.pixels = number(10, 4);
        const std::uint32_t headerBytes = number(14, 4);
        if (headerBytes < 40 || headerBytes > 124)
            fail(ErrorCode::Unsupported, "a bitmap of a very old or new kind");
        header.width = static_cast<std::int32_t>(number(18, 4));
        header.height = static_cast<std::int32_t>(number(22, 4));
        header.topDown = header.height < 0;
        header.height = std::abs(header.height);
        header.bits = static_cast<int>(number(28, 2));
        const std::uint32_t compression = number(30, 4);
        const bool fields = compression == 3 && header.bits == 32 && headerBytes >= 52 &&
                            number(54, 4) == 0x00FF0000 && number(58, 4) == 0x0000FF00 &&
                            number(62, 4) == 0xFF;
        if (compression != 0 && !fields) fail(ErrorCode::Unsupported, "a compressed bitmap");
        if (header.width < 1 || header.height < 1) fail(ErrorCode::InvalidFormat, "the bitmap has no size");
        if (header.width > kMaxImageSide || header.height > kMaxImageSide ||
            header.width * header.height > kMaxImagePixels)
            fail(ErrorCode::Unsupported,
                 fmt::format("the image is too large ({} x {})", header.width, header.height));
        const bool indexed = header.bits == 1 || header.bits == 4 || header.bits == 8;
        if (!indexed && header.bits != 24 && header.bits != 32)
            fail(ErrorCode::Unsupported, fmt::format("a bitmap of {} bits", header.bits));
        if (indexed) {
            const std::uint32_t used = number(46, 4);
            header.num_colours = used == 0 ? std::size_t{1} << header.bits : used;
            if (header.num_colours > 256) fail(ErrorCode::InvalidFormat, "the bitmap's palette is too long");
        }
        header.palette = std::uint64_t{14} + headerBytes;
        header.stride =
            (static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.bits) + 31) / 32 *
            4;
        if (header.pixels + header.stride * static_cast<std::uint64_t>(header.height) > bytes_.size())
            fail(ErrorCode::InvalidFormat, "the bitmap is cut short");
        return header;
    }

    std::vector<Colour> readPalette(const Header& header) const {
        std::vector<Colour> palette;
        for (std::size_t i = 0; i < header.num_colours; ++i) {
            const std::uint32_t bgr = number(header.palette + 4 * i, 4);
            palette.push_back({static_cast<std::uint8_t>(bgr >> 16), static_cast<std::uint8_t>(bgr >> 8),
                               static_cast<std::uint8_t>(bgr)});
        }
        return palette;
    }

    Colour colourAt(std::string_view line, std::size_t x, int bits,
                    const std::vector<Colour>& palette) const {
        const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(line[i]); };
        if (bits >= 24) {
            const std::size_t at = x * static_cast<std::size_t>(bits / 8);
            return {byte(at + 2), byte(at + 1), byte(at)};
        }
        const std::size_t perByte = 8 / static_cast<std::size_t>(bits);
        const std::size_t shift = 8 - static_cast<std::size_t>(bits) * (x % perByte + 1);
        const std::size_t index = (std::size_t{byte(x / perByte)} >> shift) & ((std::size_t{1} << bits) - 1);
        if (index >= palette.size()) fail(ErrorCode::InvalidFormat, "a pixel isn't in the bitmap's palette");
        return palette[index];
    }

    std::string_view bytes_;
    const std::string& where_;
};

} // namespace

Image decodeBmp(std::string_view bytes, const std::string& where) {
    return Reader(bytes, where).image();
}

} // namespace vrft
