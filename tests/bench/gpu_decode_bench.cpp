// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the time of a decoding step goes on a CUDA device: every kind of launch by itself, and all together,
// of a decoder with the sizes of Qwen2.5-VL-3B, random weights in bf16 and adapters beside every linear
// layer.
//
//   gpu-decode-bench [completions] [prompt tokens]
#include "training/gpu/cuda_program.h"
#include "training/model/gpu_decoder.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <string>
#include <vector>

using namespace vrft;
using torch::Tensor;

namespace {

constexpr int kSteps = 64;
constexpr std::array kLayer = {"norm", "query, key, value", "attend", "output",
                               "norm", "gate, up",          "low",    "down"};

Decoder randomDecoder(const ModelConfig& config, torch::Device device) {
    const auto half = torch::TensorOptions(torch::kBFloat16).device(device);
    const auto single = torch::TensorOptions(torch::kFloat32).device(device);
    Weights weights;
    for (const TensorSpec& spec : modelTensors(config))
        if (spec.name.starts_with("model."))
            weights.add(spec.name, spec.shape.size() == 2 ? torch::randn(spec.shape, half) * 0.02
                                                          : torch::ones(spec.shape, single));
    Decoder decoder(config.text, weights);
    for (const auto& [name, linear] : decoder.linears()) {
        linear->loraA = torch::randn({16, linear->weight.size(1)}, single) * 0.02;
        linear->loraB = torch::randn({linear->weight.size(0), 16}, single) * 0.02;
        linear->loraScale = 2;
        linear->loraEnabled = true;
    }
    return decoder;
}

// Passes on what begins a step and one kind of what follows; all kinds where `kind` is empty.
class Some final : public gpu::Launcher {
public:
    Some(gpu::Launcher& to, std::string kind, std::size_t layers)
        : to_(to)
        , kind_(std::move(kind))
        , layers_(layers) {}
    int passed() const { return passed_; }

private:
    void launchRaw(const char* kernel, const gpu::LaunchShape& shape, const void* arguments) override {
        const std::size_t at = count_++;
        const std::size_t behind = 1 + layers_ * kLayer.size();
        static constexpr std::array kLast = {"norm", "head", "choose"};
        const std::string kind = at == 0       ? "embed"
                                 : at < behind ? kLayer[(at - 1) % kLayer.size()]
                                               : kLast.at(at - behind);
        if (at > 0 && !kind_.empty() && kind != kind_) return;
        passed_ += at > 0;
        to_.launchRaw(kernel, shape, arguments);
    }
    gpu::Launcher& to_;
    std::string kind_;
    std::size_t layers_;
    std::size_t count_ = 0;
    int passed_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    const std::int64_t completions = argc > 1 ? std::atoi(argv[1]) : 8;
    const std::int64_t length = argc > 2 ? std::atoi(argv[2]) : 300;
    const torch::NoGradGuard noGrad;
    const torch::Device device("cuda:0");
    ModelConfig config;
    config.text = {2048, 11008, 36, 16, 2, 151936, 1e-6, 1e6, {16, 24, 24}, true};
    config.vision.hiddenSize = 8;
    const Decoder decoder = randomDecoder(config, device);
    const auto single = torch::TensorOptions(torch::kFloat32).device(device);
    Prefix prefix;
    for (int i = 0; i < config.text.numLayers; ++i)
        prefix.layers.push_back(
            {torch::randn({2, length, 128}, single), torch::randn({2, length, 128}, single)});
    const RopeTable table = decoder.textRope(
        torch::arange(kSteps, torch::kInt64).unsqueeze(1).repeat({1, completions}).to(device));
    const GpuSampling sampling = {torch::zeros({config.text.vocabSize}, single), 1.0,
                                  torch::rand({kSteps, completions}, torch::kFloat64)};
    const Tensor ids = torch::arange(completions, torch::kInt64).to(device);
    const std::vector<std::int64_t> lengths = {length};

    int launches = 0;
    const auto microseconds = [&](const std::string& kind) {
        const GpuDecoder loop(decoder, prefix, lengths, completions, kSteps, table, ids, sampling);
        gpu::CudaSteps steps(loop.kernels());
        steps.record([&](gpu::Launcher& launcher) {
            Some some(launcher, kind, decoder.layers().size());
            loop.step(some);
            launches = some.passed();
        });
        steps.run(8);
        steps.wait();
        const auto start = std::chrono::steady_clock::now();
        steps.run(kSteps - 8);
        steps.wait();
        return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count() /
               (kSteps - 8);
    };
    const double nothing = microseconds("none");
    double sum = nothing;
    fmt::print("{} completions upon {} tokens, microseconds a step\n", completions, length);
    for (const char* kind :
         {"norm", "query, key, value", "attend", "output", "gate, up", "low", "down", "head", "choose"}) {
        const double all = microseconds(kind) - nothing;
        sum += all;
        fmt::print("{:<20} {:8.1f}  {:3} launches of {:.2f}\n", kind, all, launches, all / launches);
    }
    fmt::print("{:<20} {:8.1f}\n", "sum", sum);
    fmt::print("{:<20} {:8.1f}\n", "all together", microseconds(""));
    return 0;
}
