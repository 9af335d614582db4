// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/gpu/cuda_program.h"

#include "core/error.h"
#include "training/gpu/kernels_text.h" // made from arguments.h and kernels.cuh

#include <array>
#include <cstdint>
#include <dlfcn.h>
#include <fmt/format.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vrft::gpu {

namespace {

constexpr const char* kHint = "Check driver and LibTorch, or choose --device cpu";

[[noreturn]] void fail(const std::string& what, const std::string& why) {
    throw Error(ErrorCode::Unsupported, fmt::format("{}: {}", what, why), "CUDA", kHint);
}

// Types and numbers of cuda.h and nvrtc.h that are used here; their binary interface is fixed.
using Handle = void*;
constexpr int kComputeMajor = 75;
constexpr int kComputeMinor = 76;
constexpr int kDynamicSharedOfKernel = 8; // CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
constexpr int kOverlap = 6;               // CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION
constexpr int kFirstOverlapping = 9;      // compute capability
struct LaunchAttribute {
    int id;
    int pad;
    union {
        char bytes[64];
        int number;
    } value;
};
struct LaunchConfig {
    unsigned gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes;
    Handle stream;
    LaunchAttribute* attributes;
    unsigned numAttributes;
};
constexpr int kCaptureOfThread = 1; // CU_STREAM_CAPTURE_MODE_THREAD_LOCAL

struct Library {
    Library() {
        // LibTorch's own doors first; they are loaded already or know where theirs lie.
        for (const char* name : {"libcaffe2_nvrtc.so", "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"})
            if (compiler == nullptr) compiler = ::dlopen(name, RTLD_NOW);
        driver = ::dlopen("libcuda.so.1", RTLD_NOW);
        if (compiler == nullptr) fail("CUDA's run-time compiler isn't found", "no libnvrtc.so");
        if (driver == nullptr) fail("CUDA's driver isn't found", "no libcuda.so.1");
        find(driver, "cuCtxGetDevice", ctxGetDevice);
        find(driver, "cuDeviceGetAttribute", deviceGetAttribute);
        find(driver, "cuGetErrorString", getErrorString);
        find(driver, "cuModuleLoadData", moduleLoadData);
        find(driver, "cuModuleGetFunction", moduleGetFunction);
        find(driver, "cuFuncSetAttribute", funcSetAttribute);
        find(driver, "cuLaunchKernelEx", launchKernel);
        find(driver, "cuStreamCreate", streamCreate);
        find(driver, "cuStreamDestroy_v2", streamDestroy);
        find(driver, "cuStreamSynchronize", streamSynchronize);
        find(driver, "cuStreamBeginCapture_v2", streamBeginCapture);
        find(driver, "cuStreamEndCapture", streamEndCapture);
        find(driver, "cuGraphInstantiateWithFlags", graphInstantiate);
        find(driver, "cuGraphLaunch", graphLaunch);
        find(driver, "cuGraphDestroy", graphDestroy);
        find(driver, "cuGraphExecDestroy", graphExecDestroy);
        find(compiler, "nvrtcCreateProgram", createProgram);
        find(compiler, "nvrtcCompileProgram", compileProgram);
        find(compiler, "nvrtcGetProgramLogSize", getLogSize);
        find(compiler, "nvrtcGetProgramLog", getLog);
        find(compiler, "nvrtcGetCUBINSize", getCubinSize);
        find(compiler, "nvrtcGetCUBIN", getCubin);
        find(compiler, "nvrtcDestroyProgram", destroyProgram);
    }

    template <typename Function>
    static void find(void* library, const char* name, Function*& function) {
        function = reinterpret_cast<Function*>(::dlsym(library, name));
        if (function == nullptr) fail("CUDA lacks a function", name);
    }

    void check(int result, const char* what) const {
        if (result == 0) return;
        const char* why = nullptr;
        getErrorString(result, &why);
        fail(what, why == nullptr ? fmt::format("error {}", result) : why);
    }

    void* compiler = nullptr;
    void* driver = nullptr;
    int (*ctxGetDevice)(int*) = nullptr;
    int (*deviceGetAttribute)(int*, int, int) = nullptr;
    int (*getErrorString)(int, const char**) = nullptr;
    int (*moduleLoadData)(Handle*, const void*) = nullptr;
    int (*moduleGetFunction)(Handle*, Handle, const char*) = nullptr;
    int (*funcSetAttribute)(Handle, int, int) = nullptr;
    int (*launchKernel)(const LaunchConfig*, Handle, void**, void**) = nullptr;
    int (*streamCreate)(Handle*, unsigned) = nullptr;
    int (*streamDestroy)(Handle) = nullptr;
    int (*streamSynchronize)(Handle) = nullptr;
    int (*streamBeginCapture)(Handle, int) = nullptr;
    int (*streamEndCapture)(Handle, Handle*) = nullptr;
    int (*graphInstantiate)(Handle*, Handle, unsigned long long) = nullptr;
    int (*graphLaunch)(Handle, Handle) = nullptr;
    int (*graphDestroy)(Handle) = nullptr;
    int (*graphExecDestroy)(Handle) = nullptr;
    int (*createProgram)(Handle*, const char*, const char*, int, const char* const*,
                         const char* const*) = nullptr;
    int (*compileProgram)(Handle, int, const char* const*) = nullptr;
    int (*getLogSize)(Handle, std::size_t*) = nullptr;
    int (*getLog)(Handle, char*) = nullptr;
    int (*getCubinSize)(Handle, std::size_t*) = nullptr;
    int (*getCubin)(Handle, char*) = nullptr;
    int (*destroyProgram)(Handle*) = nullptr;
};

const Library& cuda() {
    static const Library library;
    return library;
}

int attribute(int number) {
    int device = 0;
    int value = 0;
    cuda().check(cuda().ctxGetDevice(&device), "no CUDA device is in use");
    cuda().check(cuda().deviceGetAttribute(&value, number, device), "the CUDA device doesn't say what it is");
    return value;
}

std::string compiled(const KernelOptions& options) {
    Handle program = nullptr;
    if (cuda().createProgram(&program, kKernelsText, "kernels.cuh", 0, nullptr, nullptr) != 0)
        fail("the kernels can't be compiled", "no program");
    const std::vector<std::string> texts = {
        fmt::format("--gpu-architecture=sm_{}{}", attribute(kComputeMajor), attribute(kComputeMinor)),
        "--std=c++17",
        fmt::format("-DVRFT_HALF={}", options.half ? 1 : 0),
        fmt::format("-DVRFT_TILES={}", options.tiles),
        fmt::format("-DVRFT_HEADS={}", options.heads),
        fmt::format("-DVRFT_SIZE={}", options.size)};
    std::vector<const char*> arguments;
    for (const std::string& text : texts)
        arguments.push_back(text.c_str());
    const int result = cuda().compileProgram(program, static_cast<int>(arguments.size()), arguments.data());
    std::string text;
    if (result != 0) {
        std::size_t size = 0;
        cuda().getLogSize(program, &size);
        text.resize(size);
        cuda().getLog(program, text.data());
    } else {
        std::size_t size = 0;
        cuda().getCubinSize(program, &size);
        text.resize(size);
        cuda().getCubin(program, text.data());
    }
    cuda().destroyProgram(&program);
    if (result != 0 || text.empty()) fail("the kernels can't be compiled", text);
    return text;
}

// Of the current device; stays loaded.
Handle moduleFor(const KernelOptions& options) {
    static std::map<std::pair<int, KernelOptions>, Handle> modules;
    int device = 0;
    cuda().check(cuda().ctxGetDevice(&device), "no CUDA device is in use");
    Handle& module = modules[{device, options}];
    if (module == nullptr)
        cuda().check(cuda().moduleLoadData(&module, compiled(options).data()), "the kernels can't be loaded");
    return module;
}

class StreamLauncher final : public Launcher {
public:
    StreamLauncher(Handle module, Handle stream)
        : module_(module)
        , stream_(stream) {}

private:
    void launchRaw(const char* kernel, const LaunchShape& shape, const void* arguments) override {
        Handle& function = functions_[kernel];
        if (function == nullptr) cuda().check(cuda().moduleGetFunction(&function, module_, kernel), kernel);
        if (shape.sharedBytes > 0)
            cuda().check(cuda().funcSetAttribute(function, kDynamicSharedOfKernel,
                                                 static_cast<int>(shape.sharedBytes)),
                         "the kernel needs more shared memory than a block can have");
        std::array<void*, 1> all = {const_cast<void*>(arguments)};
        LaunchAttribute attribute = {kOverlap, 0, {}};
        attribute.value.number = 1;
        const LaunchConfig config = {shape.blocks,      shape.rows, 1,          shape.threads,     1, 1,
                                     shape.sharedBytes, stream_,    &attribute, overlap_ ? 1U : 0U};
        cuda().check(cuda().launchKernel(&config, function, all.data(), nullptr), kernel);
    }

    Handle module_;
    Handle stream_;
    bool overlap_ = attribute(kComputeMajor) >= kFirstOverlapping;
    std::map<std::string, Handle> functions_;
};

} // namespace

struct CudaSteps::State {
    Handle module = nullptr;
    Handle stream = nullptr; // waits for LibTorch's default stream, and that one for it
    Handle graph = nullptr;
    Handle runnable = nullptr;
    ~State() {
        if (stream != nullptr) cuda().streamSynchronize(stream);
        if (runnable != nullptr) cuda().graphExecDestroy(runnable);
        if (graph != nullptr) cuda().graphDestroy(graph);
        if (stream != nullptr) cuda().streamDestroy(stream);
    }
};

CudaSteps::CudaSteps(const KernelOptions& options)
    : state_(std::make_unique<State>()) {
    state_->module = moduleFor(options);
    constexpr unsigned kWithDefaultStream = 0;
    cuda().check(cuda().streamCreate(&state_->stream, kWithDefaultStream), "no CUDA stream");
}

CudaSteps::~CudaSteps() = default;

void CudaSteps::record(const std::function<void(Launcher&)>& step) {
    StreamLauncher launcher(state_->module, state_->stream);
    cuda().check(cuda().streamBeginCapture(state_->stream, kCaptureOfThread), "a step can't be recorded");
    step(launcher);
    cuda().check(cuda().streamEndCapture(state_->stream, &state_->graph), "a step can't be recorded");
    cuda().check(cuda().graphInstantiate(&state_->runnable, state_->graph, 0), "a step can't be replayed");
}

void CudaSteps::run(int steps) {
    for (int i = 0; i < steps; ++i)
        cuda().check(cuda().graphLaunch(state_->runnable, state_->stream), "a step can't be launched");
}

void CudaSteps::wait() {
    cuda().check(cuda().streamSynchronize(state_->stream), "a step on the GPU failed");
}

} // namespace vrft::gpu
