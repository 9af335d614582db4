// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From the tags of a parsed data set to the record a workspace remembers.
//
// Not here: hashes, pixels, whether the file is sound (inspect.h). Errors: AttributeError for an identifier
// that is missing or none. Units: mm. Thread rule: pure functions. Internal to this room.
#pragma once

#include "core/study/study.h"
#include "imaging/dicom/tag.h"

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

} // namespace vrft
