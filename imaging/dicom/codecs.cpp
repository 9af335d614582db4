// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/codecs.h"

#include "core/error.h"
#include "imaging/dicom/inflate.h"

#include <array>
#include <fmt/format.h>
#include <map>

namespace vrft {

TransferSyntax transferSyntaxOf(const std::string& uid) {
    static const std::map<std::string, TransferSyntax> kKnown = {
        {"1.2.840.10008.1.2", TransferSyntax::Native},           // implicit little endian
        {"1.2.840.10008.1.2.1", TransferSyntax::Native},         // explicit little endian
        {"1.2.840.10008.1.2.1.99", TransferSyntax::Native},      // deflated as a whole
        {"1.2.840.10008.1.2.2", TransferSyntax::Native},         // explicit big endian
        {"1.2.840.10008.1.2.5", TransferSyntax::Rle},            //
        {"1.2.840.10008.1.2.4.50", TransferSyntax::Jpeg},        // baseline
        {"1.2.840.10008.1.2.4.51", TransferSyntax::Jpeg},        // extended, up to 12 bits
        {"1.2.840.10008.1.2.4.53", TransferSyntax::Jpeg},        // spectral selection, retired
        {"1.2.840.10008.1.2.4.55", TransferSyntax::Jpeg},        // progressive, retired
        {"1.2.840.10008.1.2.4.57", TransferSyntax::Jpeg},        // lossless
        {"1.2.840.10008.1.2.4.70", TransferSyntax::Jpeg},        // lossless, first-order prediction
        {"1.2.840.10008.1.2.4.80", TransferSyntax::JpegLs},      // lossless
        {"1.2.840.10008.1.2.4.81", TransferSyntax::JpegLs},      // near-lossless
        {"1.2.840.10008.1.2.4.90", TransferSyntax::Jpeg2000},    // lossless only
        {"1.2.840.10008.1.2.4.91", TransferSyntax::Jpeg2000},    //
        {"1.2.840.10008.1.2.4.201", TransferSyntax::HtJpeg2000}, // lossless only
        {"1.2.840.10008.1.2.4.202", TransferSyntax::HtJpeg2000}, // lossless, resolution first
        {"1.2.840.10008.1.2.4.203", TransferSyntax::HtJpeg2000}, //
        {"1.2.840.10008.1.2.8.1", TransferSyntax::DeflatedFrame},
    };
    const auto found = kKnown.find(uid);
    return found == kKnown.end() ? TransferSyntax::Unknown : found->second;
}

CodedSamples decodeDeflatedFrame(const CodedFrame& frame) {
    const std::uint64_t bytes = (frame.layout.storedBits() + 7) / 8;
    return {inflateExactly(frame.code, static_cast<std::size_t>(bytes), frame.where)};
}

bool startsCodeStream(TransferSyntax syntax, std::span<const std::uint8_t> bytes) {
    const auto begins = [&](std::initializer_list<std::uint8_t> marker) {
        return bytes.size() >= marker.size() && std::equal(marker.begin(), marker.end(), bytes.begin());
    };
    if (syntax == TransferSyntax::Jpeg || syntax == TransferSyntax::JpegLs) return begins({0xFF, 0xD8, 0xFF});
    if (syntax == TransferSyntax::Jpeg2000 || syntax == TransferSyntax::HtJpeg2000)
        return begins({0xFF, 0x4F, 0xFF, 0x51}) || begins({0, 0, 0, 0x0C, 'j', 'P', ' ', ' '});
    return false;
}

void throwBrokenFrame(const std::string& why, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the frame can't be decoded: {}", why), where,
                "Export the image again from its source");
}

void requireSameSize(const PixelLayout& layout, std::uint64_t width, std::uint64_t height,
                     std::uint64_t channels, const std::string& where) {
    if (width != static_cast<std::uint64_t>(layout.width) ||
        height != static_cast<std::uint64_t>(layout.height) ||
        channels != static_cast<std::uint64_t>(layout.channels))
        throwBrokenFrame(fmt::format("the code stream holds {}x{} pixels of {} samples, the header says "
                                     "{}x{} of {}",
                                     width, height, channels, layout.width, layout.height, layout.channels),
                         where);
}

std::vector<std::uint8_t> unpackBits(std::span<const std::uint8_t> packed, std::uint64_t firstBit,
                                     std::uint64_t count) {
    std::vector<std::uint8_t> samples(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::size_t bit = static_cast<std::size_t>(firstBit) + i;
        samples[i] = (packed[bit / 8] >> (bit % 8)) & 1U;
    }
    return samples;
}

} // namespace vrft
