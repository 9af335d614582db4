// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whole runs with an external reward: recorded, resumed exactly, and told when it fails. Examples of the
// alarms that no figure gives.
#include "core/error.h"
#include "core/run/run_health.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/trainer/train_run.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace vrft;
using namespace vrft::test;

namespace {

RewardSpec judgedBy(std::vector<std::string> command, ExternalFailure failure) {
    RewardSpec spec;
    spec.name = "external";
    spec.weight = 2;
    spec.command = std::move(command);
    spec.onFailure = failure;
    return spec;
}

Recipe externalRecipe(const RewardSpec& external, int steps = 6) {
    Recipe recipe = tinyRecipe("rft", steps);
    recipe.stages.back().rewards.push_back(external);
    recipe.checkpoint.everySteps = 100; // only where one is needed
    return recipe;
}

TrainOutcome trainOn(const std::filesystem::path& run, std::optional<int> stopAfter = {}) {
    TrainOptions options;
    options.handleSignals = false;
    options.retryAfter = std::chrono::milliseconds(20);
    int step = -1;
    options.progress = [&](const TrainProgress& progress) { step = std::max(step, progress.step); };
    options.stopRequested = [&] { return stopAfter && step >= *stopAfter; };
    return trainRun(run, options);
}

std::vector<RunEvent> eventsOf(const std::filesystem::path& run) {
    std::vector<RunEvent> events;
    std::istringstream text(readTextFile(RunPaths{run}.events()));
    for (std::string line; std::getline(text, line);)
        events.push_back(eventFromJson(parseJson(line, "events"), "events"));
    return events;
}

// Three answers of the step the alarm speaks of.
void checkExamples(const std::filesystem::path& run, const RunEvent& alarm) {
    REQUIRE(alarm.facts);
    const std::vector<std::string>& examples = alarm.facts->examples;
    CHECK(std::set<std::string>(examples.begin(), examples.end()).size() == 3);
    const auto records = completionsOfStep(run, alarm.step);
    for (const std::string& id : examples)
        CHECK(std::any_of(records.begin(), records.end(),
                          [&](const CompletionRecord& record) { return record.id() == id; }));
}

// Rollouts and weights: what an extra evaluation on stop or failure doesn't touch.
std::map<std::string, std::string> trained(const std::filesystem::path& run) {
    std::map<std::string, std::string> kept;
    for (const auto& [key, value] : essence(run))
        if ((key.starts_with("completion/") && key.find("/heldout/") == std::string::npos &&
             key.find("/image_gain/") == std::string::npos) ||
            key.ends_with(".safetensors"))
            kept[key] = value;
    return kept;
}

} // namespace

TEST_CASE("an external reward is recorded, learned from, and resumed as if nothing had been") {
    TempFolder folder;
    const Recipe recipe = externalRecipe(judgedBy({VRFT_JUDGE_FOR_TESTS, "words"}, ExternalFailure::Stop));
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    CHECK(trainOn(whole).end == TrainOutcome::End::Finished);
    int judged = 0;
    int notAsked = 0;
    forEachCompletion(whole, [&](const LocatedCompletion& item, bool) {
        const CompletionRecord& record = item.record;
        const RewardPart& part = record.rewards.back();
        REQUIRE(part.name == "external");
        const bool asked = record.kind == CompletionKind::Rollout ||
                           (record.kind == CompletionKind::Heldout && record.k == 0);
        if (!asked) {
            CHECK(part.reason == "not asked");
            ++notAsked;
            return true;
        }
        std::istringstream words(record.text);
        int count = 0;
        for (std::string word; words >> word;)
            ++count;
        CHECK(part.score == doctest::Approx(count / 100.0));
        CHECK(part.weighted == doctest::Approx(count / 50.0));
        CHECK(part.reason == fmt::format("{} words", count));
        double total = 0;
        for (const RewardPart& one : record.rewards)
            total += one.weighted;
        CHECK(record.total == doctest::Approx(total));
        ++judged;
        return true;
    });
    CHECK(judged == 6 * 16 + 3 * 12);
    CHECK(notAsked > 0);

    const auto broken = makeTinyRun(folder / "broken", world(), recipe);
    CHECK(trainOn(broken, 2).end == TrainOutcome::End::Stopped);
    CHECK(trainOn(broken).end == TrainOutcome::End::Finished);
    CHECK(trained(broken) == trained(whole));
}

TEST_CASE(
    "where it fails under stop the run ends in words, keeps its last step, and goes on once it is mended") {
    TempFolder folder;
    const std::string log = (folder / "log").string();
    const Recipe recipe =
        externalRecipe(judgedBy({VRFT_JUDGE_FOR_TESTS, "lasts-44", log}, ExternalFailure::Stop));
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    // 12 held-out answers before the first step, 16 a step: the third isn't answered.
    CHECK_THROWS_WITH_AS(trainOn(run), doctest::Contains("it ended with status 9; 0 of 16 answers came"),
                         Error);
    const RunEvent last = eventsOf(run).back();
    CHECK(last.kind == EventKind::Failed);
    CHECK(last.text.find("the external reward judge_for_tests failed") != std::string::npos);
    CHECK(last.text.find("out of memory") != std::string::npos);
    REQUIRE(newestValid(run).found);
    CHECK(newestValid(run).found->step() == 2);

    writeFileAtomic(log + ".mended", "", false);
    CHECK(trainOn(run).end == TrainOutcome::End::Finished);
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    trainOn(whole);
    CHECK(trained(run) == trained(whole));
}

TEST_CASE("where it fails under zero the run goes on, with an alarm in words, examples and a score of 0") {
    TempFolder folder;
    const auto run =
        makeTinyRun(folder / "run", world(),
                    externalRecipe(judgedBy({VRFT_JUDGE_FOR_TESTS, "dies"}, ExternalFailure::Zero), 3));
    CHECK(trainOn(run).end == TrainOutcome::End::Finished);
    std::vector<RunEvent> alarms;
    for (const RunEvent& event : eventsOf(run))
        if (event.kind == EventKind::Alarm && event.text.starts_with("External reward failed"))
            alarms.push_back(event);
    REQUIRE(alarms.size() == 1); // once, until it works again
    CHECK(alarms[0].text.find("it ended with status 3") != std::string::npos);
    CHECK(alarms[0].text.starts_with("External reward failed in the evaluation after step 0: "));
    CHECK(alarms[0].text.ends_with("The answers it failed at count 0, and the run goes on."));
    CHECK_FALSE(alarms[0].advice.empty());
    checkExamples(run, alarms[0]);
    int lost = 0;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool) {
        if (item.record.kind != CompletionKind::Rollout) return true;
        const RewardPart& part = item.record.rewards.back();
        CHECK(part.score == 0);
        lost += part.reason.starts_with("0 for the whole group: it ended with status 3");
        return true;
    });
    CHECK(lost == 3 * 16);
}

TEST_CASE("where it fails in a step its alarm has answers of that step, and in the last test says so") {
    TempFolder folder;
    const auto alarmsOf = [&](const std::string& name, const std::string& mode) {
        const std::string log = (folder / name).string();
        const auto run = makeTinyRun(
            folder / ("run-" + name), world(),
            externalRecipe(judgedBy({VRFT_JUDGE_FOR_TESTS, mode, log}, ExternalFailure::Zero), 3));
        CHECK(trainOn(run).end == TrainOutcome::End::Finished);
        std::vector<RunEvent> alarms;
        for (RunEvent& event : eventsOf(run))
            if (event.facts && event.facts->key == alarm_keys::kExternal) alarms.push_back(std::move(event));
        REQUIRE_FALSE(alarms.empty());
        checkExamples(run, alarms[0]);
        const RunHealth health = runHealth(run);
        CHECK(std::any_of(health.alarms.begin(), health.alarms.end(), [&](const RunEvent& alarm) {
            return alarm.text == alarms[0].text && alarm.facts == alarms[0].facts;
        }));
        return alarms[0].text;
    };
    // 12 held-out answers before the first step, 16 a step and 12 after the last.
    CHECK(alarmsOf("step", "lasts-44").starts_with("External reward failed in step 3: "));
    CHECK(
        alarmsOf("test", "lasts-72").starts_with("External reward failed in the evaluation after step 3: "));
}

TEST_CASE("a program that isn't there is told before anything is trained") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(),
                                 externalRecipe(judgedBy({"no-such-judge"}, ExternalFailure::Zero)));
    CHECK_THROWS_WITH_AS(trainOn(run), doctest::Contains("no program no-such-judge is found in PATH"), Error);
    const auto metrics = RunPaths{run}.metrics();
    CHECK((!std::filesystem::exists(metrics) || std::filesystem::file_size(metrics) == 0));
}

TEST_CASE("a disk that fills up is told with the newest answers") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 2);
    recipe.health.freeMegabytes = 1e9; // no disk has them
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    CHECK(trainOn(run).end == TrainOutcome::End::Finished);
    std::vector<RunEvent> alarms;
    for (RunEvent& event : eventsOf(run))
        if (event.facts && event.facts->key == alarm_keys::kDisk) alarms.push_back(std::move(event));
    REQUIRE(alarms.size() == 1); // once
    checkExamples(run, alarms[0]);
}
