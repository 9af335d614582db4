// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From the values of a data set to the record a workspace remembers.
//
// Not here: hashes, pixels, whether the file is sound (inspect.h). Errors: AttributeError for an identifier
// that is missing or none. Units: mm. Thread rule: pure functions. Internal to this room.
#pragma once

#include "core/study/study.h"
#include "imaging/dicom/tag.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class HeaderValues;

struct AttributeError {
    Tag tag;
    std::string reason;
};

struct HeaderElement {
    Tag tag;
    std::string_view vr; // PS3.6
};
// What headerRecord and inspect.h look at, in rising order; the tags alone for a pre-scan's excerpt.
std::span<const HeaderElement> headerElements();
std::span<const Tag> headerTags();

struct MadeUpUids {
    std::string contentHash;
    std::vector<std::string> names = {}; // "study instance UID", ... of those that were made up
};

// Texts are UTF-8 without control characters, at most 1024 bytes each; a missing PatientID becomes an assumed
// patient of its own. With `madeUp`, study, series and SOP instance UIDs that are missing or no UIDs are made
// up: from what stands there, so that files which share it stay together, else from the content's hash.
// Transfer syntax, hashes, source and stored path are left empty.
InstanceRecord headerRecord(const HeaderValues& file, const std::string& mediaClass,
                            MadeUpUids* madeUp = nullptr);

} // namespace vrft
