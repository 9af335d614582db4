// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The scanning child's life: requests in, JSON lines out, under limits it puts on itself before it reads a
// single foreign byte.
//
// A request is the number of members to skip, perhaps with kNoDecoding behind it, and a path, each ended by a
// zero byte. Answers, a line each: {"ready":true} once; then for every request {"member":NAME},
// {"alive":true}, {"decoding":true}, {"list":[..]} or an item (scan_item.h; its payload follows the line),
// and
// {"done":true}. It writes no file (RLIMIT_FSIZE is 0), dies
// with its parent, and ends with its input. Thread rule: the process's only thread.
#pragma once

#include "imaging/scan/file_scan.h"

#include <cstdint>
#include <functional>

namespace vrft {

// The compressed pixels of the first one looked at aren't decoded.
inline constexpr std::string_view kNoDecoding = " no-decoding";

struct ScanLimits {
    std::uint64_t memory_bytes = std::uint64_t{2} << 30; // address space; not under sanitizers
    unsigned seconds = 10;                               // without a sign of life; of processor time too
    unsigned num_files = 64;                             // open at a time
};

using ScanFunction = std::function<void(const std::filesystem::path&, const FileScanOptions&, ScanSink&)>;

// Returns when `in` ends. `out` is written whole lines at a time.
void runScanService(int in, int out, const ScanLimits& limits, const std::vector<std::string>& match,
                    const ScanFunction& scan = scanFile);

} // namespace vrft
