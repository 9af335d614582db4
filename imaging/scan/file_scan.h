// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Looks into one file of unknown origin, by its bytes and not by its name: DICOM, a DICOMDIR, a ZIP of files,
// a PNG, JPEG or BMP image, a NIfTI volume, or something else. Writes nothing anywhere.
//
// Runs in the scanning child. A ZIP's members are read from memory and their names are never used as paths.
// Not here: copying, the workspace. Errors: bad bytes are items; std::bad_alloc goes through. Thread rule:
// one thread.
#pragma once

#include "imaging/scan/scan_item.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class ScanSink {
public:
    virtual ~ScanSink() = default;
    // A container's next member is looked at now: if this process dies, it was that one.
    virtual void member(const std::string& name) = 0;
    // `payload` is the DICOM file, where it isn't the scanned file itself.
    virtual void item(ScanItem item, std::string_view payload) = 0;
    virtual void list(const std::vector<std::string>& fileIds) = 0; // a DICOMDIR's
    virtual void alive() = 0;                                       // long work goes on
    // Compressed pixels are decoded now: if this process dies or stalls, it was that.
    virtual void decoding() = 0;
};

struct FileScanOptions {
    std::vector<std::string> match; // shell patterns for names of ZIP members; none: all
    std::size_t skip = 0;           // of a ZIP: members not to look at again
    bool decode = true;             // false: not the compressed pixels of the first one looked at
};

void scanFile(const std::filesystem::path& file, const FileScanOptions& options, ScanSink& sink);

// Whether a name fits one of the patterns (fnmatch), or there are none.
bool matches(const std::vector<std::string>& patterns, const std::string& name);

} // namespace vrft
