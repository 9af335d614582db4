// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/interval.h"

#include "core/error.h"
#include "core/json.h"
#include "core/random.h"

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
