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

} // namespace vrft
