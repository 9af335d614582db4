// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/health_monitor.h"
#include "core/run/step_figures.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

CompletionRecord answered(const std::string& sample, int k, const std::string& think,
                          const std::string& answer, double format, double accuracy) {
    CompletionRecord record;
    record.step = 7;
    record.sample = sample;
    record.k = k;
    if (!think.empty()) record.think = think;
    if (!answer.empty()) record.answer = answer;
    record.text = fmt::format("<think>{}</think><answer>{}</answer>", think, answer);
    record.rewards = {{"format", format, 0.5 * format, ""}, {"accuracy", accuracy, accuracy, ""}};
    record.total = 0.5 * format + accuracy;
    return record;
}

// Two images, two answers each.
std::vector<CompletionRecord> step() {
    return {answered("a", 0, "one two three", " benign ", 1, 1), answered("a", 1, "", "", 0, 0),
            answered("b", 0, "one", "benign", 1, 0), answered("b", 1, "a  b\nc d", "malignant", 1, 0)};
}

} // namespace

TEST_CASE("figures of a step's answers, reckoned by hand") {
    const auto figures = answerFigures(step());
    CHECK(figures.at("answers/invalid") == 0.25);
    CHECK(figures.at("answers/commonest") == 0.5);
    CHECK(figures.at("answers/repeated") == 0);
    CHECK(figures.at("think/words") == 2); // (3 + 0 + 1 + 4) / 4
    // Within a: format .5 and 0 -> 2 x .25^2 = .125; accuracy 1 and 0 -> .5. Within b nothing differs.
    CHECK(figures.at("rewards/format/share") == doctest::Approx(0.2));
    CHECK(figures.at("rewards/accuracy/share") == doctest::Approx(0.8));
    CHECK(answerFigures({}).empty());
    const std::vector<CompletionRecord> alike = {answered("a", 0, "x", "2", 1, 1),
                                                 answered("a", 1, "x", "2", 1, 1)};
    CHECK_FALSE(answerFigures(alike).contains("rewards/format/share")); // nothing differs: no share of it
    CHECK(answerFigures(alike).at("answers/commonest") == 1);
}

TEST_CASE("one character again and again") {
    CHECK(repeatsOneCharacter("!!!!!!!!"));
    CHECK_FALSE(repeatsOneCharacter("!!!!!!!"));
    CHECK(repeatsOneCharacter("<x>! ! ! ! ! ! ! !</x>")); // 8 of 15, blanks left out
    CHECK_FALSE(repeatsOneCharacter("<think>--------</think><answer>2</answer>"));
    CHECK(repeatsOneCharacter("<think>a reasoning</think><answer>0000000000000000000000000</answer>"));
    CHECK(repeatsOneCharacter("éééééééé"));
    CHECK_FALSE(repeatsOneCharacter("\xC3\xC3\x80\xFF"));
    CHECK_FALSE(repeatsOneCharacter(""));
}

TEST_CASE("examples show the trouble and are of different images while there are some") {
    using Ids = std::vector<std::string>;
    std::vector<CompletionRecord> records = step();
    CHECK(exampleIds(alarm_keys::kInvalid, records) == Ids{"7/a/1"});
    CHECK(exampleIds(alarm_keys::kOneAnswer, records) == Ids{"7/b/0", "7/a/0"});
    CHECK(exampleIds(alarm_keys::kNoSignal, records) == Ids{"7/b/0", "7/b/1"}); // both earn .5
    records[3].total = 0.6;
    CHECK(exampleIds(alarm_keys::kNoSignal, records).empty());
    CHECK(exampleIds(alarm_keys::kThinkSkipped, records) == Ids{"7/a/1", "7/b/0", "7/a/0"});
    CHECK(exampleIds(alarm_keys::kThinkSkipped, records, 2) == Ids{"7/a/1", "7/b/0"});
    records[0].truncated = records[1].truncated = true;
    CHECK(exampleIds(alarm_keys::kCutOff, records) == Ids{"7/a/0", "7/a/1"});
    CHECK(exampleIds(alarm_keys::kKl, records, 1) == Ids{"7/a/1"}); // earned least

    CompletionRecord greedy = answered("v", 0, "x", "benign", 1, 1);
    CompletionRecord sampled = answered("v", 1, "x", "none", 1, 0);
    CompletionRecord exchanged = answered("v", 0, "x", "benign", 1, 1);
    greedy.kind = sampled.kind = CompletionKind::Heldout;
    exchanged.kind = CompletionKind::ImageGain;
    for (const auto& record : {greedy, sampled, exchanged})
        records.push_back(record);
    CHECK(exampleIds(alarm_keys::kImage, records) == Ids{"7/heldout/v/0"});
    CHECK(exampleIds(alarm_keys::kGreedyGap, records) == Ids{"7/heldout/v/1"});
}

TEST_CASE("an alarm carries its examples and says which answer it means") {
    RunEvent alarm;
    alarm.text = "The policy answers almost always the same.";
    alarm.facts = AlarmFacts{};
    alarm.facts->key = alarm_keys::kOneAnswer;
    addExamples(alarm, step());
    CHECK(alarm.text == "The policy answers almost always the same. It is \"benign\".");
    CHECK(alarm.facts->examples.size() == 2);
    const RunEvent back = eventFromJson(eventToJson(alarm), "x");
    REQUIRE(back.facts);
    CHECK(*back.facts == *alarm.facts);
}
