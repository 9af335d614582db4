// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// AdamW with its state in the open: what a checkpoint stores is what this class holds, by parameter name.
//
// Doesn't know schedules or stages. Parameters and moments are fp32; gradients are read from the parameters.
// Source: Loshchilov & Hutter, "Decoupled weight decay regularization"; equal to torch.optim.AdamW.
// Thread rule: one object belongs to one thread. Ownership: shares the parameters' storage with the policy.
#pragma once

#include "training/torch_compat.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/run/recipe.h"

namespace vrft {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

class AdamW {
public:
    AdamW(NamedTensors parameters, const Optimiser& options);

    // A factor on the learning rate of one parameter (default 1). Throws InvalidArgument for an unknown name.
    void setRateFactor(const std::string& name, double factor);

    void clearGradients();
    // One per parameter, zeros where there is none; none is left. And back.
    std::vector<torch::Tensor> takeGradients();
    void setGradients(const std::vector<torch::Tensor>& gradients);
    // Root of the summed squares over all gradients; a missing gradient counts as zeros. NaN or infinite when
    // a gradient is.
    double gradientNorm() const;
    // Scales all gradients down so that their norm is at most `limit`; `norm` is gradientNorm()'s.
    void clipGradients(double norm, double limit);

    // One update with this learning rate. A parameter without a gradient is left alone, its moments too.
    void step(double learningRate);

    std::int64_t steps() const { return steps_; }
    const NamedTensors& parameters() const { return parameters_; }

    // Tensors exp_avg.NAME and exp_avg_sq.NAME; they share storage with this object.
    NamedTensors state() const;
    // Throws Mismatch, naming the tensor, when one is missing or has another shape.
    void restore(const std::map<std::string, torch::Tensor>& state, std::int64_t steps);

private:
    struct Moments {
        torch::Tensor first;
        torch::Tensor second;
        double rateFactor = 1;
    };
    NamedTensors parameters_;
    std::vector<Moments> moments_;
    Optimiser options_;
    std::int64_t steps_ = 0;
};

// The learning rate's factor in update `update` of `total` (from 1): linear warm-up, then constant or a half
// cosine that ends at 0 after the last update.
double scheduleFactor(const Optimiser& options, std::int64_t update, std::int64_t total);

} // namespace vrft
