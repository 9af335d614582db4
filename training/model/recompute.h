// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Gradient checkpointing: a part of the forward pass that keeps its inputs only and is computed once more in
// the backward pass.
//
// The same results come out as without it (gradients but for rounding), for about a third more work. Nothing
// random may be in `body`. Thread rule: pure functions; `body` is kept until the backward pass and then
// called on the thread of autograd. Source: Chen et al. 2016, "Training deep nets with sublinear memory
// cost"; torch.utils.checkpoint (reentrant).
#pragma once

#include "training/torch_compat.h"

#include <functional>
#include <vector>

namespace vrft {

using RecomputedBody = std::function<std::vector<torch::Tensor>(const std::vector<torch::Tensor>& inputs)>;

// body(inputs), three inputs at most. `parameters`: the leaves that `body` uses beside its inputs; those that
// require gradients get them in the backward pass (backward(), not grad()). Without gradients (mode off, or
// nothing that needs any) `body` is simply called.
std::vector<torch::Tensor> recomputed(const RecomputedBody& body, const std::vector<torch::Tensor>& inputs,
                                      const std::vector<torch::Tensor>& parameters);

} // namespace vrft
