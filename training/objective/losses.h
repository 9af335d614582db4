// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The losses as pure functions of log-probabilities. [T] is the number of completion tokens of one
// micro-batch, the completions one after another.
//
// A step's loss is sum_t weight_t * loss_t. The weights are made once from the lengths of the *whole* step,
// so that splitting a step into micro-batches changes nothing (the frequent bug is dividing by the
// micro-batch's tokens). Doesn't know prompts, rewards or the model. Thread rule: pure functions; autograd as
// usual.
#pragma once

#include "training/torch_compat.h"

#include <optional>
#include <span>
#include <vector>

#include "core/run/recipe.h"

namespace vrft {

// Log-ratios and reference differences are clamped to +-20 before exp (verl, EasyR1).
inline constexpr double kLogRatioLimit = 20.0;
// k3 estimates are cut at 10 nats a token: beyond it a token's gradient is noise (EasyR1).
inline constexpr double kKlLimit = 10.0;

// k3 = exp(d) - d - 1, d = reference - policy: never negative, 0 when both agree. [T] -> [T]
// Source: J. Schulman, "Approximating KL divergence".
torch::Tensor klToReference(const torch::Tensor& logProbs_T, const torch::Tensor& referenceLogProbs_T);

struct PolicyLoss {
    torch::Tensor loss_T;   // with gradient
    torch::Tensor kl_T;     // detached; undefined without a reference
    double clippedLow = 0;  // tokens held back by the lower edge (ratio < 1 - clip_low, advantage < 0)
    double clippedHigh = 0; // tokens held back by the upper edge (ratio > 1 + clip_high, advantage > 0)
};

// -min(rho A, clip(rho, 1 - low, 1 + high) A); with dual clip c a token of negative advantage costs at most
// c |A|; plus kl * k3 where a reference is given. rho is a token's exp(new - old); under Gspo it is, for all
// tokens of a completion, exp of the mean of new - old over them. `lengths`: tokens of each completion, which
// add up to T; only Gspo looks at them. Sources: PPO (Schulman 2017), clip-higher (DAPO), dual clip (Ye
// 2020), KL in the loss (GRPO), GSPO (Zheng 2025, equations 5 and 7).
PolicyLoss policyLoss(const torch::Tensor& logProbs_T, const torch::Tensor& oldLogProbs_T,
                      const torch::Tensor& advantages_T,
                      const std::optional<torch::Tensor>& referenceLogProbs_T, const Objective& objective,
                      std::span<const std::int64_t> lengths);

// One completion's part in a step.
struct CompletionLength {
    int tokens = 0;
    bool truncated = false;
};

// The weight every token of a completion carries, one number per completion, over all completions of the
// step: token_mean 1 / (all tokens), sequence_mean 1 / (B T_i), constant 1 / (B max_new_tokens). With
// mask_truncated the cut completions weigh 0 and their tokens aren't counted (B still counts them, as TRL
// does).
std::vector<double> completionWeights(std::span<const CompletionLength> completions, Aggregation aggregation,
                                      bool maskTruncated, int maxNewTokens);

// -sum w_t logp_t / totalWeight, totalWeight being the sum of the weights of the whole step. Scalar.
torch::Tensor supervisedLoss(const torch::Tensor& logProbs_T, const torch::Tensor& weights_T,
                             double totalWeight);

} // namespace vrft
