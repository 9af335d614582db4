// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Typed look-ups in a DICOM data set or in one item of its sequences, without DCMTK in sight.
//
// A view: it owns nothing and is valid as long as the ParsedFile it came from. Values come back whatever
// their VR (a number written as text or with another width is the same number); callers check the range.
// What isn't there or can't be read is an empty optional, an empty text or an empty list, never an error.
// Texts are UTF-8. Thread rule: one thread per ParsedFile (DCMTK loads values on first use).
#pragma once

#include "imaging/dicom/tag.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

class DcmItem;

namespace vrft {

// Sequences with more items than this are read up to it.
inline constexpr std::size_t kMaxSequenceItems = 65'536;

class DataItem {
public:
    DataItem(DcmItem& item, bool textsReplaced)
        : item_(&item)
        , textsReplaced_(textsReplaced) {}

    bool has(Tag tag) const;             // present with a value
    std::uint64_t length(Tag tag) const; // of the value in bytes; 0 if absent
    std::string text(Tag tag) const;     // all values, trimmed; "" if absent
    std::vector<std::string> texts(Tag tag) const;
    std::optional<double> number(Tag tag, unsigned long index = 0) const;
    std::vector<double> numbers(Tag tag) const; // all of them, or none if one can't be read
    std::optional<std::int64_t> integer(Tag tag, unsigned long index = 0) const;

    // Binary values as 16-bit words (OW, US, SS) and as bytes (OB, UN), little endian.
    std::vector<std::uint16_t> words(Tag tag) const;
    std::vector<std::uint8_t> bytes(Tag tag) const;
    std::vector<std::uint64_t> longWords(Tag tag) const; // OV, or OB/UN holding 64-bit little endian numbers

    std::vector<DataItem> items(Tag sequence) const;
    std::optional<DataItem> firstItem(Tag sequence) const;

private:
    DcmItem* item_;
    bool textsReplaced_;
};

} // namespace vrft
