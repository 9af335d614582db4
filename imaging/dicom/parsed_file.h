// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A DICOM file parsed by DCMTK, as the .cpp files of this room share it: typed look-ups and uncompressed
// pixels.
//
// The pre-scan (prescan.h) walks the whole structure first: DCMTK never meets deep nesting, lengths that
// can't be or a deflate bomb. DCMTK's types stay behind a pointer. Not here: decoding (frame_decoder.h), the
// meaning of tags. Errors: Error(InvalidFormat) for a broken structure and what DCMTK can't read,
// Error(Unsupported) for an unknown transfer syntax or a deflated file that would fill the memory,
// Error(NotFound, Io) for the file. Ownership: a ParsedFile owns its data set; the bytes may go after the
// constructor. Texts come back as UTF-8. Thread rule: one thread per object.
#pragma once

#include "imaging/dicom/data_item.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

class DcmDataset;
class DcmFileFormat;

namespace vrft {

class ParsedFile {
public:
    // Throws Error(InvalidFormat) naming `where`.
    ParsedFile(std::string_view bytes, std::string where);
    // Values over 4 kB stay in the file until they are asked for: the file must stay as it is meanwhile.
    explicit ParsedFile(const std::filesystem::path& file);
    ~ParsedFile();
    ParsedFile(const ParsedFile&) = delete;
    ParsedFile& operator=(const ParsedFile&) = delete;

    DataItem root() const;
    std::string text(Tag tag) const { return root().text(tag); }
    std::optional<double> number(Tag tag, unsigned long index = 0) const { return root().number(tag, index); }
    std::optional<std::int64_t> integer(Tag tag, unsigned long index = 0) const {
        return root().integer(tag, index);
    }
    std::string mediaClass() const;     // Media Storage SOP Class UID of the meta header
    std::string transferSyntax() const; // UID as the meta header says, else as the bytes show
    bool compressed() const;            // encapsulated pixel data

    // The stored bytes of Pixel Data, little endian, all frames; empty if there are none or they are
    // compressed. Valid as long as the object.
    std::span<const std::uint8_t> pixelBytes() const;

    // Texts whose character set couldn't be converted: bytes beyond ASCII were replaced.
    bool textsReplaced() const;
    const std::string& where() const { return where_; }

    // For the .cpp files of this room; owned by this object.
    DcmDataset& dataset() const;
    DcmFileFormat& format() const;

private:
    void parse(std::string_view bytes);
    void check(const char* trouble);

    struct State;
    std::unique_ptr<State> state_;
    std::string where_;
};

} // namespace vrft
