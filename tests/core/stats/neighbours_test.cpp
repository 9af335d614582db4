// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/neighbours.h"

#include "core/error.h"
#include "core/json.h"
#include "core/random.h"
#include "core/stats/classification.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Json goldenCases(const char* file) {
    return readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats" / file).at("cases");
}

} // namespace

TEST_CASE("neighbours, agreement and its p equal an independent computation") {
    for (const Json& one : goldenCases("neighbours.json")) {
        const auto patients = one.at("patients").get<std::vector<std::string>>();
        const auto labels = one.at("labels").get<std::vector<int>>();
        const auto features = one.at("features").get<std::vector<float>>();
        const auto nearest = nearestOfOthers(features, one.at("dimensions"), patients, one.at("count"));
        CHECK(nearest == one.at("nearest").get<std::vector<std::vector<std::size_t>>>());
        const auto found = neighbourAgreement(
            nearest, patients,
            [&](std::size_t i, std::size_t j) { return labels[i] == labels[j] ? 1.0 : 0.0; },
            one.at("permutations"), one.at("seed"));
        REQUIRE(found);
        CHECK(found->observed == doctest::Approx(one.at("observed").get<double>()).epsilon(1e-12));
        CHECK(found->byChance == doctest::Approx(one.at("by_chance").get<double>()).epsilon(1e-12));
        CHECK(found->p == doctest::Approx(one.at("p").get<double>()).epsilon(1e-12));
    }
}

TEST_CASE("labels that were exchanged reach a small p no more often than it says") {
    CounterRandom random(7);
    int small = 0;
    constexpr int kTries = 100;
    for (int i = 0; i < kTries; ++i) {
        std::vector<std::string> patients;
        std::vector<float> features;
        std::vector<int> labels;
        for (int p = 0; p < 20; ++p) {
            const auto centre = static_cast<float>(random.uniform()); // images of a patient look alike ..
            const auto label = static_cast<int>(random.below(2));     // .. and have one label
            for (int k = 0; k < 3; ++k) {
                patients.push_back("p" + std::to_string(p));
                features.push_back(centre + 0.01F * static_cast<float>(random.uniform()));
                features.push_back(static_cast<float>(random.uniform()));
                labels.push_back(label);
            }
        }
        const auto found = neighbourAgreement(
            nearestOfOthers(features, 2, patients, 5), patients,
            [&](std::size_t a, std::size_t b) { return labels[a] == labels[b] ? 1.0 : 0.0; }, 39,
            static_cast<std::uint64_t>(i));
        REQUIRE(found);
        small += found->p <= 0.05 ? 1 : 0;
    }
    CHECK(small <= 12); // 5 expected; of 100 fair ones more than 12 come once in a thousand
}

TEST_CASE("what can't be compared isn't") {
    const std::vector<std::string> two = {"a", "a", "b"};
    const auto nearest = nearestOfOthers(std::vector<float>{1, 2, 3}, 1, two, 5);
    CHECK(nearest == std::vector<std::vector<std::size_t>>{{2}, {2}, {1, 0}});
    CHECK_FALSE(neighbourAgreement(
        nearest, two, [](std::size_t, std::size_t) { return 1.0; }, 9, 1));
    CHECK_THROWS_AS(nearestOfOthers(std::vector<float>{1, 2}, 1, two, 5), Error);
    // Every image alike: nothing is nearer than anything else, and nothing breaks.
    const std::vector<std::string> three = {"a", "b", "c"};
    const auto flat = nearestOfOthers(std::vector<float>{4, 4, 4}, 1, three, 1);
    CHECK(flat == std::vector<std::vector<std::size_t>>{{1}, {0}, {0}});
}

TEST_CASE("answers paired by chance equal all permutations") {
    for (const Json& one : goldenCases("chance_pairing.json")) {
        CAPTURE(one.dump());
        std::vector<Decision> decisions;
        const Json& answers = one.at("answers");
        for (std::size_t i = 0; i < answers.size(); ++i)
            decisions.push_back({one.at("references")[i].get<int>(),
                                 answers[i].is_null() ? std::nullopt : std::optional(answers[i].get<int>())});
        const auto grades =
            one.at("grades").is_null() ? std::vector<int>() : one.at("grades").get<std::vector<int>>();
        const auto p = chancePairing(confusionOf(decisions, one.at("classes")), grades);
        REQUIRE(p);
        CHECK(*p == doctest::Approx(one.at("p").get<double>()).epsilon(1e-9));
    }
    CHECK_FALSE(chancePairing(confusionOf(std::vector<Decision>{{0, 0}}, 2), {}));
}
