// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/mixed_linear.h"

#include "training/model/token_log_prob.h"

#include <doctest/doctest.h>

using namespace vrft;
using torch::Tensor;

namespace {

double largestApart(const Tensor& a, const Tensor& b) {
    return (a - b).abs().max().item<double>();
}

} // namespace

TEST_CASE("a product with a bf16 weight of many pieces is that of the same numbers in single precision") {
    torch::manual_seed(4);
    // Rows beyond one piece, with a rest; and a single row longer than a piece.
    for (const auto& [out, in] : {std::pair<int, int>{1500, 700}, {3, 300000}, {5, 7}}) {
        CAPTURE(out);
        const Tensor weight = torch::randn({out, in}).to(torch::kBFloat16);
        const Tensor bias = torch::randn({out});
        const Tensor x = torch::randn({9, in}).div_(std::sqrt(double(in))).requires_grad_(true);
        const Tensor same = x.detach().clone().requires_grad_(true);
        const Tensor y = mixedLinear(x, weight, bias);
        const Tensor expected = at::linear(same, weight.to(torch::kFloat32), bias);
        CHECK((y.scalar_type() == torch::kFloat32));
        CHECK(largestApart(y, expected) <= 1e-5);
        const Tensor slope = torch::randn({9, out});
        (y * slope).sum().backward();
        (expected * slope).sum().backward();
        CHECK(largestApart(x.grad(), same.grad()) <= 1e-4 * same.grad().abs().max().item<double>());
        CHECK(torch::equal(y, mixedLinear(x, weight, bias)));
    }
}

TEST_CASE("log-probabilities in blocks equal those of all logits at once, for bf16 heads too") {
    torch::manual_seed(5);
    constexpr std::int64_t kVocabulary = 40000;
    constexpr std::int64_t kRows = 301; // three blocks, the last one short
    REQUIRE(logitRowsAtOnce(kVocabulary) < kRows / 2);
    REQUIRE(logitRowsAtOnce(152064) <= 128); // of a 3B policy: 78 MB
    for (const bool half : {false, true}) {
        CAPTURE(half);
        const Tensor head = torch::randn({kVocabulary, 16}).to(half ? torch::kBFloat16 : torch::kFloat32);
        const Tensor plain = head.to(torch::kFloat32).clone();
        const Tensor mask = torch::zeros({kVocabulary});
        mask.narrow(0, 7, 5).fill_(kSuppressed);
        const Tensor targets = torch::arange(kRows) + 100;
        const Tensor hidden = torch::randn({kRows, 16}).requires_grad_(true);
        const Tensor same = hidden.detach().clone().requires_grad_(true);
        const auto [chosen, entropies] = tokenLogProbs(hidden, head, mask, targets, 0.7);
        const Tensor all = torch::log_softmax(at::addmm(mask, same, plain.t(), 1, 1 / 0.7), 1);
        const Tensor expected = all.gather(1, targets.unsqueeze(1)).squeeze(1);
        CHECK(largestApart(chosen, expected) <= 1e-4);
        CHECK(largestApart(entropies, -(all.exp() * all.clamp_min(-100)).sum(1)) <= 1e-3);
        const Tensor slope = torch::randn({kRows});
        (chosen * slope).sum().backward();
        (expected * slope).sum().backward();
        CHECK(largestApart(hidden.grad(), same.grad()) <= 1e-4);
    }
}
