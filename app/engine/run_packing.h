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

namespace vrft::engine {

// Copies the run with its datasets and policy into OUT (which must not exist), with paths inside OUT.
void packRun(const std::filesystem::path& run, const std::filesystem::path& out);

// Brings a packed run (trained elsewhere or not) into a workspace folder, or a folder that is to hold runs:
// runs/NAME, with datasets and policy taken from there where their hashes are equal, else copied there. An
// unfinished copy of the same run is replaced when the packed one holds everything it holds. Returns the
// run's folder.
std::filesystem::path unpackRun(const std::filesystem::path& packed, const std::filesystem::path& workspace);

} // namespace vrft::engine
