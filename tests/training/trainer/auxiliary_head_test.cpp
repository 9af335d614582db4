// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/auxiliary_head.h"

#include "tests/training/gradient_check.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

constexpr std::int64_t kWidth = 6; // of the features

// Three samples: attributes and box; one attribute and no box; neither. Their grids differ.
struct Batch {
    Batch() {
        const std::vector<std::pair<int, int>> grids = {{8, 8}, {6, 10}, {2, 4}};
        for (std::size_t i = 0; i < grids.size(); ++i) {
            const auto [height, width] = grids[i];
            const auto image = std::make_shared<PromptImage>();
            image->gridHeight = height;
            image->gridWidth = width;
            images.push_back(image);
            features.push_back(test::randomDouble({std::int64_t{height} / 2 * (width / 2), kWidth}, 40 + i));
            SampleImage stored;
            stored.width = 20;
            stored.height = 10;
            samples[i].images = {stored};
            pointers.push_back(&samples[i]);
        }
        samples[0].target.attributes = {{"size", "large"}, {"margin", "smooth"}};
        samples[0].target.boxes = {{2, 1, 19, 9.5}};
        samples[1].target.attributes = {{"margin", "rough"}};
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    std::array<Sample, 3> samples;
    std::vector<torch::Tensor> features;
    std::vector<std::shared_ptr<const PromptImage>> images;
    std::vector<const Sample*> pointers;
};

AuxiliaryHead doubleHead() {
    AuxiliaryHead head({{"size", {"small", "large"}, ""}, {"margin", {"smooth", "rough", "lost"}, ""}},
                       kWidth, 7);
    const torch::NoGradGuard noGrad;
    for (auto& [name, tensor] : head.parameters())
        tensor.set_data(tensor.to(torch::kFloat64));
    return head;
}

} // namespace

TEST_CASE("auxiliary_head_gradient") {
    const Batch batch;
    const AuxiliaryHead head = doubleHead();
    std::vector<torch::Tensor> inputs;
    for (const auto& [name, tensor] : head.parameters())
        inputs.push_back(tensor);
    inputs.insert(inputs.end(), batch.features.begin(), batch.features.end() - 1); // the last says nothing
    test::checkGradients(
        inputs, [&] { return head.loss(batch.features, batch.images, batch.pointers, 2); }, 24);
}

TEST_CASE("the_auxiliary_loss_counts_what_a_sample_states_and_nothing_else") {
    Batch batch;
    const AuxiliaryHead head = doubleHead();
    const torch::NoGradGuard noGrad;
    const auto loss = [&] {
        return head.loss(batch.features, batch.images, batch.pointers, 2).item<double>();
    };
    // Without weights every value is equally likely and the box is 0, 0, 0, 0 (smooth L1, beta 0.05).
    for (auto& [name, tensor] : head.parameters())
        tensor.zero_();
    const double box = (0.1 + 0.1 + 0.95 + 0.95) - 4 * 0.05 / 2;
    CHECK(loss() == doctest::Approx((std::log(2) + 2 * std::log(3) + 4 * box) / 3).epsilon(1e-9));
    for (Sample& sample : batch.samples)
        sample.target = {};
    CHECK(loss() == 0);
}
