// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/spec.h"

#include "core/error.h"

#include <doctest/doctest.h>
#include <limits>

using namespace vrft;

namespace {

std::vector<RewardSpec> parse(const char* text) {
    return rewardSpecsFromJson(parseJson(text, "R.json"), "R.json");
}

Task taskOf(TaskKind kind) {
    Task task;
    task.id = "t";
    task.kind = kind;
    return task;
}

} // namespace

TEST_CASE("a list of rewards survives reading and writing") {
    const auto specs = parse(R"([{"name":"format","weight":0.5},{"name":"boxes","weight":1,"measure":"giou"},
        {"name":"recitation","weight":-0.2,"min_words":4},{"name":"overlong","weight":1,"max":64,"buffer":8},
        {"name":"repetition","weight":0,"n":2},
        {"name":"imitation","weight":0.3,"min_words":5,"exemplars":"task"},
        {"name":"fuzzy_grade","weight":1,"distance":{"table":{"0":1,"1":0.4}}}])");
    REQUIRE(specs.size() == 7);
    REQUIRE(specs[6].distance);
    CHECK(specs[6].distance->table == std::vector<double>{1, 0.4});
    CHECK(distanceOf(specs[6], taskOf(TaskKind::Grading)) == *specs[6].distance);
    CHECK(distanceOf(specs[0], taskOf(TaskKind::Grading)) == GradeDistance());
    CHECK(specs[1].measure == BoxMeasure::Giou);
    CHECK(specs[5].minWords == 5);
    CHECK(specs[5].exemplars == ExemplarsOf::Task);
    CHECK(specs[2].minWords == 4);
    CHECK(specs[3].max == 64);
    CHECK(specs[4].n == 2);
    CHECK(rewardSpecsFromJson(rewardSpecsToJson(specs), "again") == specs);
}

TEST_CASE("what a list doesn't say has the written default") {
    const auto specs = parse(R"([{"name":"recitation","weight":1},{"name":"overlong","weight":1},
                                 {"name":"repetition","weight":1},{"name":"boxes","weight":1},
                                 {"name":"imitation","weight":1}])");
    CHECK(specs[0].minWords == 8);
    CHECK(specs[1].max == 512);
    CHECK(specs[1].buffer == 128);
    CHECK(specs[2].n == 3);
    CHECK(specs[3].measure == BoxMeasure::Iou);
    CHECK(specs[4].minWords == 8);
    CHECK(specs[4].exemplars == ExemplarsOf::Class);
    CHECK(parse(R"([{"name":"overlong","weight":1,"max":64}])")[0].buffer == 16);
}

TEST_CASE("a broken list is refused in words") {
    const std::vector<std::pair<const char*, const char*>> broken = {
        {R"({"name":"format"})", "list"},
        {R"([])", "no reward"},
        {R"([{"weight":1}])", "name"},
        {R"([{"name":"format"}])", "weight"},
        {R"([{"name":"format","weight":"1"}])", "weight"},
        {R"([{"name":"format","weight":1e999}])", "JSON"},
        {R"([{"name":"colour","weight":1}])", "colour"},
        {R"([{"name":"format","weight":1},{"name":"format","weight":2}])", "twice"},
        {R"([{"name":"format","weight":1,"min_words":3}])", "min_words"},
        {R"([{"name":"boxes","weight":1,"measure":"diou"}])", "diou"},
        {R"([{"name":"recitation","weight":1,"min_words":-1}])", "min_words"},
        {R"([{"name":"imitation","weight":1,"min_words":-1}])", "min_words"},
        {R"([{"name":"imitation","weight":1,"exemplars":"all"}])", "all"},
        {R"([{"name":"recitation","weight":1,"exemplars":"task"}])", "exemplars"},
        {R"([{"name":"overlong","weight":1,"max":0}])", "max"},
        {R"([{"name":"overlong","weight":1,"max":10,"buffer":11}])", "buffer"},
        {R"([{"name":"repetition","weight":1,"n":0}])", "n 0"},
        {R"([{"name":"repetition","weight":1,"n":2.5}])", "whole"},
        {R"([{"name":"accuracy","weight":1,"distance":{"preset":"power"}}])", "distance"},
        {R"([{"name":"fuzzy_grade","weight":1,"distance":{"preset":"linear"}}])", "linear"},
        {R"([{"name":"fuzzy_grade","weight":1,"distance":{"table":{"0":1,"1":0.2,"2":0.5}}}])",
         "0.5 is more than 0.2"},
    };
    for (const auto& [text, word] : broken) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse(text), doctest::Contains(word), Error);
    }
    std::vector<RewardSpec> infinite(1);
    infinite[0].name = "format";
    infinite[0].weight = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH_AS(checkRewardSpecs(infinite), doctest::Contains("finite"), Error);
}

TEST_CASE("a run refuses rewards its task can't earn") {
    const auto check = [](const char* name, TaskKind kind) {
        RewardSpec spec;
        spec.name = name;
        checkRewards(std::vector{spec}, taskOf(kind));
    };
    CHECK_NOTHROW(check("fuzzy_grade", TaskKind::Grading));
    CHECK_NOTHROW(check("boxes", TaskKind::Localisation));
    CHECK_NOTHROW(check("accuracy", TaskKind::Grading));
    CHECK_NOTHROW(check("recitation", TaskKind::Localisation));
    CHECK_THROWS_WITH_AS(check("fuzzy_grade", TaskKind::Classification), doctest::Contains("grades"), Error);
    CHECK_THROWS_WITH_AS(check("fuzzy_grade", TaskKind::Localisation), doctest::Contains("grades"), Error);
    CHECK_THROWS_WITH_AS(check("boxes", TaskKind::Classification), doctest::Contains("localisation"), Error);
    CHECK_THROWS_WITH_AS(check("boxes", TaskKind::Grading), doctest::Contains("localisation"), Error);
    CHECK_THROWS_WITH_AS(check("accuracy", TaskKind::Localisation), doctest::Contains("accuracy"), Error);
}

TEST_CASE("combine has two words") {
    CHECK(combineFromText("sum", "x") == Combine::Sum);
    CHECK(combineFromText(combineText(Combine::NormaliseEach), "x") == Combine::NormaliseEach);
    CHECK_THROWS_WITH_AS(combineFromText("max", "x"), doctest::Contains("max"), Error);
}
