// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Choosing a token from log-probabilities: the largest, or the inverse of the cumulated distribution at a
// given number.
//
// Sums run in double over ids in order, so that a number in [0, 1) decides the same on every machine whose
// floats are the same. Ids of probability zero are never chosen. On a GPU the choice is made there, by the
// same numbers: what goes over the bus is a token, not a vocabulary. Thread rule: pure functions.
#pragma once

#include "training/torch_compat.h"

#include <span>
#include <vector>

namespace vrft {

// For the `generate` command; the neutral values leave the distribution as it is.
struct Truncation {
    int topK = 0;      // 0 = all
    double topP = 1.0; // smallest set of likeliest ids reaching this mass
    double minP = 0.0; // relative to the likeliest
    bool neutral() const { return topK <= 0 && topP >= 1.0 && minP <= 0.0; }
};

// The smallest id of the largest value.
int greedyToken(std::span<const float> logProbs);

// `uniform` in [0, 1); `probabilities` are the exponentials of float log-probabilities and need no exact sum
// of 1.
int sampleToken(std::span<const double> probabilities, double uniform);
// The same of weights that add up to `total`.
int sampleToken(std::span<const float> weights, double total, double uniform);

// Sets what the truncation excludes to zero.
void truncate(std::span<double> probabilities, const Truncation& truncation);

// One token a row, chosen where the tensor is.
struct DrawnTokens {
    torch::Tensor ids_N;         // int64, on the device
    std::vector<int> ids;        // the same here
    std::vector<float> logProbs; // of the tokens chosen
    std::vector<float> entropies;
};

// logProbs_NV float; `uniforms` one number a row, none = greedy.
DrawnTokens drawTokens(const torch::Tensor& logProbs_NV, std::span<const double> uniforms);

} // namespace vrft
