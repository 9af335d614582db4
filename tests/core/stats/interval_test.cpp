// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/interval.h"

#include "core/error.h"
#include "core/json.h"
#include "core/random.h"
#include "core/stats/classification.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>

using namespace vrft;

namespace {

Json goldenIntervals(std::string_view kind) {
    Json cases = Json::array();
    const Json all = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/intervals.json");
    for (const Json& one : all.at("cases"))
        if (one.at("kind") == kind) cases.push_back(one);
    REQUIRE(!cases.empty());
    return cases;
}

void checkInterval(const std::optional<Interval>& found, const Json& expected) {
    REQUIRE(found);
    CHECK(found->value == doctest::Approx(expected.at("value").get<double>()).epsilon(1e-12));
    REQUIRE(found->low.has_value() == !expected.at("bounds").is_null());
    REQUIRE(found->high.has_value() == found->low.has_value());
    if (!found->low) return;
    CHECK(*found->low == doctest::Approx(expected.at("bounds")[0].get<double>()).epsilon(1e-10));
    CHECK(*found->high == doctest::Approx(expected.at("bounds")[1].get<double>()).epsilon(1e-10));
}

} // namespace

TEST_CASE("the bootstrap by patient repeats an independent one draw by draw") {
    for (const Json& one : goldenIntervals("bootstrap")) {
        const auto patients = one.at("patients").get<std::vector<std::string>>();
        const auto values = one.at("values").get<std::vector<double>>();
        const BootstrapOptions options{one.at("seed"), one.at("resamples"), one.at("confidence")};
        checkInterval(bootstrapByPatient(patients, values, options), one);
    }
}

TEST_CASE("figures that aren't means have scikit-learn's values over the same draws") {
    const Json golden = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/drawn.json");
    for (const Json& one : golden.at("cases")) {
        if (one.at("kind") != "classes") continue;
        CAPTURE(one.dump());
        const int numClasses = one.at("classes");
        std::vector<Decision> decisions;
        for (std::size_t i = 0; i < one.at("reference").size(); ++i)
            decisions.push_back({one.at("reference")[i], one.at("predicted")[i].get<int>()});
        std::vector<int> grades;
        for (int grade = 0; grade < numClasses; ++grade)
            grades.push_back(grade);
        const auto intervals = bootstrapFigures(
            one.at("patients").get<std::vector<std::string>>(), 3 + 2 * static_cast<std::size_t>(numClasses),
            [&](std::span<const std::size_t> cases, std::span<std::optional<double>> figures) {
                std::vector<Decision> chosen;
                for (const std::size_t i : cases)
                    chosen.push_back(decisions[i]);
                const Confusion confusion = confusionOf(chosen, numClasses);
                figures[0] = balancedAccuracy(confusion);
                figures[1] = quadraticWeightedKappa(confusion, grades);
                figures[2] = meanGradeError(confusion, grades);
                for (std::size_t c = 0; c < grades.size(); ++c) {
                    figures[3 + c] = perClass(confusion)[c].recall;
                    figures[3 + grades.size() + c] = perClass(confusion)[c].specificity;
                }
            },
            {one.at("seed"), one.at("resamples"), 0.95});
        REQUIRE(intervals.size() == one.at("figures").size());
        for (std::size_t f = 0; f < intervals.size(); ++f) {
            const Json& expected = one.at("figures")[f];
            CAPTURE(f);
            REQUIRE(intervals[f].has_value() == !expected.is_null());
            if (intervals[f]) checkInterval(intervals[f], expected);
        }
    }
}

TEST_CASE("a gain's interval is that of the differences over the same draws") {
    const Json golden = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/drawn.json");
    int gains = 0;
    for (const Json& one : golden.at("cases")) {
        if (one.at("kind") != "gain") continue;
        ++gains;
        checkInterval(pairedBootstrapByPatient(one.at("patients").get<std::vector<std::string>>(),
                                               one.at("own").get<std::vector<double>>(),
                                               one.at("other").get<std::vector<double>>(),
                                               {one.at("seed"), one.at("resamples"), 0.95}),
                      one);
    }
    CHECK(gains == 3);
}

TEST_CASE("a mean is the same figure by both ways of drawing, and what is seldom defined has no bounds") {
    const std::array<std::string, 5> patients = {"a", "b", "b", "c", "d"};
    const std::array<double, 5> values = {1, 0, 1, 1, 0};
    const BootstrapOptions options{5, 400, 0.95};
    const auto both = bootstrapFigures(
        patients, 2,
        [&](std::span<const std::size_t> cases, std::span<std::optional<double>> figures) {
            double sum = 0;
            bool all = true;
            for (std::size_t i = 0; i < values.size(); ++i)
                all = all && std::find(cases.begin(), cases.end(), i) != cases.end();
            for (const std::size_t i : cases)
                sum += values[i];
            figures[0] = sum / static_cast<double>(cases.size());
            if (all) figures[1] = sum; // every patient is drawn in 4!/4^4 = 9 % of resamples
        },
        options);
    CHECK(both[0] == bootstrapByPatient(patients, values, options));
    REQUIRE(both[1]);
    CHECK(both[1]->value == 3);
    CHECK_FALSE(both[1]->low);
    CHECK_FALSE(bootstrapFigures({}, 1, {}, options)[0]);
}

TEST_CASE("student intervals and quantiles equal scipy's") {
    for (const Json& one : goldenIntervals("student"))
        checkInterval(studentInterval(one.at("values").get<std::vector<double>>(), one.at("confidence")),
                      one);
    for (const Json& one : goldenIntervals("quantile")) {
        CAPTURE(one.dump());
        CHECK(studentQuantile(one.at("confidence"), one.at("degrees")) ==
              doctest::Approx(one.at("value").get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("images of one patient don't narrow the interval") {
    CounterRandom random(3);
    std::vector<std::string> patients;
    std::vector<std::string> strangers;
    std::vector<double> values;
    for (int patient = 0; patient < 20; ++patient) {
        const double value = random.uniform() < 0.5 ? 0 : 1;
        for (int image = 0; image < 10; ++image) {
            patients.push_back(std::to_string(patient));
            strangers.push_back(std::to_string(values.size()));
            values.push_back(value);
        }
    }
    const Interval byPatient = *bootstrapByPatient(patients, values, {});
    const Interval byImage = *bootstrapByPatient(strangers, values, {});
    CHECK(*byPatient.high - *byPatient.low > 2 * (*byImage.high - *byImage.low));
    CHECK(*byPatient.low <= byPatient.value);
    CHECK(*byPatient.high >= byPatient.value);
}

TEST_CASE("a paired difference is the interval of the differences") {
    const std::array<std::string, 4> patients = {"a", "b", "b", "c"};
    const std::array<double, 4> first = {1, 1, 0, 1};
    const std::array<double, 4> second = {0, 1, 0, 0};
    const std::array<double, 4> differences = {1, 0, 0, 1};
    const BootstrapOptions options{9, 300, 0.95};
    CHECK(pairedBootstrapByPatient(patients, first, second, options) ==
          bootstrapByPatient(patients, differences, options));
    CHECK(pairedStudentInterval(first, second) == studentInterval(differences));
    CHECK(pairedStudentInterval(first, first) == Interval{0, 0, 0});
    CHECK_THROWS_AS(pairedStudentInterval(first, std::span(second).first(3)), Error);
}

TEST_CASE("nothing to estimate gives nothing, and what isn't a number is refused") {
    CHECK_FALSE(bootstrapByPatient({}, {}, {}));
    CHECK_FALSE(studentInterval({}));
    const std::array<double, 2> broken = {1, std::numeric_limits<double>::quiet_NaN()};
    const std::array<std::string, 2> patients = {"a", "b"};
    CHECK_THROWS_AS(studentInterval(broken), Error);
    CHECK_THROWS_AS(bootstrapByPatient(patients, broken, {}), Error);
    CHECK_THROWS_AS(studentQuantile(1, 3), Error);
    CHECK_THROWS_AS(studentQuantile(0.95, 0), Error);
    const std::array<double, 2> values = {1, 2};
    CHECK_THROWS_AS(bootstrapByPatient(patients, values, {1, 0, 0.95}), Error);
    CHECK_THROWS_AS(bootstrapByPatient(std::span(patients).first(1), values, {}), Error);
}
