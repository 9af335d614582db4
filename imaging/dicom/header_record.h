// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From the tags of a parsed data set to the record a workspace remembers.
//
// Not here: hashes, pixels, whether the file is sound (inspect.h). Errors: AttributeError for an identifier
// that is missing or none. Units: mm. Thread rule: pure functions. Internal to this room.
#pragma once

#include "core/study/study.h"
#include "imaging/dicom/tag.h"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace vrft {

class ParsedFile;

struct AttributeError {
    Tag tag;
    std::string reason;
};

// The tags headerRecord looks at, in rising order.
std::span<const Tag> headerTags();

// Texts are UTF-8 without control characters, at most 1024 bytes each; a missing PatientID becomes an assumed
// patient of its own. Transfer syntax, hashes, source and stored path are left empty.
InstanceRecord headerRecord(const ParsedFile& file, const std::string& mediaClass);

// Two numbers, both there: value 0 of `first` and value `secondIndex` of `second`.
std::optional<std::array<double, 2>> readPair(const ParsedFile& file, Tag first, Tag second,
                                              unsigned long secondIndex);
// Pixel Spacing, else Imager Pixel Spacing: between rows, between columns (PS3.3 10.7.1.3).
std::optional<std::array<double, 2>> readSpacing(const ParsedFile& file);

} // namespace vrft
