// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an import wants to know of one DICOM file: its record with both hashes, or why there is none.
//
// The pre-scan comes first; DCMTK sees only the excerpt of a file whose structure holds, never its pixels.
// Made for files of unknown origin in a process with limits. Not here: decoding, and whether compressed
// pixels can be decoded. Errors: none for bad bytes, they are the result; Error when DCMTK has no dictionary.
// Thread rule: safe on different sources.
#pragma once

#include "core/study/study.h"
#include "imaging/dicom/prescan.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct Inspection {
    std::optional<InstanceRecord> record; // source and storedPath empty
    std::optional<Finding> fault;         // why there is no record
    std::optional<Finding> note;          // what is odd about a file with a record
    bool notDicom = false;                // the fault: other bytes than DICOM's
    // A DICOMDIR (PS3.10 8, PS3.3 F): Referenced File IDs, components parted by '/'. Its offsets are ignored.
    std::optional<std::vector<std::string>> listed;
};

// `alive` is called while much is read, about every 16 MiB.
Inspection inspectDicom(ByteSource& bytes, const std::string& where, const std::function<void()>& alive = {});

// "DICM" at byte 128.
bool looksLikeDicom(std::string_view bytes);

struct HeaderRead {
    InstanceRecord record;
    std::string note;
};
// For files made in memory by this program: a fault becomes Error(InvalidFormat) naming `where`.
HeaderRead readDicomHeader(std::string_view bytes, const std::string& where);

} // namespace vrft
