// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/machine.h"

#include "core/error.h"
#include "training/torch_compat.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <fmt/format.h>
#include <thread>
#include <torch/cuda.h>
#include <unistd.h>
#include <vrft_commit.h>

namespace vrft {

namespace {

std::string cpuName() {
    std::ifstream info("/proc/cpuinfo");
    std::string line;
    while (std::getline(info, line)) {
        const auto colon = line.find(':');
        if (line.rfind("model name", 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
    }
    return "unknown";
}

// Path of the first mapped library whose file name contains `part`; the loader has resolved every alternative
// by now.
std::string mappedLibrary(const std::string& part) {
    std::ifstream maps("/proc/self/maps");
    std::string line;
    while (std::getline(maps, line)) {
        const auto slash = line.find('/');
        if (slash == std::string::npos) continue;
        const std::string path = line.substr(slash);
        if (path.substr(path.rfind('/') + 1).find(part) != std::string::npos) return path;
    }
    return {};
}

// The kernels OpenBLAS took, or nothing where the BLAS is another.
std::string blasKernels() {
    void* const symbol = ::dlsym(RTLD_DEFAULT, "openblas_get_corename");
    return symbol != nullptr ? reinterpret_cast<const char* (*)()>(symbol)() : "";
}

VectorUnits vectorUnits() {
#ifdef __x86_64__
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return {avx2, avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")};
#else
    return {};
#endif
}

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

MachineReport describeMachine() {
    MachineReport report;
    report.cpu = cpuName();
    report.cores = static_cast<int>(std::thread::hardware_concurrency());
    report.threads = at::get_num_threads();
    report.memoryBytes = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                         static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE));
    report.libtorch = TORCH_VERSION;
    if (const std::string openBlas = mappedLibrary("openblas"); !openBlas.empty()) {
        report.blas = fmt::format("OpenBLAS {} ({})", blasKernels(), openBlas);
    } else if (at::hasMKL()) {
        report.blas = "MKL";
    } else if (const std::string other = mappedLibrary("blas"); !other.empty()) {
        report.referenceBlas =
            other.find("atlas") == std::string::npos && other.find("blis") == std::string::npos;
        report.blas = (report.referenceBlas ? "reference (" : "other (") + other + ")";
    } else {
        report.blas = "inside LibTorch";
    }
    report.cuda = torch::cuda::is_available();
    report.program = VRFT_VERSION;
    report.commit = VRFT_COMMIT;
    return report;
}

Json machineToJson(const MachineReport& report) {
    return {{"cpu", report.cpu},           {"cores", report.cores},
            {"threads", report.threads},   {"memory_bytes", report.memoryBytes},
            {"libtorch", report.libtorch}, {"blas", report.blas},
            {"cuda", report.cuda},         {"program", report.program},
            {"commit", report.commit}};
}

Json machineToJson(const MachineReport& report, const MachineSpeed& speed) {
    Json json = machineToJson(report);
    json["gemm_gflops"] = speed.gemmGflops;
    json["copy_bytes_per_second"] = speed.copyBytesPerSecond;
    return json;
}

void requireFastBlas(const MachineReport& report) {
    if (!report.referenceBlas) return;
    throw Error(ErrorCode::Unsupported,
                "LibTorch would use the reference BLAS, about 30 times slower than OpenBLAS", report.blas,
                "Install libopenblas0-pthread (scripts/setup does) and start again");
}

std::string betterBlasKernels(std::string_view chosen, VectorUnits units) {
    static constexpr std::array<std::string_view, 10> kWithoutFma = {
        "Prescott", "Core2",   "Penryn",    "Dunnington", "Nehalem",
        "Atom",     "Opteron", "Barcelona", "Bobcat",     "Sandybridge"};
    const bool old = std::find(kWithoutFma.begin(), kWithoutFma.end(), chosen) != kWithoutFma.end();
    if (!old || !units.avx2) return {};
    return units.avx512 ? "SKYLAKEX" : "HASWELL";
}

std::string betterBlasKernels() {
    if (std::getenv("OPENBLAS_CORETYPE") != nullptr) return {};
    return betterBlasKernels(blasKernels(), vectorUnits());
}

void setThreads(int threads) {
    if (threads < 1)
        throw Error(ErrorCode::InvalidArgument, "the number of threads must be at least 1", "--threads");
    at::set_num_threads(threads);
    // at::set_num_threads doesn't reach OpenBLAS's pthread build: its workers then spin beside ours, which
    // made a training step 4 times slower in processor time (2 cores), and sums depend on it. Looked up at
    // run time: the BLAS is whatever the machine's alternatives chose.
    if (void* const symbol = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
        reinterpret_cast<void (*)(int)>(symbol)(threads);
}

void warmProducts() {
    const torch::NoGradGuard noGrad;
    constexpr std::int64_t kSide = 256;
    torch::mm(torch::ones({kSide, kSide}), torch::ones({kSide, kSide}));
}

MachineSpeed measureMachine() {
    const torch::NoGradGuard noGrad;
    MachineSpeed speed;
    constexpr std::int64_t kSide = 768;
    const torch::Tensor a = torch::ones({kSide, kSide});
    const torch::Tensor b = torch::ones({kSide, kSide});
    torch::Tensor c = torch::empty({kSide, kSide});
    constexpr std::int64_t kCopied = 64 << 20;
    const torch::Tensor source = torch::ones({kCopied}, torch::kUInt8);
    torch::Tensor target = torch::empty_like(source);
    for (int i = 0; i < 8; ++i) {
        const double product = secondsOf([&] { torch::mm_out(c, a, b); });
        const double copy = secondsOf([&] { target.copy_(source); });
        speed.gemmGflops = std::max(speed.gemmGflops, 2.0 * std::pow(double(kSide), 3) / product / 1e9);
        speed.copyBytesPerSecond = std::max(speed.copyBytesPerSecond, 2.0 * double(kCopied) / copy);
    }
    return speed;
}

} // namespace vrft
