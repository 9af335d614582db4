// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The values of the elements a record is made of, read by DCMTK or, where nothing about them is unusual,
// straight from the pre-scan's excerpt: that is several times faster and gives the same values.
//
// Not here: which elements (header_record.h), the structure (prescan.h). Thread rule: one thread per object.
// Internal to this room.
#pragma once

#include "imaging/dicom/prescan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vrft {

class HeaderValues {
public:
    virtual ~HeaderValues() = default;
    HeaderValues() = default;
    HeaderValues(const HeaderValues&) = delete;
    HeaderValues& operator=(const HeaderValues&) = delete;

    virtual std::string text(Tag tag) const = 0; // as DataItem::text
    virtual std::optional<double> number(Tag tag, unsigned long index = 0) const = 0;
    virtual bool textsReplaced() const = 0; // as ParsedFile::textsReplaced
    std::optional<std::int64_t> integer(Tag tag) const;
};

// By DCMTK; errors: as ParsedFile's constructor.
std::unique_ptr<HeaderValues> parsedHeaderValues(const Prescan& scan, const std::string& where);

// Without DCMTK; borrows `scan.excerpt`. Nothing where DCMTK's judgement is needed: big endian, kinds other
// than the dictionary's, odd lengths, repeated elements, letters beyond ASCII, several values in a text.
std::unique_ptr<HeaderValues> plainHeaderValues(const Prescan& scan);

} // namespace vrft
