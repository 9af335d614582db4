// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/device.h"

#include "core/error.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

std::string refusal(const std::string& device) {
    try {
        findDevice(device);
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

} // namespace

TEST_CASE("devices are named as --device and run.json name them") {
    for (const char* good : {"auto", "cpu", "cuda", "cuda:0", "cuda:12"})
        CHECK(deviceProblem(good).empty());
    for (const char* bad : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1234", "CPU"})
        CHECK_FALSE(deviceProblem(bad).empty());
    CHECK(refusal("gpu").find("auto, cpu or cuda:N") != std::string::npos);
}

TEST_CASE("what is asked for is there, or refused in words") {
    CHECK(findDevice("cpu").is_cpu());
    const auto devices = cudaDevices();
    if (devices.empty()) {
        CHECK(findDevice("auto").is_cpu());
        CHECK(refusal("cuda:0").find("no CUDA device is usable") != std::string::npos);
        CHECK(refusal("cuda:0").find("--device cuda:0") != std::string::npos);
        CHECK(refusal("cuda").find("Choose cpu or auto") != std::string::npos);
    } else {
        CHECK(findDevice("auto").is_cuda());
        CHECK(findDevice(devices.back().name).str() == devices.back().name);
        CHECK(refusal("cuda:999").find("there is no device cuda:999") != std::string::npos);
    }
}
