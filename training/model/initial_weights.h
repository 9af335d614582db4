// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Random weights of a new policy, the same on every machine: integers of CounterRandom, one stream per
// tensor.
//
// Norms are 1, biases 0; a linear layer has standard deviation (3 * inputs)^-0.5, the embedding 0.02 or the
// initializer_range of config.json. A normal number is a sum of twelve uniform ones minus six: no libm, equal
// bits. Thread rule: pure functions.
#pragma once

#include "core/policies/model_config.h"

#include "training/torch_compat.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

// Order of modelTensors; float32, CPU.
std::vector<std::pair<std::string, torch::Tensor>> initialWeights(const ModelConfig& config,
                                                                  std::uint64_t seed);

// The same sizes and deviations in a thousandth of the time: one block of numbers again and again. Matrices
// get the type given.
std::vector<std::pair<std::string, torch::Tensor>>
repeatedWeights(const ModelConfig& config, std::uint64_t seed, torch::ScalarType matrices);

// A of a low-rank adapter: uniform in +-inputs^-0.5, [rank, inputs] (PEFT's default).
torch::Tensor initialLoraA(const std::string& layer, std::int64_t rank, std::int64_t inputs,
                           std::uint64_t seed);

} // namespace vrft
