// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/reward.h"

#include "core/error.h"
#include "core/random.h"
#include "core/text/unicode.h"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace vrft;

namespace {

Task makeTask(TaskKind kind) {
    Task task;
    task.id = "task";
    task.kind = kind;
    task.question = "What is it?";
    const std::array<const char*, 4> names = {"none", "mild", "moderate", "severe"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        TaskClass one;
        one.id = "c" + std::to_string(i);
        one.name = names[i];
        if (kind == TaskKind::Grading) one.grade = static_cast<int>(i);
        one.definition = "A finding of the kind " + one.name;
        one.attributes = {{"margin", {"smooth", "spiculated"}, "Follow the edge all round."},
                          {"echo", {"dark", "bright"}, "Compare it with the fat around it."}};
        task.classes.push_back(one);
        if (kind == TaskKind::Localisation) break;
    }
    return task;
}

RewardSpec spec(const char* name, double weight) {
    RewardSpec one;
    one.name = name;
    one.weight = weight;
    return one;
}

std::vector<RewardSpec> allRewards() {
    return {spec("format", 0.5),      spec("accuracy", 1), spec("fuzzy_grade", 1), spec("boxes", 1),
            spec("recitation", -0.2), spec("overlong", 1), spec("repetition", 1)};
}

const RewardPart& part(const RewardResult& result, std::string_view name) {
    const auto found = std::ranges::find(result.parts, name, &RewardPart::name);
    REQUIRE(found != result.parts.end());
    return *found;
}

std::string completion(const std::string& think, const std::string& answer) {
    return "<think>" + think + "</think><answer>" + answer + "</answer>";
}

std::string repeated(std::string_view unit, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += unit;
    return text;
}

RewardResult scoreText(const RewardSet& rewards, const std::string& text, const Target& target,
                       std::string_view knowledge = "") {
    RewardInput input;
    input.text = text;
    input.target = &target;
    input.knowledge = knowledge;
    return rewards.score(input);
}

// Words and bytes policies and attackers write, strung together by chance.
std::string wildText(CounterRandom& random) {
    static const std::array<std::string_view, 20> kPieces = {"<think>",
                                                             "</think>",
                                                             "<answer>",
                                                             "</answer>",
                                                             "c1",
                                                             "mild",
                                                             "2",
                                                             " ",
                                                             "\n",
                                                             "none",
                                                             "[1,2,3,4]",
                                                             "[9,9,1,1]",
                                                             "[nan,1,2,3]",
                                                             "\xff\xfe",
                                                             "\xe2\x80",
                                                             "é",
                                                             "margin smooth spiculated follow the edge",
                                                             "\"",
                                                             "**",
                                                             "."};
    std::string text;
    const std::uint64_t count = random.below(14);
    for (std::uint64_t i = 0; i < count; ++i)
        text += kPieces[random.below(kPieces.size())];
    return text;
}

} // namespace

TEST_CASE("whatever a policy writes, scores stay in range and every reason is one line") {
    CounterRandom random(21);
    Target target;
    target.label = "c1";
    target.grade = 1;
    target.boxes = {{1, 2, 3, 4}};
    for (const TaskKind kind : {TaskKind::Classification, TaskKind::Grading, TaskKind::Localisation}) {
        const Task task = makeTask(kind);
        const RewardSet rewards(allRewards(), task);
        const std::string knowledge = knowledgeText(task);
        for (int round = 0; round < 3000; ++round) {
            const std::string text = wildText(random);
            CAPTURE(text);
            const RewardResult result = scoreText(rewards, text, target, knowledge);
            REQUIRE(result.parts.size() == 7);
            double total = 0;
            for (const RewardPart& one : result.parts) {
                const bool negative = one.name == "overlong" || one.name == "repetition";
                REQUIRE(one.score >= (negative ? -1 : 0));
                REQUIRE(one.score <= (negative ? 0 : 1));
                REQUIRE(!one.reason.empty());
                REQUIRE(isValidUtf8(one.reason));
                REQUIRE(one.reason.find('\n') == std::string::npos);
                total += one.weighted;
            }
            REQUIRE(result.total == total);
            REQUIRE((result.parsed.answer.has_value() || !result.answer.valid));
            REQUIRE((part(result, "accuracy").score == 0 || result.answer.valid));
        }
    }
}

TEST_CASE("the gate gives the worst value of either sign") {
    const Task task = makeTask(TaskKind::Classification);
    Target target;
    target.label = "c1";
    for (const double weight : {-0.2, 0.0, 0.2}) {
        const RewardSet rewards({spec("recitation", weight)}, task);
        const RewardResult empty = scoreText(rewards, completion("", "mild"), target, "a b c d e f g h i");
        CHECK(part(empty, "recitation").score == 0);
        CHECK(part(empty, "recitation").weighted == std::min(weight, 0.0));
        const RewardResult few =
            scoreText(rewards, completion("a b c d", "mild"), target, "a b c d e f g h i");
        CHECK(part(few, "recitation").score > 0);
        CHECK(part(few, "recitation").weighted == std::min(weight, 0.0));
        const RewardResult enough =
            scoreText(rewards, completion("a b c d e f g h i", "mild"), target, "a b c d e f g h i");
        CHECK(part(enough, "recitation").score == 1);
        CHECK(part(enough, "recitation").weighted == weight);
    }
}

TEST_CASE("reasons say what was read, what it was compared with and why") {
    const Task task = makeTask(TaskKind::Classification);
    const RewardSet rewards({spec("accuracy", 1)}, task);
    Target target;
    target.label = "c1";
    const auto reasonOf = [&](const std::string& text) {
        return scoreText(rewards, text, target).parts.front().reason;
    };
    CHECK(reasonOf(completion("a", "Severe.")) == "answer \"Severe.\" is severe, the reference is mild");
    CHECK(reasonOf(completion("a", "C1")) == "answer \"C1\" is mild, as the reference");
    CHECK(reasonOf("mild") == "no answer element; the reference is mild");
    CHECK(reasonOf(completion("a", "mild") + completion("b", "mild")) ==
          "2 answer elements where exactly one counts; the reference is mild");
    CHECK(reasonOf("<answer>mild") == "the answer element is not complete; the reference is mild");
    CHECK(
        reasonOf(completion("a", "m\xc3\xadld")) ==
        "answer \"m\xc3\xadld\" is none of none, mild, moderate, severe; it holds the character U+00ED; the "
        "reference is mild");
    CHECK(reasonOf(completion("a", "")) == "the answer is empty; the reference is mild");
}

TEST_CASE("boxes come back in the stored frame, pixels or thousandths") {
    const Task task = makeTask(TaskKind::Localisation);
    const RewardSet rewards({spec("boxes", 1)}, task);
    Target target;
    target.boxes = {{10, 20, 30, 40}};
    const std::string text = completion("a", "[100, 200, 300, 400]");
    RewardInput input;
    input.text = text;
    input.target = &target;
    input.imageSize = {100, 100};
    input.modelSize = {28, 28};
    input.units = BoxUnits::Thousandths;
    const RewardResult result = rewards.score(input);
    CHECK(result.total == doctest::Approx(1));
    REQUIRE(result.boxes.size() == 1);
    CHECK(result.boxes[0].x2 == doctest::Approx(30));
}

TEST_CASE("a run's own credit for near grades stands in place of the task's") {
    const Task task = makeTask(TaskKind::Grading); // .25 one grade off
    RewardSpec own = spec("fuzzy_grade", 1);
    own.distance = GradeDistance{GradeDistance::Preset::Table, {}, {1, 0.4}};
    Target target;
    target.grade = 1;
    for (const auto& [said, asTheTask, asTheRun] : std::vector<std::tuple<const char*, double, double>>{
             {"1", 1, 1}, {"2", 0.25, 0.4}, {"0", 0.25, 0.4}}) {
        CAPTURE(said);
        const std::string text = completion("a", said);
        CHECK(scoreText(RewardSet({spec("fuzzy_grade", 1)}, task), text, target).total == asTheTask);
        CHECK(scoreText(RewardSet({own}, task), text, target).total == asTheRun);
    }
}

TEST_CASE("a target the task can't use is refused, unless no reward reads it") {
    const Task task = makeTask(TaskKind::Grading);
    Target target;
    const RewardSet strict({spec("fuzzy_grade", 1)}, task);
    CHECK_THROWS_WITH_AS(scoreText(strict, "x", target), doctest::Contains("no grade"), Error);
    target.grade = 9;
    CHECK_THROWS_WITH_AS(scoreText(strict, "x", target), doctest::Contains("9"), Error);
    const RewardSet formatOnly({spec("format", 1)}, task);
    RewardInput input;
    input.text = "x";
    CHECK(formatOnly.score(input).total == 0);
    CHECK_THROWS_AS(RewardSet({}, task), Error);
}

TEST_CASE("huge completions are scored in proportion to their length") {
    const auto started = std::chrono::steady_clock::now();
    Target target;
    target.label = "c1";
    target.boxes = {{0, 0, 10, 10}, {20, 20, 30, 30}};
    const Task classes = makeTask(TaskKind::Classification);
    const RewardSet classRewards(allRewards(), classes);
    const std::string knowledge = knowledgeText(classes);
    const RewardResult longThink =
        scoreText(classRewards, completion(repeated(knowledge + "\n", 1500), "mild"), target, knowledge);
    CHECK(part(longThink, "accuracy").score == 1);
    CHECK(part(longThink, "recitation").score <
          0.01); // clipped counts: pasting again and again earns nothing
    CHECK(part(longThink, "repetition").score < -0.99);
    CHECK(
        part(scoreText(classRewards, repeated("<answer>mild</answer>", 20000), target, knowledge), "accuracy")
            .score == 0);
    CHECK(part(scoreText(classRewards, completion("a", repeated("mild ", 100000)), target, knowledge),
               "accuracy")
              .score == 0);
    const RewardSet boxRewards({spec("boxes", 1)}, makeTask(TaskKind::Localisation));
    const RewardResult thousand =
        scoreText(boxRewards, completion("a", "[20,20,30,30]" + repeated("[0,0,10,10]", 999)), target);
    CHECK(thousand.total == doctest::Approx(2.0 / 1000));
    const RewardResult many = scoreText(boxRewards, completion("a", repeated("[0,0,9,9]\n", 30000)), target);
    CHECK(many.total == doctest::Approx(0.81 / 30000));
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(30));
}

TEST_CASE("threads may share a reward set") {
    const Task task = makeTask(TaskKind::Classification);
    const RewardSet rewards(allRewards(), task);
    Target target;
    target.label = "c1";
    std::array<double, 4> totals{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < totals.size(); ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 40; ++i) {
                    const std::string knowledge = "a b c d e f g h " + std::to_string(i);
                    totals[t] +=
                        scoreText(rewards, completion("a b c d e f g h", "mild"), target, knowledge).total;
                }
            });
        }
    }
    for (const double total : totals)
        CHECK(total == totals[0]);
}

TEST_CASE("a step's 64 completions take little time") {
    const Task task = makeTask(TaskKind::Grading);
    const RewardSet rewards({spec("format", 0.5), spec("accuracy", 1), spec("fuzzy_grade", 1),
                             spec("recitation", -0.2), spec("repetition", 1)},
                            task);
    Target target;
    target.grade = 2;
    const std::string knowledge = knowledgeText(task);
    const std::string text = completion(
        "shape is oval, margin is smooth, echo is dark, size is small. it follows the edge all round and is "
        "darker than the fat around it, so the finding is moderate",
        "2");
    double best = 1e9; // ms; the best of several, since the machine has other work
    for (int round = 0; round < 20; ++round) {
        const auto started = std::chrono::steady_clock::now();
        for (int i = 0; i < 64; ++i)
            REQUIRE(scoreText(rewards, text, target, knowledge).total > 2);
        best = std::min(
            best,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count());
    }
    MESSAGE("64 completions scored in ", best, " ms");
    CHECK(best < 100);
}
