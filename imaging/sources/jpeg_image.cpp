// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/jpeg_image.h"

#include "core/error.h"

#include <fmt/format.h>
#include <memory>
#include <turbojpeg.h>

namespace vrft {

Image decodeJpeg(std::string_view bytes, const std::string& where) {
    const std::unique_ptr<void, decltype(&tjDestroy)> handle(tjInitDecompress(), tjDestroy);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto size = static_cast<unsigned long>(bytes.size());
    const auto broken = [&]() -> Error {
        return {ErrorCode::InvalidFormat,
                fmt::format("the JPEG file is damaged: {}", tjGetErrorStr2(handle.get())), where,
                "Export the image again"};
    };
    Image image;
    int sampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle.get(), data, size, &image.width, &image.height, &sampling, &colours) != 0)
        throw broken();
    if (colours == TJCS_CMYK || colours == TJCS_YCCK)
        throw Error(ErrorCode::Unsupported, "a JPEG file in printing colours (CMYK)", where,
                    "Convert it to RGB or grey");
    if (image.width > kMaxImageSide || image.height > kMaxImageSide ||
        std::int64_t{image.width} * image.height > kMaxImagePixels)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the image is too large ({} x {})", image.width, image.height), where,
                    "Cut it into parts");
    image.channels = colours == TJCS_GRAY ? 1 : 3;
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                        static_cast<std::size_t>(image.channels));
    if (tjDecompress2(handle.get(), data, size, image.pixels.data(), image.width, 0, image.height,
                      image.channels == 1 ? TJPF_GRAY : TJPF_RGB,
                      TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING) != 0)
        throw broken();
    return image;
}

} // namespace vrft
