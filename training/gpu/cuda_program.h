// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The kernels of kernels.cuh on a CUDA device, compiled there when they are first needed, and a step of many
// launches that is recorded once and replayed as one (a CUDA graph): a launch costs the processor up to ten
// times what a small kernel takes.
//
// CUDA's driver and run-time compiler are found at run time through LibTorch's own link to them: the program
// builds without CUDA's headers. Not for other devices or other kernels. Thread rule: one thread at a time;
// the device is the thread's current one, as LibTorch has set it. Ownership: modules stay for the program's
// life. Errors: Error(Unsupported) in CUDA's own words. Source: CUDA driver API 12 and 13, NVRTC.
#pragma once

#include "training/gpu/launcher.h"

#include <functional>
#include <memory>

namespace vrft::gpu {

class CudaSteps {
public:
    // Compiles, or takes what was compiled before for the same options.
    explicit CudaSteps(const KernelOptions& options);
    ~CudaSteps();
    CudaSteps(const CudaSteps&) = delete;
    CudaSteps& operator=(const CudaSteps&) = delete;

    // What `step` launches is one step; nothing runs yet.
    void record(const std::function<void(Launcher&)>& step);
    // Behind all that LibTorch was asked for before; returns at once.
    void run(int steps);
    void wait();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vrft::gpu
