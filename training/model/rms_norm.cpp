// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/rms_norm.h"

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

class RmsNorm : public torch::autograd::Function<RmsNorm> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x_ND, const Tensor& weight_D, double eps) {
        const Tensor norm_N1 = at::linalg_vector_norm(x_ND, 2, at::IntArrayRef{-1}, true);
        const Tensor inverse_N1 =
            norm_N1.square_().div_(static_cast<double>(x_ND.size(-1))).add_(eps).rsqrt_();
        context->save_for_backward({x_ND, weight_D, inverse_N1});
        context->saved_data["weight"] = weight_D.requires_grad(); // with adapters it is frozen
        return at::mul(x_ND, inverse_N1).mul_(weight_D);
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& inverse_N1 = saved[2];
        const Tensor unit_ND = saved[0] * inverse_N1;
        const Tensor weightGradient_D =
            context->saved_data["weight"].toBool() ? at::mul(gradients[0], unit_ND).sum(0) : Tensor();
        const Tensor scaled_ND = gradients[0] * saved[1];
        const Tensor along_N1 = at::mul(scaled_ND, unit_ND).mean(-1, true);
        const Tensor xGradient_ND = at::addcmul(scaled_ND, unit_ND, along_N1, -1).mul_(inverse_N1);
        return {xGradient_ND, weightGradient_D, Tensor()};
    }
};

} // namespace

Tensor rmsNorm(const Tensor& x_ND, const Tensor& weight_D, double eps) {
    return RmsNorm::apply(x_ND, weight_D, eps);
}

} // namespace vrft
