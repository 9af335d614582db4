// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Gradients against central differences, in double.
#pragma once

#include "core/random.h"

#include "training/torch_compat.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <functional>
#include <vector>

namespace vrft::test {

inline torch::Tensor randomDouble(std::vector<std::int64_t> shape, std::uint64_t seed, double scale = 1.0) {
    CounterRandom random(seed);
    torch::Tensor tensor = torch::empty(shape, torch::kFloat64);
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        tensor.data_ptr<double>()[i] = scale * (2 * random.uniform() - 1);
    return tensor;
}

// Compares the gradient of sum(weights * f()) by every input with central differences at up to `probes`
// elements.
inline void checkGradients(const std::vector<torch::Tensor>& inputs, const std::function<torch::Tensor()>& f,
                           int probes = 12) {
    for (const torch::Tensor& input : inputs)
        input.set_requires_grad(true);
    const torch::Tensor out = f();
    const torch::Tensor weights = randomDouble(out.sizes().vec(), 99);
    const auto loss = [&] { return (f() * weights).sum(); };
    const auto gradients = torch::autograd::grad({(out * weights).sum()}, inputs);
    const torch::NoGradGuard noGrad;
    CounterRandom random(5);
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        REQUIRE(inputs[i].is_contiguous());
        REQUIRE(gradients[i].sizes() == inputs[i].sizes());
        const torch::Tensor gradient = gradients[i].contiguous();
        double* const values = inputs[i].data_ptr<double>();
        for (int probe = 0; probe < probes; ++probe) {
            const auto at =
                static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(inputs[i].numel())));
            const double kept = values[at];
            values[at] = kept + kStep;
            const double above = loss().item<double>();
            values[at] = kept - kStep;
            const double below = loss().item<double>();
            values[at] = kept;
            const double numeric = (above - below) / (2 * kStep);
            const double analytic = gradient.data_ptr<double>()[at];
            CAPTURE(i);
            CAPTURE(at);
            CHECK(std::abs(numeric - analytic) <= 1e-6 * std::max(1.0, std::abs(numeric)));
        }
    }
}

} // namespace vrft::test
