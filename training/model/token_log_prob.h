// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From final hidden states to log-probabilities of given tokens, without keeping [tokens, vocabulary]
// matrices: the logits of a block of rows are recomputed in the backward pass.
//
// logits = hidden / temperature * head^T + mask. The mask is 0 or kSuppressed. Thread rule: pure functions.
#pragma once

#include "training/torch_compat.h"

#include <utility>

namespace vrft {

// As good as minus infinity (its exponential is exactly 0 beside any real logit), but 0 * kSuppressed is 0,
// not NaN.
inline constexpr double kSuppressed = -1e30;

// How many rows' logits are held at a time, forward and backward, and when sampling.
std::int64_t logitRowsAtOnce(std::int64_t vocabulary);

// Logits of all rows, [N, V].
torch::Tensor headLogits(const torch::Tensor& hidden_ND, const torch::Tensor& head_VD,
                         const torch::Tensor& mask_V, double temperature);

// Log-probabilities of targets_N (int64), differentiable, and entropies, not differentiable; both [N].
std::pair<torch::Tensor, torch::Tensor> tokenLogProbs(const torch::Tensor& hidden_ND,
                                                      const torch::Tensor& head_VD,
                                                      const torch::Tensor& mask_V,
                                                      const torch::Tensor& targets_N, double temperature);

} // namespace vrft
