// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/made_answers.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace vrft;

namespace {

Task madeTask(TaskKind kind) {
    Task task;
    task.id = "made";
    task.kind = kind;
    const int count = kind == TaskKind::Localisation ? 1 : 4;
    for (int i = 0; i < count; ++i) {
        TaskClass one;
        one.id = "c" + std::to_string(i);
        one.name =
            std::vector<std::string>{"none", "mild", "moderate", "severe"}[static_cast<std::size_t>(i)];
        if (kind == TaskKind::Grading) one.grade = i;
        one.definition = "A finding that is called so where " + std::to_string(i) + " signs are seen";
        task.classes.push_back(one);
    }
    return task;
}

MadeSample madeSample(TaskKind kind) {
    MadeSample sample;
    sample.image = {100, 80};
    if (kind == TaskKind::Localisation)
        sample.target.boxes = {{20, 20, 40, 44}};
    else
        sample.target.label = "c1";
    if (kind == TaskKind::Grading) sample.target.grade = 1;
    return sample;
}

std::vector<RewardTrouble> troublesOf(TaskKind kind, std::vector<RewardSpec> specs) {
    const Task task = madeTask(kind);
    return rewardTroubles(RewardSet(std::move(specs), task), std::vector{madeSample(kind)},
                          knowledgeText(task));
}

bool tells(const std::vector<RewardTrouble>& troubles, RewardTrouble::What what,
           std::optional<MadeKind> trick = std::nullopt) {
    return std::ranges::any_of(troubles, [&](const RewardTrouble& trouble) {
        return trouble.what == what && (!trick || trouble.trick == *trick);
    });
}

using What = RewardTrouble::What;

} // namespace

TEST_CASE("made answers are what they are called") {
    for (const TaskKind kind : {TaskKind::Classification, TaskKind::Grading, TaskKind::Localisation}) {
        const Task task = madeTask(kind);
        const MadeSample sample = madeSample(kind);
        const RewardSet rewards({{"format", 1}, {kind == TaskKind::Localisation ? "boxes" : "accuracy", 1}},
                                task);
        std::map<MadeKind, RewardResult> scored;
        for (const MadeAnswer& made : madeAnswers(task, sample.target, sample.image, knowledgeText(task))) {
            RewardInput input;
            input.text = made.text;
            input.target = &sample.target;
            input.imageSize = input.modelSize = sample.image;
            CHECK(scored.emplace(made.kind, rewards.score(input)).second);
        }
        CHECK(scored.at(MadeKind::Reference).total == doctest::Approx(2));
        CHECK(scored.at(MadeKind::Wrong).total == doctest::Approx(1));
        CHECK(scored.at(MadeKind::Wrong).answer.valid);
        CHECK(scored.at(MadeKind::NoReasoning).total == doctest::Approx(1));
        CHECK_FALSE(scored.at(MadeKind::NoReasoning).parsed.formatOk);
        CHECK_FALSE(scored.at(MadeKind::NoAnswer).parsed.answer);
        CHECK(scored.at(MadeKind::Recited).total == doctest::Approx(2));
        CHECK(scored.at(MadeKind::EveryAnswer).total < 1.1);
        CHECK(scored.contains(MadeKind::WholeImage) == (kind == TaskKind::Localisation));
        CHECK(scored.contains(MadeKind::NearMiss) == (kind != TaskKind::Classification));
        if (kind == TaskKind::Localisation) {
            CHECK(scored.at(MadeKind::NearMiss).parts[1].score > 0.2);
            CHECK(scored.at(MadeKind::NearMiss).parts[1].score < 0.5);
        }
    }
}

TEST_CASE("an image without a box has its own answers") {
    MadeSample sample = madeSample(TaskKind::Localisation);
    sample.target.boxes.clear();
    const Task task = madeTask(TaskKind::Localisation);
    const auto made = madeAnswers(task, sample.target, sample.image, {});
    CHECK(made.front().text.find("<answer>none</answer>") != std::string::npos);
    CHECK(std::ranges::none_of(made, [](const MadeAnswer& one) {
        return one.kind == MadeKind::NearMiss || one.kind == MadeKind::Recited; // nothing is known either
    }));
}

TEST_CASE("the presets' rewards have no trouble") {
    CHECK(troublesOf(TaskKind::Classification, {{"format", .5}, {"accuracy", 1}}).empty());
    CHECK(
        troublesOf(TaskKind::Classification, {{"format", .5}, {"accuracy", 1}, {"recitation", -.2}}).empty());
    CHECK(
        troublesOf(TaskKind::Classification, {{"format", .5}, {"accuracy", 1}, {"recitation", .2}}).empty());
    CHECK(troublesOf(TaskKind::Grading, {{"format", .5}, {"fuzzy_grade", 1}}).empty());
    CHECK(troublesOf(TaskKind::Localisation, {{"format", .5}, {"boxes", 1}}).empty());
}

TEST_CASE("rewards that cancel out, or pay for something else, are told with figures") {
    CHECK(troublesOf(TaskKind::Grading, {{"format", 0}, {"accuracy", 0}}) ==
          std::vector{RewardTrouble{What::NothingCounts, MadeKind::Wrong, 0, 0}});
    const auto cancelled = troublesOf(TaskKind::Classification, {{"format", 1}, {"accuracy", -1}});
    CHECK(tells(cancelled, What::CancelsOut));
    CHECK(tells(cancelled, What::RightLoses));
    const auto formOnly = troublesOf(TaskKind::Classification, {{"format", 1}});
    CHECK(tells(formOnly, What::RightDoesNotPay, MadeKind::Wrong));
    CHECK(tells(formOnly, What::TrickPays, MadeKind::EveryAnswer));
    CHECK_FALSE(tells(formOnly, What::CancelsOut));
    CHECK(formOnly.front().reference == doctest::Approx(1));
    CHECK(formOnly.front().other == doctest::Approx(1));
    // The form costs more than the answer brings: saying nothing in form pays.
    const auto formless = troublesOf(TaskKind::Classification, {{"format", -2}, {"accuracy", 1}});
    CHECK(tells(formless, What::TrickPays, MadeKind::NoAnswer));
    // Without a reward for the form nobody claims that reasoning is looked at.
    CHECK(troublesOf(TaskKind::Classification, {{"accuracy", 1}}).empty());
    // A penalty larger than being right: recited or not, the empty reasoning has its worst value.
    CHECK(tells(troublesOf(TaskKind::Localisation, {{"boxes", 1}, {"format", -1}}), What::CancelsOut));
}

TEST_CASE("troubles are said as the rewards editor says them") {
    CHECK(rewardTroubleText({What::NothingCounts, MadeKind::Wrong, 0, 0}) ==
          "Every weight is 0: no answer earns more than another.");
    CHECK(rewardTroubleText({What::CancelsOut, MadeKind::Reference, -1e-17, 0}) ==
          "The weights cancel out: the reference answer earns 0.");
    CHECK(rewardTroubleText({What::RightDoesNotPay, MadeKind::Wrong, 1, 1}) ==
          "Being right doesn't pay: the reference answer earns 1, a wrong one 1.");
    CHECK(rewardTroubleText({What::RightLoses, MadeKind::Wrong, -0.5, 0.5}) ==
          "Being right loses points: the reference answer earns -0.5, a wrong one 0.5.");
    CHECK(rewardTroubleText({What::TrickPays, MadeKind::EveryAnswer, 1.5, 2}) ==
          "\"Every answer at once\" earns 2, the reference answer 1.5.");
}
