// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where a policy's tensors live and its products are computed: "cpu" or "cuda:N", as `--device` and run.json
// say it.
//
// "auto" is a CUDA device where LibTorch sees one, else the processor; "cuda" is the one of this process's
// rank (LOCAL_RANK, else 0). A device that is named and isn't there is an error, never quietly another one.
// Random numbers don't depend on the device (core/random.h); sums do, in the last digits. Thread rule: before
// the policy is loaded; main thread. Errors: Error(InvalidArgument | Unsupported) that says what there is.
#pragma once

#include "training/torch_compat.h"

#include "core/json.h"

#include <functional>
#include <string>
#include <vector>

namespace vrft {

struct CudaDevice {
    std::string name;              // "cuda:0"
    std::string model;             // empty where the driver doesn't tell
    std::uint64_t memoryBytes = 0; // 0: this LibTorch doesn't tell
};

// In LibTorch's order; empty without CUDA.
std::vector<CudaDevice> cudaDevices();

// For wrong usage: why `text` names no device; empty if it does, there or not.
std::string deviceProblem(const std::string& text);

// `where` names the option or key in errors.
torch::Device findDevice(const std::string& text, const std::string& where = "--device");

// How fast the device multiplies and copies: best of several, wall time.
struct DeviceSpeed {
    double floatGflops = 0;        // single precision
    double halfGflops = 0;         // bfloat16
    double copyBytesPerSecond = 0; // read + written
};
DeviceSpeed measureDevice(torch::Device device);

// Returns when everything asked of the device is done; at once for the processor.
void waitFor(torch::Device device);
// Of `work` alone, by the clock: what was queued before is waited for, and what it queues.
double secondsFor(torch::Device device, const std::function<void()>& work);

Json devicesToJson(const std::vector<CudaDevice>& devices);

} // namespace vrft
