// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/device.h"

#include "core/error.h"
#include "training/out_of_memory.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <torch/cuda.h>

namespace vrft {

namespace {

const std::string kCudaPrefix = "cuda:";

// "Model:" of the driver's files, in bus order. With CUDA_VISIBLE_DEVICES the order may be another one, so a
// list of differing cards is of no use then.
std::vector<std::string> driverModels() {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", none))
        files.push_back(entry.path() / "information");
    std::sort(files.begin(), files.end());
    std::vector<std::string> models;
    for (const auto& file : files) {
        std::ifstream information(file);
        std::string line;
        while (std::getline(information, line)) {
            if (!line.starts_with("Model:")) continue;
            const std::size_t start = line.find_first_not_of(" \t", 6);
            models.push_back(start == std::string::npos ? std::string() : line.substr(start));
        }
    }
    const bool alike = std::all_of(models.begin(), models.end(),
                                   [&](const std::string& model) { return model == models.front(); });
    if (!alike && std::getenv("CUDA_VISIBLE_DEVICES") != nullptr) models.clear();
    return models;
}

std::string thereAre() {
    const auto count =
        static_cast<std::size_t>(torch::cuda::is_available() ? torch::cuda::device_count() : 0);
    if (count == 0) return "no CUDA device is usable here";
    return count == 1 ? "there is cuda:0" : fmt::format("there are cuda:0 to cuda:{}", count - 1);
}

int localRank() {
    const char* const text = std::getenv("LOCAL_RANK");
    return text == nullptr ? 0 : std::atoi(text);
}

torch::Device usable(int index, const std::string& text, const std::string& where) {
    const std::string place = fmt::format("{} {}", where, text);
    if (!torch::cuda::is_available())
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("no CUDA device is usable with this LibTorch ({})", TORCH_VERSION), place,
            "Choose cpu or auto; for a GPU build with a CUDA LibTorch (scripts/setup --libtorch DIR)");
    if (index >= static_cast<int>(torch::cuda::device_count()))
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("there is no device cuda:{}: {}", index, thereAre()), place,
                    "Choose one that is there, cpu or auto");
    ::setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0); // products add in one order only
    preferDeterministicKernels();
    const torch::Device device(torch::kCUDA, static_cast<c10::DeviceIndex>(index));
    try {
        static_cast<void>(torch::ones({2}, device).sum().item<float>());
    } catch (const std::exception& problem) {
        const bool full = isOutOfMemory(problem);
        throw Error(ErrorCode::Unsupported, "the GPU can't be used: " + firstLine(problem), place,
                    full ? "Other programs hold its memory: close them (nvidia-smi lists them), or choose cpu"
                         : "Check driver and LibTorch, or choose cpu");
    }
    return device;
}

} // namespace

std::vector<CudaDevice> cudaDevices() {
    std::vector<CudaDevice> devices;
    if (!torch::cuda::is_available()) return devices;
    const std::vector<std::string> models = driverModels();
    const auto count = static_cast<std::size_t>(torch::cuda::device_count());
    for (std::size_t i = 0; i < count; ++i)
        devices.push_back({fmt::format("cuda:{}", i), i < models.size() ? models[i] : std::string(),
                           cudaBytes(static_cast<c10::DeviceIndex>(i)).total});
    return devices;
}

std::string deviceProblem(const std::string& text) {
    if (text == "auto" || text == "cpu" || text == "cuda") return {};
    const std::string digits =
        text.starts_with(kCudaPrefix) ? text.substr(kCudaPrefix.size()) : std::string();
    const bool number =
        !digits.empty() && digits.size() <= 3 && digits.find_first_not_of("0123456789") == std::string::npos;
    return number ? std::string() : fmt::format("\"{}\" is no device: auto, cpu or cuda:N", text);
}

torch::Device findDevice(const std::string& text, const std::string& where) {
    if (const std::string problem = deviceProblem(text); !problem.empty())
        throw Error(ErrorCode::InvalidArgument, problem, where);
    if (text == "cpu" || (text == "auto" && !torch::cuda::is_available())) return torch::kCPU;
    const bool numbered = text.starts_with(kCudaPrefix);
    return usable(numbered ? std::stoi(text.substr(kCudaPrefix.size())) : localRank(), text, where);
}

DeviceSpeed measureDevice(torch::Device device) {
    const torch::NoGradGuard noGrad;
    const bool cuda = device.is_cuda();
    const std::int64_t side = cuda ? 8192 : 768;
    const std::int64_t bytes = std::int64_t{1} << (cuda ? 31 : 26);
    DeviceSpeed speed;
    const auto gflops = [&](torch::ScalarType type) {
        const torch::Tensor a = torch::ones({side, side}, torch::TensorOptions(type).device(device));
        torch::Tensor c = torch::empty_like(a);
        double best = 0;
        for (int i = 0; i < 8; ++i)
            best = std::max(best, 2.0 * std::pow(double(side), 3) /
                                      secondsFor(device, [&] { torch::mm_out(c, a, a); }) / 1e9);
        return best;
    };
    speed.floatGflops = gflops(torch::kFloat32);
    speed.halfGflops = gflops(torch::kBFloat16);
    const torch::Tensor source = torch::ones({bytes}, torch::TensorOptions(torch::kUInt8).device(device));
    torch::Tensor target = torch::empty_like(source);
    for (int i = 0; i < 8; ++i)
        speed.copyBytesPerSecond =
            std::max(speed.copyBytesPerSecond,
                     2.0 * double(bytes) / secondsFor(device, [&] { target.copy_(source); }));
    return speed;
}

void waitFor(torch::Device device) {
    if (device.is_cuda()) torch::cuda::synchronize(device.index());
}

double secondsFor(torch::Device device, const std::function<void()>& work) {
    waitFor(device);
    const auto start = std::chrono::steady_clock::now();
    work();
    waitFor(device);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Json devicesToJson(const std::vector<CudaDevice>& devices) {
    Json list = Json::array();
    for (const CudaDevice& device : devices)
        list.push_back(
            {{"name", device.name}, {"model", device.model}, {"memory_bytes", device.memoryBytes}});
    return list;
}

} // namespace vrft
