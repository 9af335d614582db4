// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What this machine is to the engine: processor, LibTorch, BLAS, threads, memory, and how fast its products
// and copies are. Recorded in every run; printed by `doctor` and beside every benchmark.
//
// Thread rule: main thread, before training starts (setThreads changes LibTorch's global setting).
#pragma once

#include "core/json.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vrft {

struct MachineReport {
    std::string cpu;
    int cores = 1;
    int threads = 1; // LibTorch's, now
    std::uint64_t memoryBytes = 0;
    std::string libtorch; // version
    std::string blas;     // "OpenBLAS KERNELS (file)", "MKL", "reference (file)", ...
    bool referenceBlas = false;
    bool cuda = false;
    std::string program; // version of this program
    std::string commit;  // of the source it was built from, or "unknown"
};

MachineReport describeMachine();

// Refuses the reference BLAS in words: a run on it is about thirty times slower and looks like a hang.
void requireFastBlas(const MachineReport& report);

// OpenBLAS chooses its kernels by the processor's model number and takes those of 2004 for a processor
// younger than itself, about five times slower. `chosen`: what it took (its core name); the answer: what
// OPENBLAS_CORETYPE should say when the program starts, or nothing where the choice is a good one.
struct VectorUnits {
    bool avx2 = false;   // with FMA
    bool avx512 = false; // F, BW, DQ, VL
};
std::string betterBlasKernels(std::string_view chosen, VectorUnits units);
// The same for this process. Empty, too, where the environment has chosen or the BLAS is another.
std::string betterBlasKernels();

// The number of threads that products run on, LibTorch's own and its BLAS's. Call it before any work. For a
// small model one thread is the fastest choice: several make its tiny products wait for each other.
void setThreads(int threads);

struct MachineSpeed {
    double gemmGflops = 0; // 768^3 single-precision product at the current thread count, best of several
    double copyBytesPerSecond = 0; // read + written bytes of a 64 MiB copy, best of several
};

MachineSpeed measureMachine();

// Computes one product, so that the buffers which BLAS keeps are there.
void warmProducts();

Json machineToJson(const MachineReport& report);
Json machineToJson(const MachineReport& report, const MachineSpeed& speed);

} // namespace vrft
