// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/adamw.h"

#include <doctest/doctest.h>

#include "core/error.h"

#include <torch/optim.h>

using namespace vrft;

TEST_CASE("AdamW equals LibTorch's over many steps, weight decay included") {
    torch::manual_seed(3);
    for (const double decay : {0.0, 0.1}) {
        Optimiser options;
        options.lr = 1e-2;
        options.weightDecay = decay;
        torch::Tensor ours = torch::randn({7, 5}).requires_grad_(true);
        torch::Tensor theirs = ours.detach().clone().requires_grad_(true);
        AdamW adam({{"w", ours}}, options);
        torch::optim::AdamW reference({theirs}, torch::optim::AdamWOptions(options.lr)
                                                    .betas({options.beta1, options.beta2})
                                                    .eps(options.eps)
                                                    .weight_decay(decay));
        const torch::Tensor target = torch::randn({7, 5});
        for (int step = 0; step < 50; ++step) {
            adam.clearGradients();
            (ours - target).pow(2).sum().backward();
            adam.step(options.lr);
            reference.zero_grad();
            (theirs - target).pow(2).sum().backward();
            reference.step();
        }
        CHECK(torch::allclose(ours, theirs, 1e-5, 1e-6));
    }
}

TEST_CASE("gradients are clipped to the limit by their global norm") {
    torch::Tensor a = torch::zeros({1}).requires_grad_(true);
    torch::Tensor b = torch::zeros({1}).requires_grad_(true);
    AdamW adam({{"a", a}, {"b", b}}, Optimiser{});
    (3 * a + 4 * b).sum().backward();
    CHECK(adam.gradientNorm() == doctest::Approx(5));
    adam.clipGradients(5, 1);
    CHECK(adam.gradientNorm() == doctest::Approx(1).epsilon(1e-4));
    adam.clipGradients(1, 10);
    CHECK(adam.gradientNorm() == doctest::Approx(1).epsilon(1e-4));
}

TEST_CASE("a rate factor scales one parameter's steps and an unknown name is refused") {
    torch::Tensor a = torch::zeros({1}).requires_grad_(true);
    torch::Tensor b = torch::zeros({1}).requires_grad_(true);
    AdamW adam({{"a", a}, {"b", b}}, Optimiser{});
    adam.setRateFactor("b", 0.25);
    CHECK_THROWS_AS(adam.setRateFactor("c", 1), Error);
    (a + b).sum().backward();
    adam.step(0.1);
    CHECK(b.item<double>() == doctest::Approx(a.item<double>() * 0.25));
}

TEST_CASE("the schedule warms up linearly, then stays or falls to zero") {
    Optimiser options;
    options.warmupSteps = 4;
    CHECK(scheduleFactor(options, 1, 100) == doctest::Approx(0.25));
    CHECK(scheduleFactor(options, 4, 100) == 1.0);
    CHECK(scheduleFactor(options, 90, 100) == 1.0);
    options.schedule = Schedule::Cosine;
    CHECK(scheduleFactor(options, 52, 100) == doctest::Approx(0.5));
    CHECK(scheduleFactor(options, 100, 100) == doctest::Approx(0.0));
    options.warmupSteps = 0;
    CHECK(scheduleFactor(options, 1, 1) == doctest::Approx(0.0));
}
