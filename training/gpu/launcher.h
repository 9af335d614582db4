// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the kernels of kernels.cuh run: on a CUDA device (cuda_program.h), or in a test on the processor.
//
// Thread rule: one thread at a time. Launches run in the order they are made.
#pragma once

#include "training/gpu/arguments.h"

#include <string>

namespace vrft::gpu {

struct LaunchShape {
    unsigned blocks = 1;
    unsigned rows = 1; // blocks in the second direction
    unsigned threads = 256;
    unsigned sharedBytes = 0;
};

class Launcher {
public:
    virtual ~Launcher() = default;
    template <typename Arguments>
    void launch(const char* kernel, const LaunchShape& shape, const Arguments& arguments) {
        launchRaw(kernel, shape, &arguments);
    }
    // `arguments`: the kernel's own of arguments.h.
    virtual void launchRaw(const char* kernel, const LaunchShape& shape, const void* arguments) = 0;
};

// What kernels.cuh is compiled for.
struct KernelOptions {
    bool half = false; // weights are bf16
    int tiles = 1;     // rows / 8, rounded up
    int heads = 1;     // query heads a block attends with
    int size = 0;      // of a head
    friend auto operator<=>(const KernelOptions&, const KernelOptions&) = default;
};

} // namespace vrft::gpu
