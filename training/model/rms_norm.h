// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Root mean square normalisation with a weight: y = w * x / sqrt(mean(x^2) + eps), as one differentiable
// step. Source: Zhang, Sennrich, NeurIPS 2019; the order of roundings is transformers' Qwen2RMSNorm in fp32.
// Thread rule: pure function.
#pragma once

#include "training/torch_compat.h"

namespace vrft {

// x_ND [rows, width], weight_D [width].
torch::Tensor rmsNorm(const torch::Tensor& x_ND, const torch::Tensor& weight_D, double eps);

} // namespace vrft
