// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A linear layer as the model holds it: handles on its parameters, and an optional low-rank adapter beside
// them. Ownership: tensors are shared handles; an optimiser that changes the parameters in place changes the
// layer. Thread rule: one thread at a time. Source of the adapter: Hu et al., ICLR 2022.
#pragma once

#include "training/model/mixed_linear.h"

#include "training/torch_compat.h"

namespace vrft {

struct Linear {
    torch::Tensor weight; // [out, in]; bf16 where it is frozen and kept so
    torch::Tensor bias;   // [out], or undefined

    torch::Tensor loraA; // [rank, in], single precision; undefined: no adapter
    torch::Tensor loraB; // [out, rank]
    double loraScale = 0;
    bool loraEnabled = false;

    torch::Tensor operator()(const torch::Tensor& x_NI) const {
        torch::Tensor y_NO = mixedLinear(x_NI, weight, bias);
        // In place: the product of the adapter is as large as the layer's output.
        if (loraEnabled) y_NO.addmm_(at::linear(x_NI, loraA), loraB.t(), 1, loraScale);
        return y_NO;
    }
};

} // namespace vrft
