// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a scan says of one image or one file that is none, and its form as JSON between the scanning child and
// the program that owns the workspace.
//
// The child may have been taken over by the bytes it read: `itemFromLine` trusts nothing and checks every
// field. Errors: InvalidFormat for JSON that isn't an item. Thread rule: values, pure functions.
#pragma once

#include "core/study/study.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vrft {

struct ScanItem {
    enum class Fate { Image, Unreadable, NotDicom };
    Fate fate = Fate::Image;
    std::string member;    // of a container: "slice/3" or a ZIP member's name; empty for the file itself
    InstanceRecord record; // of an image; source and storedPath empty
    std::string reason;    // of trouble, also of odd images
    std::string tag;       // "0028,0010"
    std::optional<std::int64_t> offset;
    std::uint64_t payload_bytes = 0; // the DICOM file itself follows, where the source isn't one
};

// Without the line break; empty fields are left out, and so are patient, study and series where they are
// those of the image told `before`, as they are for nearly every file.
std::string itemToLine(const ScanItem& item, const InstanceRecord* before = nullptr);
ScanItem itemFromLine(std::string_view line, const InstanceRecord* before = nullptr);

} // namespace vrft
