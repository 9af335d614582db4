// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs that travel to another machine and back: `pack`, `unpack`.
//
// What appears under a final name is complete: everything is copied beside it first. A stop or pause that was
// wished for on one machine, the life sign and the lock stay there. Trains nothing. Thread rule: pure
// functions on different folders. Errors: vrft::Error naming the folder and what to do; Locked while an
// engine trains.
#pragma once

#include <filesystem>
#include <vector>

namespace vrft::engine {

// Copies the run with its datasets and policy into OUT (which must not exist), with paths inside OUT.
void packRun(const std::filesystem::path& run, const std::filesystem::path& out);

struct UnpackedRun {
    std::filesystem::path run;
    std::vector<std::filesystem::path>
        newDatasets; // copied there; those with equal hashes were taken as they are
};
// Brings a packed run (trained elsewhere or not) into a workspace, or a folder with runs/ in it: runs/NAME,
// with datasets and policy taken from there where their hashes are equal, else copied there. An unfinished
// copy of the same run is replaced when the packed one holds everything it holds. A run that wasn't packed is
// refused.
UnpackedRun unpackRun(const std::filesystem::path& packed, const std::filesystem::path& workspace);

} // namespace vrft::engine
