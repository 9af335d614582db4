// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A normalisation as the vision tower holds it: LayerNorm where it has a bias (Qwen2-VL), RMSNorm where it
// has none (Qwen2.5-VL). Ownership: shared handles. Thread rule: one thread at a time.
#pragma once

#include "training/model/rms_norm.h"

#include "training/torch_compat.h"

namespace vrft {

struct Norm {
    torch::Tensor weight; // [width]
    torch::Tensor bias;   // [width], or undefined

    // x_ND [rows, width]
    torch::Tensor operator()(const torch::Tensor& x_ND, double eps) const {
        return bias.defined() ? at::layer_norm(x_ND, weight.sizes(), weight, bias, eps)
                              : rmsNorm(x_ND, weight, eps);
    }
};

} // namespace vrft
