// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/boxes.h"

#include "core/json.h"
#include "core/random.h"
#include "core/stats/diversity.h"

#include <doctest/doctest.h>
#include <limits>

using namespace vrft;

namespace {

Json golden(const char* name) {
    return readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats" / name).at("cases");
}

std::vector<Box> boxesOf(const Json& list) {
    std::vector<Box> boxes;
    for (const Json& box : list)
        boxes.push_back({box[0], box[1], box[2], box[3]});
    return boxes;
}

// The largest sum by trying every pairing.
double bestByHand(std::span<const Box> predicted, std::span<const Box> reference, unsigned taken = 0) {
    if (predicted.empty()) return 0;
    double best = bestByHand(predicted.subspan(1), reference, taken);
    for (unsigned r = 0; r < reference.size(); ++r) {
        if ((taken >> r & 1U) != 0) continue;
        best = std::max(best, intersectionOverUnion(predicted[0], reference[r]) +
                                  bestByHand(predicted.subspan(1), reference, taken | 1U << r));
    }
    return best;
}

Box randomBox(CounterRandom& random) {
    const double x = std::floor(random.uniform() * 12);
    const double y = std::floor(random.uniform() * 12);
    return {x, y, x + std::floor(random.uniform() * 8), y + std::floor(random.uniform() * 8)};
}

} // namespace

TEST_CASE("box scores equal scipy's assignment") {
    for (const Json& one : golden("boxes.json")) {
        CAPTURE(one.dump());
        const std::vector<Box> predicted = boxesOf(one.at("predicted"));
        const std::vector<Box> reference = boxesOf(one.at("reference"));
        CHECK(boxScore(predicted, reference) ==
              doctest::Approx(one.at("score").get<double>()).epsilon(1e-12));
        double sum = 0;
        for (const BoxMatch& match : assignBoxes(predicted, reference))
            sum += match.fit;
        CHECK(sum == doctest::Approx(one.at("sum").get<double>()).epsilon(1e-12));
    }
}

TEST_CASE("the assignment is the best of all pairings, also with ties and boxes without area") {
    CounterRandom random(5);
    for (int round = 0; round < 400; ++round) {
        std::vector<Box> predicted(random.below(6));
        std::vector<Box> reference(random.below(6));
        for (Box& box : predicted)
            box = randomBox(random);
        for (Box& box : reference)
            box = randomBox(random);
        double sum = 0;
        std::set<int> usedPredicted;
        std::set<int> usedReference;
        for (const BoxMatch& match : assignBoxes(predicted, reference)) {
            sum += match.fit;
            CHECK(match.fit > 0);
            CHECK(usedPredicted.insert(match.predicted).second);
            CHECK(usedReference.insert(match.reference).second);
        }
        REQUIRE(sum == doctest::Approx(bestByHand(predicted, reference)).epsilon(1e-12));
        std::reverse(predicted.begin(), predicted.end());
        REQUIRE(boxScore(reference, predicted) ==
                doctest::Approx(boxScore(predicted, reference)).epsilon(1e-12));
    }
}

TEST_CASE("a box that isn't finite matches nothing but counts as predicted") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<Box> reference = {{0, 0, 10, 10}};
    const std::vector<Box> predicted = {{nan, 0, 10, 10}, {-infinity, 0, infinity, 10}, {0, 0, 10, 10}};
    CHECK(boxScore(predicted, reference) == doctest::Approx(1.0 / 3));
    CHECK(boxScore(std::span(predicted).first(2), reference) == 0);
}

TEST_CASE("average precision at one half equals pycocotools") {
    for (const Json& one : golden("ap50.json")) {
        std::vector<BoxesOfImage> images;
        for (const Json& image : one.at("images"))
            images.push_back({boxesOf(image.at("predicted")), boxesOf(image.at("reference"))});
        const std::optional<double> found = averagePrecision50(images);
        if (one.at("ap50").is_null()) {
            CHECK_FALSE(found);
        } else {
            REQUIRE(found);
            CHECK(*found == doctest::Approx(one.at("ap50").get<double>()).epsilon(1e-12));
        }
    }
    CHECK_FALSE(averagePrecision50({}));
    const std::vector<BoxesOfImage> flat = {{{{5, 5, 5, 9}, {0, 0, 10, 10}}, {{0, 0, 10, 10}}}};
    CHECK(*averagePrecision50(flat) == doctest::Approx(0.5)); // the box without area is a wrong prediction
}

TEST_CASE("distinct n-grams equal a set of tuples") {
    for (const Json& one : golden("diversity.json")) {
        const auto texts = one.at("texts").get<std::vector<std::vector<std::string>>>();
        const int n = one.at("n").get<int>();
        const NgramCount count = countNgrams(texts, n);
        CHECK(count.distinct == one.at("distinct").get<std::int64_t>());
        CHECK(count.total == one.at("total").get<std::int64_t>());
        CHECK(distinctN(texts, n).has_value() == (count.total > 0));
    }
}

TEST_CASE("generalised IoU and its assignment equal Shapely's and SciPy's") {
    const Json cases =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward/giou.json").at("cases");
    for (const Json& one : cases) {
        CAPTURE(one.dump());
        const std::vector<Box> predicted = boxesOf(one.at("predicted"));
        const std::vector<Box> reference = boxesOf(one.at("reference"));
        for (std::size_t p = 0; p < predicted.size(); ++p)
            for (std::size_t r = 0; r < reference.size(); ++r)
                CHECK(generalisedIou(predicted[p], reference[r]) ==
                      doctest::Approx(one.at("giou")[p][r].get<double>()).epsilon(1e-9));
        const auto matches = assignBoxes(predicted, reference, BoxMeasure::Giou);
        CHECK(boxScore(matches, predicted.size(), reference.size()) ==
              doctest::Approx(one.at("score").get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("a box that isn't finite, or too large for a number, fits nothing by either measure") {
    const Box small{0, 0, 10, 10};
    const double endless = std::numeric_limits<double>::infinity();
    for (const Box& odd : {Box{0, 0, endless, 10}, Box{std::nan(""), 0, 1, 1},
                           Box{-1e308, -1e308, 1e308, 1e308}, Box{0, 0, 1e200, 1e200}, Box{4, 4, 4, 9}}) {
        CHECK(generalisedIou(odd, small) == -1);
        CHECK(boxFit(odd, small, BoxMeasure::Giou) == 0);
        CHECK(boxFit(small, odd, BoxMeasure::Iou) == 0);
    }
    CHECK(generalisedIou(small, small) == 1);
}
