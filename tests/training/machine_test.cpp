// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/machine.h"

#include "core/error.h"
#include "training/out_of_memory.h"

#include <c10/util/Exception.h>
#include <doctest/doctest.h>
#include <new>
#include <stdexcept>

using namespace vrft;

TEST_CASE("the reference BLAS is refused with what, where and what next; any other isn't") {
    MachineReport report;
    report.blas = "reference (/usr/lib/libblas.so.3)";
    report.referenceBlas = true;
    try {
        requireFastBlas(report);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Unsupported);
        CHECK(error.summary().find("reference BLAS") != std::string::npos);
        CHECK(error.where() == report.blas);
        CHECK(error.next().find("libopenblas0-pthread") != std::string::npos);
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
    }
    for (const char* blas : {"OpenBLAS (/usr/lib/libopenblas.so.0)", "MKL", "inside LibTorch"}) {
        report.blas = blas;
        report.referenceBlas = false;
        CHECK_NOTHROW(requireFastBlas(report));
    }
}

TEST_CASE("kernels older than the processor are given up for those it can run") {
    const VectorUnits none;
    const VectorUnits avx2{true, false};
    const VectorUnits avx512{true, true};
    CHECK(betterBlasKernels("Prescott", avx512) == "SKYLAKEX");
    CHECK(betterBlasKernels("Prescott", avx2) == "HASWELL");
    CHECK(betterBlasKernels("Sandybridge", avx2) == "HASWELL");
    CHECK(betterBlasKernels("Prescott", none).empty());
    for (const char* chosen :
         {"Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids", "neoversen1", ""})
        CHECK(betterBlasKernels(chosen, avx512).empty());
}

TEST_CASE("this machine's report is filled and goes into a run's record") {
    const MachineReport report = describeMachine();
    CHECK(report.cores >= 1);
    CHECK(report.memoryBytes > std::uint64_t{1} << 28);
    CHECK_FALSE(report.libtorch.empty());
    CHECK_FALSE(report.blas.empty());
    CHECK(report.referenceBlas == report.blas.starts_with("reference"));
    const Json json = machineToJson(report);
    CHECK(json["blas"] == report.blas);
    CHECK(json["memory_bytes"] == report.memoryBytes);
}

TEST_CASE("memory that ran out is known in LibTorch's words, of the processor and of CUDA's libraries") {
    CHECK(isOutOfMemory(std::bad_alloc()));
    CHECK_FALSE(isOutOfMemory(std::runtime_error("CUDA error: out of memory"))); // nobody's we know
    // As an H200 with 650 MiB left, and one with 560, gave them.
    for (const char* said :
         {"CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
          "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other call",
          "[enforce fail at alloc_cpu.cpp:75] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to "
          "allocate 1073741824 bytes"}) {
        try {
            TORCH_CHECK(false, said);
        } catch (const std::exception& problem) {
            CHECK(isOutOfMemory(problem));
            const std::string all = said;
            CHECK(firstLine(problem) == all.substr(0, all.find('\n')));
        }
    }
    try {
        TORCH_CHECK(false, "CUDA error: an illegal memory access was encountered");
    } catch (const std::exception& problem) {
        CHECK_FALSE(isOutOfMemory(problem));
    }
}
