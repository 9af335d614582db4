// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/auxiliary_head.h"

#include <cmath>

#include "core/random.h"

namespace vrft {

namespace {

constexpr std::int64_t kCells = 4; // a side
constexpr std::int64_t kUnits = 128;
constexpr std::int64_t kBoxNumbers = 4;
constexpr double kBoxWeight = 4.0;

// Uniform in +-1/sqrt(columns), from our own generator: equal on every machine.
torch::Tensor randomWeights(std::int64_t rows, std::int64_t columns, CounterRandom& random) {
    std::vector<float> values(static_cast<std::size_t>(rows * columns));
    const double bound = 1.0 / std::sqrt(static_cast<double>(columns));
    for (float& value : values)
        value = static_cast<float>((2.0 * random.uniform() - 1.0) * bound);
    return torch::tensor(values).reshape({rows, columns}).clone().requires_grad_(true);
}

std::optional<std::int64_t> valueIndex(const Attribute& attribute, const Target& target) {
    for (const auto& [name, value] : target.attributes) {
        if (name != attribute.name) continue;
        for (std::size_t i = 0; i < attribute.values.size(); ++i)
            if (attribute.values[i] == value) return static_cast<std::int64_t>(i);
    }
    return std::nullopt;
}

} // namespace

AuxiliaryHead::AuxiliaryHead(std::vector<Attribute> attributes, std::int64_t hidden, std::uint64_t seed)
    : attributes_(std::move(attributes)) {
    std::int64_t outputs = kBoxNumbers;
    for (const Attribute& attribute : attributes_)
        outputs += static_cast<std::int64_t>(attribute.values.size());
    CounterRandom random(seed);
    hiddenWeight_ = randomWeights(kUnits, kCells * kCells * hidden, random);
    hiddenBias_ = torch::zeros({kUnits}, torch::requires_grad());
    outWeight_ = randomWeights(outputs, kUnits, random);
    outBias_ = torch::zeros({outputs}, torch::requires_grad());
}

torch::Tensor AuxiliaryHead::loss(std::span<const torch::Tensor> features,
                                  std::span<const std::shared_ptr<const PromptImage>> images,
                                  std::span<const Sample* const> samples, int merge) const {
    std::vector<torch::Tensor> pooled;
    for (std::size_t i = 0; i < features.size(); ++i) {
        const std::int64_t rows = images[i]->gridHeight / merge;
        const std::int64_t columns = images[i]->gridWidth / merge;
        const torch::Tensor grid = features[i].reshape({rows, columns, -1}).permute({2, 0, 1}).unsqueeze(0);
        pooled.push_back(torch::adaptive_avg_pool2d(grid, {kCells, kCells}).flatten(1).cpu());
    }
    const torch::Tensor hidden_BH =
        torch::gelu(torch::linear(torch::cat(pooled), hiddenWeight_, hiddenBias_));
    const torch::Tensor out_BO = torch::linear(hidden_BH, outWeight_, outBias_);

    torch::Tensor total = torch::zeros({}, out_BO.options());
    std::int64_t from = 0;
    for (const Attribute& attribute : attributes_) {
        const auto width = static_cast<std::int64_t>(attribute.values.size());
        const torch::Tensor logProbs_BV = torch::log_softmax(out_BO.slice(1, from, from + width), 1);
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (const auto value = valueIndex(attribute, samples[i]->target))
                total = total - logProbs_BV[static_cast<std::int64_t>(i)][*value];
        from += width;
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i]->target.boxes.empty()) continue;
        const Box& box = samples[i]->target.boxes.front();
        const Size size = samples[i]->images.front().size();
        const torch::Tensor wanted = torch::tensor(
            {box.x1 / size.width, box.y1 / size.height, box.x2 / size.width, box.y2 / size.height},
            out_BO.options());
        const torch::Tensor found = out_BO[static_cast<std::int64_t>(i)].slice(0, from, from + kBoxNumbers);
        total = total + kBoxWeight * torch::smooth_l1_loss(found, wanted, at::Reduction::Sum, 0.05);
    }
    return total / static_cast<double>(samples.size());
}

NamedTensors AuxiliaryHead::parameters() const {
    return {{"auxiliary.hidden.weight", hiddenWeight_},
            {"auxiliary.hidden.bias", hiddenBias_},
            {"auxiliary.out.weight", outWeight_},
            {"auxiliary.out.bias", outBias_}};
}

} // namespace vrft
