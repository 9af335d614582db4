// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/rope.h"

#include <vector>

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr double kVisionTheta = 10000.0;

RopeTable tableOf(const Tensor& angles, torch::ScalarType type) {
    return {angles.cos().unsqueeze(-2).to(type), angles.sin().unsqueeze(-2).to(type)};
}

Tensor rotate(const Tensor& x_NHE, const Tensor& cos_N1F, const Tensor& sin_N1F, double direction) {
    const std::int64_t half = x_NHE.size(-1) / 2;
    const Tensor a = x_NHE.narrow(-1, 0, half);
    const Tensor b = x_NHE.narrow(-1, half, half);
    const Tensor y_NHE = at::empty(x_NHE.sizes(), x_NHE.options());
    Tensor first = y_NHE.narrow(-1, 0, half);
    Tensor second = y_NHE.narrow(-1, half, half);
    at::mul_out(first, a, cos_N1F);
    first.addcmul_(b, sin_N1F, -direction);
    at::mul_out(second, b, cos_N1F);
    second.addcmul_(a, sin_N1F, direction);
    return y_NHE;
}

class Rope : public torch::autograd::Function<Rope> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x_NHE, const Tensor& cos_N1F,
                          const Tensor& sin_N1F) {
        context->save_for_backward({cos_N1F, sin_N1F});
        return rotate(x_NHE, cos_N1F, sin_N1F, 1);
    }
    // A rotation's transpose is the rotation back.
    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        return {rotate(gradients[0], saved[0], saved[1], -1), Tensor(), Tensor()};
    }
};

} // namespace

Tensor inverseFrequencies(std::int64_t size, double theta) {
    const Tensor exponents =
        torch::arange(0, size, 2, torch::kInt64).to(torch::kFloat32) / static_cast<double>(size);
    return 1.0 / at::pow(theta, exponents);
}

RopeTable mropeTable(const Tensor& positions_3N, const Tensor& inverse_F, const std::array<int, 3>& section,
                     torch::ScalarType type) {
    const Tensor positions = positions_3N.to(torch::kFloat32);
    std::vector<Tensor> angles;
    std::int64_t start = 0;
    for (std::size_t row = 0; row < 3; ++row) {
        const Tensor inverse = inverse_F.narrow(0, start, section[row]);
        angles.push_back(positions.select(0, static_cast<std::int64_t>(row)).unsqueeze(1) * inverse);
        start += section[row];
    }
    return tableOf(at::cat(angles, 1), type);
}

RopeTable textRopeTable(const Tensor& positions, const Tensor& inverse_F, torch::ScalarType type) {
    return tableOf(positions.to(torch::kFloat32).unsqueeze(-1) * inverse_F, type);
}

RopeTable visionRopeTable(const Tensor& patchRows_N, const Tensor& patchColumns_N, std::int64_t headDim,
                          torch::ScalarType type) {
    const Tensor inverse = inverseFrequencies(headDim / 2, kVisionTheta).to(patchRows_N.device());
    const auto along = [&](const Tensor& places) {
        return places.to(torch::kFloat32).unsqueeze(1) * inverse;
    };
    return tableOf(at::cat({along(patchRows_N), along(patchColumns_N)}, 1), type);
}

Tensor applyRope(const Tensor& heads_NHE, const RopeTable& table) {
    return Rope::apply(heads_NHE, table.cos_N1F, table.sin_N1F);
}

} // namespace vrft
