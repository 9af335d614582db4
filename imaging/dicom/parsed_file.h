// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A DICOM file parsed by DCMTK, as the .cpp files of this room share it: typed look-ups and uncompressed
// pixels.
//
// DCMTK's types stay behind a pointer. Ownership: a ParsedFile owns its data set; the bytes may go after the
// constructor. Texts come back as UTF-8. Thread rule: one thread per object.
#pragma once

#include "imaging/dicom/tag.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

class ParsedFile {
public:
    // Throws Error(InvalidFormat) naming `where`.
    ParsedFile(std::string_view bytes, std::string where);
    ~ParsedFile();
    ParsedFile(const ParsedFile&) = delete;
    ParsedFile& operator=(const ParsedFile&) = delete;

    std::string text(Tag tag) const; // all values, trimmed; "" if absent
    std::optional<double> number(Tag tag,
                                 unsigned long index = 0) const; // decimal strings and binary numbers
    std::optional<std::int64_t> integer(Tag tag, unsigned long index = 0) const;
    std::string mediaClass() const; // Media Storage SOP Class UID of the meta header
    std::string transferSyntax() const;
    bool compressed() const; // encapsulated pixel data

    // The stored bytes of Pixel Data, little endian, all frames; empty if there are none or they are
    // compressed. Valid as long as the object.
    std::span<const std::uint8_t> pixelBytes() const;

    // Texts whose character set couldn't be converted: bytes beyond ASCII were replaced.
    bool textsReplaced() const;
    const std::string& where() const { return where_; }

private:
    struct State;
    std::unique_ptr<State> state_;
    std::string where_;
};

} // namespace vrft
