// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/calibration.h"

#include "core/error.h"
#include "core/json.h"

#include <doctest/doctest.h>
#include <limits>

using namespace vrft;

TEST_CASE("reliability bins, calibration error and Brier score equal an independent script's") {
    const Json golden =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/calibration.json");
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.dump());
        std::vector<ConfidentAnswer> answers;
        for (std::size_t i = 0; i < one.at("right").size(); ++i)
            answers.push_back({one.at("probabilities")[i], one.at("right")[i] == 1});
        const auto found = calibrationOf(answers, one.at("bins"));
        REQUIRE(found);
        const auto equal = [](double value, const Json& expected) {
            return value == doctest::Approx(expected.get<double>()).epsilon(1e-12);
        };
        CHECK(equal(found->ece, one.at("ece")));
        CHECK(equal(found->brier, one.at("brier")));
        CHECK(equal(found->probability, one.at("mean")));
        CHECK(equal(found->accuracy, one.at("accuracy")));
        REQUIRE(found->bins.size() == one.at("rows").size());
        for (std::size_t bin = 0; bin < found->bins.size(); ++bin) {
            const Json& row = one.at("rows")[bin];
            CHECK(found->bins[bin].n == row.at("n"));
            REQUIRE(found->bins[bin].accuracy.has_value() == !row.at("accuracy").is_null());
            if (found->bins[bin].n == 0) continue;
            CHECK(equal(*found->bins[bin].accuracy, row.at("accuracy")));
            CHECK(equal(*found->bins[bin].probability, row.at("probability")));
        }
    }
}

TEST_CASE("no answers have no calibration, and what is no probability is refused") {
    CHECK_FALSE(calibrationOf({}));
    const std::array<ConfidentAnswer, 1> above = {ConfidentAnswer{1.01, true}};
    const std::array<ConfidentAnswer, 1> none = {
        ConfidentAnswer{std::numeric_limits<double>::quiet_NaN(), true}};
    const std::array<ConfidentAnswer, 1> fine = {ConfidentAnswer{0.5, true}};
    CHECK_THROWS_AS(calibrationOf(above), Error);
    CHECK_THROWS_AS(calibrationOf(none), Error);
    CHECK_THROWS_AS(calibrationOf(fine, 0), Error);
}
