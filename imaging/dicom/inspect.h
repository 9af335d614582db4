// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an import wants to know of one DICOM file: its record with both hashes, or why there is none.
//
// The pre-scan comes first; DCMTK reads the tags from an excerpt of a file whose structure holds. Compressed
// pixels are decoded for their hash (frame_decoder.h), last of all: what that costs is their hash, not their
// record. Made for files of unknown origin in a process with limits. Errors: none for bad bytes, they are the
// result; Error when DCMTK has no dictionary. Thread rule: safe on different sources.
//
// The pixel hash is that of the stored bytes of all frames, little endian, of grey and colour images with 8
// or 16 bits a sample; of compressed ones that of the decoded bytes, so that a recompressed copy has the
// same. There is none for constant images (blank frames link nobody), for palettes, where a note tells of
// trouble with the pixels, and for compressed pixels that can't be decoded or take more than 256 MiB.
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

struct InspectOptions {
    std::function<void()> alive = {}; // called while much is read, about every 16 MiB, and after each frame
    std::function<void()> decoding = {}; // called before compressed pixels are decoded
    bool decode = true;                  // false: compressed pixels have no hash, and a note says so
    // An image without study, series or SOP instance UID gets one made up (header_record.h), and a note says
    // so; false: that is a fault.
    bool makeUpUids = true;
};

Inspection inspectDicom(ByteSource& bytes, const std::string& where, const InspectOptions& options = {});

// "DICM" at byte 128.
bool looksLikeDicom(std::string_view bytes);

struct HeaderRead {
    InstanceRecord record;
    std::string note;
};
// For files made in memory by this program: a fault becomes Error(InvalidFormat) naming `where`.
HeaderRead readDicomHeader(std::string_view bytes, const std::string& where);

} // namespace vrft
