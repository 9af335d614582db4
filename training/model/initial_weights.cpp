// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/initial_weights.h"

#include "core/hash.h"
#include "core/random.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

double normal(CounterRandom& random) {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i)
        sum += random.uniform();
    return sum;
}

CounterRandom streamOf(const std::string& name, std::uint64_t seed) {
    return CounterRandom(seedFromText(fmt::format("weights/{}/{}", seed, name)));
}

double embeddingDeviation(const ModelConfig& config) {
    constexpr double kDefault = 0.02;
    const Json& document = config.document;
    if (!document.contains("initializer_range") || !document.at("initializer_range").is_number())
        return kDefault;
    return document.at("initializer_range").get<double>();
}

double deviationOf(const ModelConfig& config, const TensorSpec& spec) {
    if (spec.name == "model.embed_tokens.weight") return embeddingDeviation(config);
    std::int64_t inputs = 1;
    for (std::size_t i = 1; i < spec.shape.size(); ++i)
        inputs *= spec.shape[i];
    return 1.0 / std::sqrt(3.0 * static_cast<double>(inputs));
}

} // namespace

std::vector<std::pair<std::string, torch::Tensor>> initialWeights(const ModelConfig& config,
                                                                  std::uint64_t seed) {
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const TensorSpec& spec : modelTensors(config)) {
        if (spec.shape.size() == 1) {
            const bool bias = spec.name.ends_with(".bias");
            tensors.emplace_back(spec.name, bias ? torch::zeros(spec.shape) : torch::ones(spec.shape));
            continue;
        }
        torch::Tensor tensor = torch::empty(spec.shape);
        const double deviation = deviationOf(config, spec);
        CounterRandom random = streamOf(spec.name, seed);
        float* const values = tensor.data_ptr<float>();
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            values[i] = static_cast<float>(deviation * normal(random));
        tensors.emplace_back(spec.name, std::move(tensor));
    }
    return tensors;
}

std::vector<std::pair<std::string, torch::Tensor>>
repeatedWeights(const ModelConfig& config, std::uint64_t seed, torch::ScalarType matrices) {
    constexpr std::int64_t kBlock = (std::int64_t{1} << 18) + 3; // no multiple of a row's length
    torch::Tensor block = torch::empty({kBlock});
    CounterRandom random = streamOf("block", seed);
    for (std::int64_t i = 0; i < kBlock; ++i)
        block.data_ptr<float>()[i] = static_cast<float>(normal(random));
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const TensorSpec& spec : modelTensors(config)) {
        torch::Tensor tensor = torch::ones(spec.shape);
        tensors.emplace_back(spec.name, tensor);
        if (spec.shape.size() == 1) {
            if (spec.name.ends_with(".bias")) tensor.zero_();
            continue;
        }
        torch::Tensor flat = tensor.view({-1});
        for (std::int64_t from = 0; from < flat.size(0); from += kBlock) {
            const std::int64_t count = std::min(kBlock, flat.size(0) - from);
            flat.narrow(0, from, count).copy_(block.narrow(0, 0, count));
        }
        tensors.back().second = tensor.mul_(deviationOf(config, spec)).to(matrices);
    }
    return tensors;
}

torch::Tensor initialLoraA(const std::string& layer, std::int64_t rank, std::int64_t inputs,
                           std::uint64_t seed) {
    torch::Tensor tensor = torch::empty({rank, inputs});
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    CounterRandom random = streamOf(layer + ".lora_A.weight", seed);
    float* const values = tensor.data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
    return tensor;
}

} // namespace vrft
