// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/sampler.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace vrft {

int greedyToken(std::span<const float> logProbs) {
    return static_cast<int>(std::max_element(logProbs.begin(), logProbs.end()) - logProbs.begin());
}

namespace {

template <typename Number>
int firstAbove(std::span<const Number> weights, double target) {
    double cumulated = 0;
    int last = 0; // of positive weight: what rounding at the end of the sum falls back to
    for (std::size_t id = 0; id < weights.size(); ++id) {
        if (weights[id] <= 0) continue;
        cumulated += static_cast<double>(weights[id]);
        last = static_cast<int>(id);
        if (cumulated > target) return last;
    }
    return last;
}

} // namespace

int sampleToken(std::span<const double> probabilities, double uniform) {
    double total = 0;
    for (const double probability : probabilities)
        total += probability;
    return firstAbove(probabilities, uniform * total);
}

int sampleToken(std::span<const float> weights, double total, double uniform) {
    return firstAbove(weights, uniform * total);
}

void truncate(std::span<double> probabilities, const Truncation& truncation) {
    if (truncation.neutral()) return;
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    const double largest = probabilities[order.front()];
    double before = 0; // mass of likelier ids
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        double& probability = probabilities[order[rank]];
        const bool keep =
            rank == 0 || ((truncation.topK <= 0 || rank < static_cast<std::size_t>(truncation.topK)) &&
                          before < truncation.topP && probability >= truncation.minP * largest);
        before += probability;
        if (!keep) probability = 0;
    }
}

DrawnTokens drawTokens(const torch::Tensor& logProbs_NV, std::span<const double> uniforms) {
    using torch::Tensor;
    const torch::Device device = logProbs_NV.device();
    const Tensor probabilities_NV = logProbs_NV.to(torch::kFloat64).exp_();
    const Tensor entropies_N = at::mul(probabilities_NV, logProbs_NV).sum(1).neg_();
    DrawnTokens drawn;
    if (uniforms.empty()) {
        drawn.ids_N = logProbs_NV.argmax(1);
    } else {
        const Tensor cumulated_NV = at::cumsum(probabilities_NV, 1);
        const Tensor uniforms_N =
            torch::tensor(std::vector<double>(uniforms.begin(), uniforms.end()), torch::kFloat64).to(device);
        const Tensor targets_N1 = (uniforms_N * cumulated_NV.select(1, -1)).unsqueeze(1);
        const Tensor possible_NV = probabilities_NV > 0;
        // argmax takes the first of equal values: the first id that reaches the target.
        const Tensor reached_NV = (cumulated_NV > targets_N1).logical_and_(possible_NV);
        const Tensor places_V = torch::arange(logProbs_NV.size(1), torch::kInt64).to(device);
        const Tensor last_N = at::mul(possible_NV, places_V).amax(1); // where rounding leaves none
        drawn.ids_N = at::where(reached_NV.any(1), reached_NV.to(torch::kUInt8).argmax(1), last_N);
    }
    const Tensor chosen_N = logProbs_NV.gather(1, drawn.ids_N.unsqueeze(1)).squeeze(1);
    const Tensor together_3N =
        at::stack({drawn.ids_N.to(torch::kFloat64), chosen_N.to(torch::kFloat64), entropies_N}).cpu();
    const std::int64_t rows = together_3N.size(1);
    const double* const values = together_3N.data_ptr<double>();
    for (std::int64_t i = 0; i < rows; ++i) {
        drawn.ids.push_back(static_cast<int>(values[i]));
        drawn.logProbs.push_back(static_cast<float>(values[rows + i]));
        drawn.entropies.push_back(static_cast<float>(values[2 * rows + i]));
    }
    return drawn;
}

} // namespace vrft
