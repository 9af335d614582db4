// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/mixed_linear.h"

#include <algorithm>

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t kPieceElements = std::int64_t{1} << 20; // 4 MB: smaller products are slower

bool sameType(const Tensor& x, const Tensor& weight) {
    return x.scalar_type() == weight.scalar_type();
}

// work(start, rows, piece) over the rows of the weight, piece in the type of `like`.
template <typename Work>
void forWeightPieces(const Tensor& weight_OI, const Tensor& like, Work&& work) {
    const std::int64_t all = weight_OI.size(0);
    const std::int64_t step = std::clamp<std::int64_t>(kPieceElements / weight_OI.size(1), 1, all);
    const Tensor buffer = at::empty({step, weight_OI.size(1)}, like.options().requires_grad(false));
    for (std::int64_t start = 0; start < all; start += step) {
        const std::int64_t rows = std::min(step, all - start);
        Tensor piece = buffer.narrow(0, 0, rows);
        piece.copy_(weight_OI.narrow(0, start, rows));
        work(start, rows, piece);
    }
}

Tensor productTransposed(const Tensor& x_NI, const Tensor& weight_OI) {
    if (!x_NI.is_cpu()) return floatProduct(x_NI.to(weight_OI.scalar_type()), weight_OI.t());
    const Tensor out_NO = at::empty({x_NI.size(0), weight_OI.size(0)}, x_NI.options().requires_grad(false));
    forWeightPieces(weight_OI, x_NI, [&](std::int64_t start, std::int64_t rows, const Tensor& piece) {
        Tensor out = out_NO.narrow(1, start, rows);
        at::mm_out(out, x_NI, piece.t());
    });
    return out_NO;
}

class MixedLinear : public torch::autograd::Function<MixedLinear> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x_NI, const Tensor& weight_OI) {
        context->save_for_backward({weight_OI});
        return productTransposed(x_NI, weight_OI);
    }
    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const Tensor weight_OI = context->get_saved_variables()[0];
        Tensor gradient_NI =
            at::empty({gradients[0].size(0), weight_OI.size(1)}, gradients[0].options().requires_grad(false));
        mixedMmOut(gradient_NI, gradients[0], weight_OI);
        return {gradient_NI, Tensor()};
    }
};

} // namespace

Tensor mixedLinear(const Tensor& x_NI, const Tensor& weight_OI, const Tensor& bias_O) {
    if (sameType(x_NI, weight_OI)) return at::linear(x_NI, weight_OI, bias_O);
    const Tensor y_NO = MixedLinear::apply(x_NI, weight_OI);
    return bias_O.defined() ? y_NO + bias_O : y_NO;
}

Tensor mixedAddMm(const Tensor& bias_O, const Tensor& x_NI, const Tensor& weight_OI, double scale) {
    if (sameType(x_NI, weight_OI)) return at::addmm(bias_O, x_NI, weight_OI.t(), 1, scale);
    return MixedLinear::apply(x_NI, weight_OI).mul_(scale).add_(bias_O);
}

void mixedMmOut(Tensor& out_NI, const Tensor& y_NO, const Tensor& weight_OI) {
    if (sameType(y_NO, weight_OI)) {
        at::mm_out(out_NI, y_NO, weight_OI);
        return;
    }
    if (!y_NO.is_cpu()) {
        out_NI.copy_(floatProduct(y_NO.to(weight_OI.scalar_type()), weight_OI));
        return;
    }
    out_NI.zero_();
    forWeightPieces(weight_OI, y_NO, [&](std::int64_t start, std::int64_t rows, const Tensor& piece) {
        out_NI.addmm_(y_NO.narrow(1, start, rows), piece);
    });
}

} // namespace vrft
