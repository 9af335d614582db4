// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/sampler.h"

#include "core/random.h"

#include <doctest/doctest.h>

#include <vector>

using namespace vrft;

TEST_CASE("a_number_chooses_the_interval_it_falls_into") {
    const std::vector<double> probabilities = {0.0, 0.25, 0.0, 0.5, 0.25, 0.0};
    CHECK(sampleToken(probabilities, 0.0) == 1);
    CHECK(sampleToken(probabilities, 0.2499) == 1);
    CHECK(sampleToken(probabilities, 0.25) == 3);
    CHECK(sampleToken(probabilities, 0.7499) == 3);
    CHECK(sampleToken(probabilities, 0.75) == 4);
    CHECK(sampleToken(probabilities, 0x1.fffffffffffffp-1) == 4); // never an id of probability zero
    CHECK(sampleToken(std::vector<double>{0.5, 1.5}, 0.26) == 1); // sums needn't be 1
}

TEST_CASE("samples_follow_the_distribution") {
    const std::vector<double> probabilities = {0.1, 0.6, 0.3};
    std::vector<int> counts(3, 0);
    CounterRandom random(7);
    constexpr int kDraws = 200000;
    for (int i = 0; i < kDraws; ++i)
        ++counts[static_cast<std::size_t>(sampleToken(probabilities, random.uniform()))];
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(counts[i] / static_cast<double>(kDraws) == doctest::Approx(probabilities[i]).epsilon(0.02));
}

TEST_CASE("greedy_takes_the_first_of_the_largest") {
    CHECK(greedyToken(std::vector<float>{-3, -1, -1, -2}) == 1);
}

TEST_CASE("truncations_keep_what_they_say") {
    const auto kept = [](const Truncation& truncation) {
        std::vector<double> probabilities = {0.05, 0.4, 0.3, 0.05, 0.2};
        truncate(probabilities, truncation);
        std::vector<int> ids;
        for (std::size_t i = 0; i < probabilities.size(); ++i)
            if (probabilities[i] > 0) ids.push_back(static_cast<int>(i));
        return ids;
    };
    CHECK(kept({}) == std::vector<int>{0, 1, 2, 3, 4});
    CHECK(kept({2, 1.0, 0.0}) == std::vector<int>{1, 2});
    CHECK(kept({0, 0.65, 0.0}) == std::vector<int>{1, 2});
    CHECK(kept({0, 0.75, 0.0}) == std::vector<int>{1, 2, 4});
    CHECK(kept({0, 1.0, 0.6}) == std::vector<int>{1, 2});
    CHECK(kept({0, 1e-9, 0.0}) == std::vector<int>{1}); // the likeliest always stays
}

TEST_CASE("drawn where the tensor is, the tokens are those drawn here") {
    CounterRandom random(11);
    constexpr std::int64_t kRows = 40;
    constexpr std::int64_t kVocabulary = 500;
    std::vector<float> logits(kRows * kVocabulary);
    for (float& logit : logits) // a fifth of the ids can't come
        logit = random.uniform() < 0.2 ? -1e30F : static_cast<float>(6 * random.uniform());
    const torch::Tensor logProbs = at::log_softmax(torch::tensor(logits).view({kRows, kVocabulary}), 1);
    std::vector<double> uniforms;
    for (std::int64_t row = 0; row < kRows; ++row)
        uniforms.push_back(random.uniform());
    uniforms[0] = 0;
    uniforms[1] = 0x1.fffffffffffffp-1;
    const DrawnTokens sampled = drawTokens(logProbs, uniforms);
    const DrawnTokens greedy = drawTokens(logProbs, {});
    for (std::int64_t row = 0; row < kRows; ++row) {
        const auto i = static_cast<std::size_t>(row);
        const torch::Tensor probabilities = logProbs[row].to(torch::kFloat64).exp();
        const std::span<const double> all(probabilities.data_ptr<double>(), kVocabulary);
        const std::span<const float> here(logProbs.data_ptr<float>() + row * kVocabulary, kVocabulary);
        CHECK(sampled.ids[i] == sampleToken(all, uniforms[i]));
        CHECK(sampled.logProbs[i] == here[static_cast<std::size_t>(sampled.ids[i])]);
        CHECK(greedy.ids[i] == greedyToken(here));
        CHECK(sampled.entropies[i] == doctest::Approx(-(probabilities * logProbs[row]).sum().item<double>()));
    }
}
