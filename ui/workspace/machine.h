// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What this computer is to the window: processor cores and memory, from /proc.
//
// Not here: what the engine can use (its command `doctor` says). Thread rule: any thread; reading may take
// some milliseconds on machines with many cores, so it is done once.
#pragma once

#include <QString>
#include <cstdint>

namespace vrft::ui {

struct Machine {
    int cores = 1;                 // this program may run on
    int physicalCores = 1;         // of those, without their second threads
    std::uint64_t memoryBytes = 0; // 0: unknown
};

// `cpuinfo`, `meminfo`: the contents of those files of /proc.
Machine machineFrom(const std::string& cpuinfo, const std::string& meminfo, int usableCores);
const Machine& thisMachine();
QString machineWords(const Machine& machine); // "2 cores, 8 GB"

} // namespace vrft::ui
