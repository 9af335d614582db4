// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The parent's end of a scan: has files looked at by a child process with limits, restarts it when a file
// kills or stalls it, and hands on what it says, in the order of the files.
//
// A file that ends the child is one item `unreadable` with the reason; the next one goes to a fresh child.
// One that does so while its compressed pixels are decoded is looked at again without that. Nothing of a file
// is parsed here, and the child's words are checked (scan_item.h). Not here: copying, storing. Errors:
// Error(Cancelled) when told so, NotFound or Internal when the program can't be started; what `item` throws
// goes through. Thread rule: one thread; the child dies with that thread. Ownership: owns the child while
// scanFiles runs.
#pragma once

#include "imaging/scan/scan_item.h"
#include "imaging/scan/scan_service.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct ScanProgram {
    std::filesystem::path program; // vrftaug-data, started with the argument `scan`
    ScanLimits limits;
    std::vector<std::string> match; // for names in containers
};

// Gives the next bytes, nothing at the end. Valid until the next call.
using ChunkSource = std::function<std::span<const std::uint8_t>()>;

struct ScanHandlers {
    // `payload` gives the DICOM file where item.payload_bytes isn't 0; what isn't taken is dropped.
    std::function<void(std::size_t file, ScanItem item, const ChunkSource& payload)> item;
    std::function<void(std::size_t file, const std::vector<std::string>& fileIds)> list; // a DICOMDIR
    std::function<bool()> cancelled; // asked at least every 50 ms
};

void scanFiles(const ScanProgram& program, std::span<const std::string> files, const ScanHandlers& handlers);

} // namespace vrft
