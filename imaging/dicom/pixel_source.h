// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of one frame out of a parsed file: a range of native pixel data, or the fragments of a code
// stream put together.
//
// Reads only what a frame needs when the file was opened by path. Doesn't decode. Errors:
// Error(InvalidFormat) when pixel data are missing, cut short, or don't show which bytes are a frame's.
// Ownership: keeps a reference to the ParsedFile, which must outlive it. Thread rule: one thread.
#pragma once

#include "imaging/dicom/codecs.h"
#include "imaging/dicom/parsed_file.h"
#include "imaging/dicom/pixel_layout.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace vrft {

class PixelSource {
public:
    PixelSource(const ParsedFile& file, const PixelLayout& layout, TransferSyntax syntax);
    ~PixelSource();
    PixelSource(const PixelSource&) = delete;
    PixelSource& operator=(const PixelSource&) = delete;

    // Little endian samples as wide as the header says, planes and 4:2:2 as stored; 1-bit samples unpacked.
    std::vector<std::uint8_t> nativeFrame(int frame) const;

    // One code stream.
    std::vector<std::uint8_t> codedFrame(int frame) const;

private:
    void requireNative() const;
    void findFragments();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vrft
