// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A random decoder and a decoding loop over it, for what decodes without LibTorch's operations.
#pragma once

#include "tests/training/gradient_check.h"
#include "training/model/decoder.h"

#include <cmath>

namespace vrft::test {

inline torch::Tensor randomFloat(std::vector<std::int64_t> shape, std::uint64_t seed, double scale = 1) {
    return randomDouble(shape, seed, scale).detach().to(torch::kFloat32).contiguous();
}

inline double apart(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

inline ModelConfig decoderConfig(int width, int heads, int kvHeads, int mlp, int vocabulary = 23,
                                 int layers = 3) {
    ModelConfig config;
    const int half = width / heads / 2;
    config.text = {width, mlp,     layers,
                   heads, kvHeads, vocabulary,
                   1e-6,  100.0,   {half - 2 * (half / 3), half / 3, half / 3},
                   true};
    config.vision.hiddenSize = 8;
    return config;
}

inline Decoder randomDecoder(const ModelConfig& config, bool adapters,
                             torch::ScalarType matrices = torch::kFloat32,
                             torch::Device device = torch::kCPU) {
    Weights weights;
    std::uint64_t seed = 1;
    for (const TensorSpec& spec : modelTensors(config)) {
        if (!spec.name.starts_with("model.")) continue;
        const bool norm = spec.name.find("norm") != std::string::npos;
        const bool matrix = spec.shape.size() == 2;
        const double size = matrix ? std::min(0.3, 2 / std::sqrt(double(spec.shape[1]))) : 0.3;
        const torch::Tensor tensor =
            (randomFloat(spec.shape, ++seed, norm ? 0.2 : size) + (norm ? 1 : 0)).contiguous();
        weights.add(spec.name, matrix ? tensor.to(matrices).to(device) : tensor.to(device));
    }
    Decoder decoder(config.text, weights);
    if (!adapters) return decoder;
    for (const auto& [name, linear] : decoder.linears()) {
        const double size = std::min(0.5, 4 / std::sqrt(double(linear->weight.size(1))));
        linear->loraA = randomFloat({3, linear->weight.size(1)}, ++seed, size).to(device);
        linear->loraB = randomFloat({linear->weight.size(0), 3}, ++seed, size).to(device);
        linear->loraScale = 1.5;
        linear->loraEnabled = true;
    }
    return decoder;
}

// Two prompts, the second a token shorter and padded, and completions of each.
struct DecodingLoop {
    explicit DecodingLoop(const Decoder& given, std::int64_t numMembers = 3, std::int64_t length = 4)
        : decoder(given)
        , members(numMembers)
        , rows(2 * numMembers)
        , lengths{length, length - 1} {
        const auto device = decoder.head().device();
        const std::int64_t vocabulary = decoder.config().vocabSize;
        const torch::Tensor ids = (torch::arange(2 * length, torch::kInt64) + 1) % vocabulary;
        const torch::Tensor positions = torch::arange(6 * length, torch::kInt64).view({3, 2 * length});
        prefix.layers = decoder.prefix(decoder.embed(ids.to(device)), decoder.rope(positions.to(device)), 2);
        prefix.paddingMask_S1L = torch::zeros({2, 1, length});
        prefix.paddingMask_S1L[1][0][length - 1] = -INFINITY;
        prefix.paddingMask_S1L = prefix.paddingMask_S1L.to(device);
    }
    torch::Tensor inputs(int step) const {
        return decoder.embed((torch::arange(rows, torch::kInt64) * 5 + step * 3) % 23).contiguous();
    }
    RopeTable rope(int step) const {
        const torch::Tensor positions = torch::full({rows}, lengths[0] + step, torch::kInt64);
        return decoder.textRope(positions.to(decoder.head().device()));
    }

    const Decoder& decoder;
    std::int64_t members;
    std::int64_t rows;
    std::vector<std::int64_t> lengths;
    Prefix prefix;
};

} // namespace vrft::test
