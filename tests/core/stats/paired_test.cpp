// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/paired.h"

#include "core/error.h"
#include "core/json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

// Cases of right and wrong, `perPatient` of one patient.
std::vector<PairedCase> casesOf(int bothRight, int onlyFirst, int onlySecond, int bothWrong,
                                int perPatient = 1) {
    std::vector<PairedCase> cases;
    const auto add = [&](int count, bool first, bool second) {
        for (int i = 0; i < count; ++i)
            cases.push_back({fmt::format("p{}", cases.size() / static_cast<std::size_t>(perPatient)),
                             first ? 1.0 : 0.0, second ? 1.0 : 0.0, first, second});
    };
    add(bothRight, true, true);
    add(onlyFirst, true, false);
    add(onlySecond, false, true);
    add(bothWrong, false, false);
    return cases;
}

} // namespace

TEST_CASE("McNemar's exact test and the sign-flip test equal SciPy's") {
    const Json golden = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/paired.json");
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.dump());
        const double expected = one.at("p");
        if (one.at("kind") == "mcnemar") {
            CHECK(mcnemarExact(one.at("first"), one.at("second")) == doctest::Approx(expected).epsilon(1e-9));
            continue;
        }
        const SignFlipTest test = signFlipByPatient(one.at("patients").get<std::vector<std::string>>(),
                                                    one.at("differences").get<std::vector<double>>(),
                                                    {one.at("seed"), one.at("resamples"), 0.95});
        CHECK(test.p == doctest::Approx(expected).epsilon(1e-9));
        CHECK(test.patientsApart == one.at("apart"));
        CHECK(test.exact == one.at("exact"));
    }
}

TEST_CASE("with one image a patient the paired test is McNemar's") {
    for (const auto& [first, second] :
         {std::pair(23, 11), std::pair(6, 0), std::pair(4, 4), std::pair(0, 1)}) {
        const PairedComparison found = comparePaired(casesOf(5, first, second, 5), {1, 200, 0.95});
        CHECK(found.test.p == doctest::Approx(mcnemarExact(first, second)));
        CHECK(found.test.exact);
        CHECK(found.test.patientsApart == first + second);
    }
}

TEST_CASE("a comparison counts who was right and says only what the cases allow") {
    const PairedComparison few = comparePaired(casesOf(50, 5, 0, 10), {});
    CHECK(few.n == 65);
    CHECK(few.patients == 65);
    CHECK(few.bothRight == 50);
    CHECK(few.onlyFirst == 5);
    CHECK(few.onlySecond == 0);
    CHECK(few.bothWrong == 10);
    CHECK(few.difference->value == doctest::Approx(5.0 / 65));
    CHECK(few.verdict == PairedVerdict::NotEnough); // though the difference's interval lies above 0
    CHECK(comparePaired(casesOf(50, 6, 0, 10), {}).verdict == PairedVerdict::FirstBetter);
    CHECK(comparePaired(casesOf(50, 0, 20, 10), {}).verdict == PairedVerdict::SecondBetter);
    CHECK(comparePaired(casesOf(87, 23, 11, 47), {}).verdict == PairedVerdict::NotEstablished);
    CHECK(comparePaired(casesOf(0, 8, 8, 0), {}).verdict == PairedVerdict::NotEstablished);
}

TEST_CASE("six images of one patient are one patient's word") {
    const PairedComparison found = comparePaired(casesOf(60, 12, 0, 0, 6), {});
    CHECK(found.onlyFirst == 12);
    CHECK(found.test.patientsApart == 2);
    CHECK(found.test.p == doctest::Approx(0.5));
    CHECK(found.verdict == PairedVerdict::NotEnough);
}

TEST_CASE("nothing to compare is no difference, and lists that don't fit are refused") {
    const PairedComparison nothing = comparePaired({}, {});
    CHECK(nothing.n == 0);
    CHECK_FALSE(nothing.difference);
    CHECK(nothing.test.p == 1);
    CHECK(nothing.verdict == PairedVerdict::NotEnough);
    CHECK(mcnemarExact(0, 0) == 1);
    CHECK_THROWS_AS(mcnemarExact(-1, 0), Error);
    const std::array<std::string, 1> patients = {"a"};
    const std::array<double, 2> two = {1, 0};
    CHECK_THROWS_AS(signFlipByPatient(patients, two, {}), Error);
    CHECK(pairedVerdictName(PairedVerdict::NotEnough) == "not_enough");
}
