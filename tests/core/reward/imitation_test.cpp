// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/reward/reward.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Json reward(const char* name) {
    return readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward" / name);
}

Task threeClasses() {
    Task task;
    task.id = "lesion";
    for (const char* name : {"benign", "malignant", "cyst"})
        task.classes.push_back(
            {.id = name, .name = name, .synonyms = {}, .grade = {}, .definition = {}, .attributes = {}});
    return task;
}

Exemplars written() {
    std::vector<std::pair<std::string, std::string>> texts;
    const Json all = reward("exemplars.json");
    for (const auto& [classId, list] : all.items())
        for (const Json& text : list)
            texts.emplace_back(classId, text.get<std::string>());
    return Exemplars(texts);
}

RewardPart imitated(const RewardSet& rewards, const std::string& think, const Target& target) {
    const std::string text = "<think>" + think + "</think><answer>benign</answer>";
    RewardInput input;
    input.text = text;
    input.target = &target;
    return rewards.score(input).parts.at(0);
}

RewardSpec imitation(double weight, ExemplarsOf of = ExemplarsOf::Class) {
    RewardSpec spec;
    spec.name = "imitation";
    spec.weight = weight;
    spec.exemplars = of;
    return spec;
}

Dataset datasetWith(std::optional<std::string> trainReasoning, std::optional<std::string> valReasoning) {
    Dataset dataset;
    dataset.folder = "made";
    dataset.task = threeClasses();
    Sample train;
    train.id = "s1";
    train.target.label = "benign";
    train.target.reasoning = std::move(trainReasoning);
    Sample val = train;
    val.id = "s2";
    val.split = Split::Val;
    val.target.reasoning = std::move(valReasoning);
    dataset.samples = {train, val};
    return dataset;
}

} // namespace

TEST_CASE("imitation equals NLTK's BLEU with the closest exemplar, own before class before task") {
    const Json golden = reward("imitation.json");
    REQUIRE(golden.at("cases").size() == 120);
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.dump());
        const ExemplarsOf of = one.at("exemplars") == "task" ? ExemplarsOf::Task : ExemplarsOf::Class;
        Target target;
        target.label = one.at("label").get<std::string>();
        if (one.at("reasoning").is_string()) target.reasoning = one.at("reasoning").get<std::string>();
        for (const double weight : {0.2, -0.2}) {
            const RewardSet rewards({imitation(weight, of)}, threeClasses(), written());
            const RewardPart part = imitated(rewards, one.at("think"), target);
            CAPTURE(part.reason);
            CHECK(part.score == doctest::Approx(one.at("score").get<double>()).epsilon(1e-12));
            CHECK(
                part.weighted ==
                doctest::Approx(one.at(weight > 0 ? "rewarded" : "penalised").get<double>()).epsilon(1e-12));
        }
    }
}

TEST_CASE("imitation says what it compared with") {
    const RewardSet rewards({imitation(0.2)}, threeClasses(), written());
    Target target;
    target.label = "benign";
    CHECK(imitated(rewards, "A smooth oval lesion that is parallel to the skin with a thin capsule.", target)
              .reason == "BLEU-4 1.00 with the closest of 2 exemplars of \"benign\", 14 of 14 words shared");
    target.label = "cyst";
    CHECK(imitated(rewards, "one two three four five six seven eight", target).reason ==
          "there is no exemplar of \"cyst\" to compare with");
    target.reasoning = "seen by the reader";
    CHECK(imitated(rewards, "one two three four five six seven eight", target).reason ==
          "BLEU-4 0.02 with the reader's exemplar of this image, no word shared");
    CHECK(imitated(rewards, "seen", target)
              .reason.starts_with("the think has 1 of 8 words, so the worst value"));
}

TEST_CASE("only the train split's reasonings are exemplars, and without one a run is refused") {
    const std::vector specs{imitation(0.2)};
    const Dataset taught =
        datasetWith("smooth all round and oval, so I call it benign", "of the held-out reader");
    CHECK_NOTHROW(checkExemplars(specs, taught));
    const Exemplars exemplars(taught);
    REQUIRE(exemplars.references(ExemplarsOf::Task, {}) != nullptr);
    CHECK(exemplars.references(ExemplarsOf::Task, {})->size() == 1);
    CHECK(exemplars.references(ExemplarsOf::Class, "malignant") == nullptr);

    Target target;
    target.label = "benign";
    CHECK(
        imitated(RewardSet(specs, taught), "smooth all round and oval, so I call it benign", target).score ==
        1);

    CHECK_THROWS_WITH_AS(checkExemplars(specs, datasetWith({}, "only held out")),
                         doctest::Contains("reasoning"), Error);
    CHECK_THROWS_AS(checkExemplars(specs, datasetWith(" ", {})), Error);
    CHECK_NOTHROW(checkExemplars(std::vector{RewardSpec{"format", 1}}, datasetWith({}, {})));
}

TEST_CASE("an exemplar's class is the target's in every kind of task") {
    Task task = threeClasses();
    Target target;
    CHECK(exemplarClass(task, target).empty());
    target.label = "cyst";
    CHECK(exemplarClass(task, target) == "cyst");
    task.kind = TaskKind::Grading;
    task.classes[1].grade = 3;
    target = {};
    target.grade = 3;
    CHECK(exemplarClass(task, target) == "malignant");
    task.kind = TaskKind::Localisation;
    CHECK(exemplarClass(task, Target{}) == "benign");
}
