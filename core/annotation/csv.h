// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Comma-separated values as RFC 4180 writes them: read with the line each row begins at, and written.
//
// Thread rule: pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct CsvRow {
    int line = 0; // counted from 1
    std::vector<std::string> fields;
};

// Quoted fields may hold commas, line breaks and doubled quotes; CRLF or LF; blank lines and a leading
// byte-order mark are left out. Throws Error(InvalidFormat) naming `name` and the line for a quote out of
// place or never closed, and for bytes that aren't UTF-8.
std::vector<CsvRow> parseCsv(std::string_view text, const std::string& name);

// A field as it is written: in quotation marks where it needs them.
std::string csvField(const std::string& field);

} // namespace vrft
