// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/classification.h"

#include "core/error.h"
#include "core/json.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Confusion confusionOfCase(const Json& one) {
    std::vector<Decision> decisions;
    for (std::size_t i = 0; i < one.at("reference").size(); ++i) {
        const int predicted = one.at("predicted")[i];
        decisions.push_back(
            {one.at("reference")[i], predicted < 0 ? std::nullopt : std::optional<int>(predicted)});
    }
    return confusionOf(decisions, one.at("classes"));
}

void checkEqual(const std::optional<double>& found, const Json& expected) {
    REQUIRE(found.has_value() == !expected.is_null());
    if (found) CHECK(*found == doctest::Approx(expected.get<double>()).epsilon(1e-12));
}

} // namespace

TEST_CASE("figures of classification and grades equal scikit-learn's") {
    const Json golden =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/classification.json");
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.dump());
        const Confusion confusion = confusionOfCase(one);
        const auto grades = one.at("grades").get<std::vector<int>>();
        CHECK(Json(confusion.counts) == one.at("confusion"));
        checkEqual(accuracy(confusion), one.at("accuracy"));
        checkEqual(majorityBaseline(confusion), one.at("majority"));
        checkEqual(balancedAccuracy(confusion), one.at("balanced_accuracy"));
        checkEqual(quadraticWeightedKappa(confusion, grades), one.at("qwk"));
        checkEqual(meanGradeError(confusion, grades), one.at("grade_error"));
        checkEqual(predictedEntropy(confusion), one.at("entropy"));
        const std::vector<ClassFigures> figures = perClass(confusion);
        for (std::size_t i = 0; i < figures.size(); ++i) {
            checkEqual(figures[i].recall, one.at("recall")[i]);
            checkEqual(figures[i].precision, one.at("precision")[i]);
            checkEqual(figures[i].specificity, one.at("specificity")[i]);
            CHECK(figures[i].n == confusion.ofReference(static_cast<int>(i)));
        }
    }
}

TEST_CASE("the published kappa holds") {
    const std::array<int, 8> reference = {0, 1, 2, 3, 4, 1, 2, 4};
    const std::array<int, 8> predicted = {0, 1, 2, 3, 4, 0, 2, 2};
    const std::array<int, 5> grades = {0, 1, 2, 3, 4};
    std::vector<Decision> decisions;
    for (std::size_t i = 0; i < reference.size(); ++i)
        decisions.push_back({reference[i], predicted[i]});
    CHECK(*quadraticWeightedKappa(confusionOf(decisions, 5), grades) ==
          doctest::Approx(0.830508).epsilon(1e-6));
}

TEST_CASE("refusing to answer improves no figure") {
    const std::array<int, 3> grades = {0, 1, 2};
    const std::vector<Decision> wrong = {{0, 0}, {1, 1}, {2, 1}};
    std::vector<Decision> refused = wrong;
    refused[2].predicted.reset();
    const Confusion before = confusionOf(wrong, 3);
    const Confusion after = confusionOf(refused, 3);
    CHECK(*accuracy(after) == *accuracy(before));
    CHECK(*balancedAccuracy(after) == *balancedAccuracy(before));
    CHECK(*perClass(after)[0].specificity < *perClass(before)[0].specificity);
    CHECK(*perClass(after)[1].specificity == *perClass(before)[1].specificity); // wrong there before, too
    CHECK(*meanGradeError(after, grades) > *meanGradeError(before, grades));
    CHECK(*quadraticWeightedKappa(after, grades) < *quadraticWeightedKappa(before, grades));
}

TEST_CASE("figures without cases are absent, not NaN") {
    const Confusion empty = confusionOf({}, 3);
    const std::array<int, 3> grades = {0, 1, 2};
    CHECK_FALSE(accuracy(empty));
    CHECK_FALSE(majorityBaseline(empty));
    CHECK_FALSE(balancedAccuracy(empty));
    CHECK_FALSE(quadraticWeightedKappa(empty, grades));
    CHECK_FALSE(meanGradeError(empty, grades));
    CHECK_FALSE(predictedEntropy(empty));
    CHECK_FALSE(perClass(empty)[0].recall);
}

TEST_CASE("class numbers outside the task and grades that don't fit are refused") {
    const std::array<Decision, 1> outside = {Decision{0, 3}};
    const std::array<Decision, 1> negative = {Decision{-1, 0}};
    const std::array<int, 2> twoGrades = {0, 1};
    CHECK_THROWS_AS(confusionOf(outside, 3), Error);
    CHECK_THROWS_AS(confusionOf(negative, 3), Error);
    CHECK_THROWS_AS(quadraticWeightedKappa(confusionOf({}, 3), twoGrades), Error);
}
