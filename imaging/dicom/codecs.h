// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Code streams of one frame into samples: RLE, JPEG and JPEG-LS (DCMTK), JPEG 2000 (OpenJPEG), HTJ2K
// (OpenJPH).
//
// Each codec first compares what the code stream says of itself with the image's header and refuses a
// difference, so that memory is taken for checked sizes only and no sample stays unwritten. Not here: which
// bytes are a frame's (frame_fragments.h), unused bits and signs (frame_decoder.h). Errors:
// Error(InvalidFormat) for a broken or contradicting code stream, Error(Unsupported) for kinds left out.
// Ownership: values. Thread rule: pure functions.
#pragma once

#include "imaging/dicom/pixel_layout.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vrft {

enum class TransferSyntax {
    Native, // not encapsulated, whatever the byte order
    Rle,
    Jpeg,
    JpegLs,
    Jpeg2000,
    HtJpeg2000,
    DeflatedFrame,
    Unknown // encapsulated in a way this program doesn't know
};

TransferSyntax transferSyntaxOf(const std::string& uid);

// Samples as a codec gives them: little endian, interleaved, sampleBytes() of the layout each.
struct CodedSamples {
    std::vector<std::uint8_t> bytes;
    int precision = 0;     // bits a sample that the code stream vouches for; 0: as the header says
    bool isSigned = false; // as the code stream says; meaningful for JPEG 2000 only
    bool ybr = false;      // YCbCr of full range, still to be converted
};

// What every codec is given.
struct CodedFrame {
    std::span<const std::uint8_t> code;
    const PixelLayout& layout;
    const std::string& uid; // transfer syntax
    const std::string& where;
};

CodedSamples decodeRle(const CodedFrame& frame);
CodedSamples decodeJpeg(const CodedFrame& frame); // also JPEG-LS
CodedSamples decodeJpeg2000(const CodedFrame& frame);
CodedSamples decodeHtJpeg2000(const CodedFrame& frame);
CodedSamples decodeDeflatedFrame(const CodedFrame& frame);

// Whether these bytes begin a code stream of this kind.
bool startsCodeStream(TransferSyntax syntax, std::span<const std::uint8_t> bytes);

// An Error(InvalidFormat) in the words all codecs share.
[[noreturn]] void throwBrokenFrame(const std::string& why, const std::string& where);

// Refuses a code stream whose own sizes differ from the header's.
void requireSameSize(const PixelLayout& layout, std::uint64_t width, std::uint64_t height,
                     std::uint64_t channels, const std::string& where);

// 1-bit samples, the first in the lowest bit (PS3.5 8.1.1), into one byte each, from bit `firstBit` on.
std::vector<std::uint8_t> unpackBits(std::span<const std::uint8_t> packed, std::uint64_t firstBit,
                                     std::uint64_t count);

} // namespace vrft
