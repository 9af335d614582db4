// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Products with weights that are kept in bf16, while activations, sums and gradients stay in single
// precision.
//
// On the CPU a piece of the weight at a time becomes single precision and meets an ordinary
// product: the result is that of the same weights in single precision but for the order of sums, on
// processors without bf16 units faster than bf16 products, and no second copy of the weights exists.
// Elsewhere the activations are rounded to bf16 for the product, as autocast does; its sums stay in
// single precision. A bf16 weight gets no
// gradient; one of single precision takes LibTorch's own way. Thread rule: pure functions.
#pragma once

#include "training/torch_compat.h"

namespace vrft {

// x W^T + bias, differentiable. bias [out], or undefined.
torch::Tensor mixedLinear(const torch::Tensor& x_NI, const torch::Tensor& weight_OI,
                          const torch::Tensor& bias_O = {});

// bias + scale * x W^T, differentiable.
torch::Tensor mixedAddMm(const torch::Tensor& bias_O, const torch::Tensor& x_NI,
                         const torch::Tensor& weight_OI, double scale);
// y W, for custom functions: no gradient flows.
void mixedMmOut(torch::Tensor& out_NI, const torch::Tensor& y_NO, const torch::Tensor& weight_OI);

} // namespace vrft
