// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Two engines train one run: it ends as with one, bit for bit, also when they are killed on the way.
#include <doctest/doctest.h>

#include "core/run/control.h"
#include "tests/scenarios/child_process.h"
#include "tests/support/free_port.h"
#include "tests/support/skip.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/parallel/ranks.h"

using namespace vrft;
using namespace vrft::test;

namespace {

constexpr std::chrono::seconds kLongEnough{240}; // for a rank to notice, on a busy machine

Recipe ranksRecipe(TrainableKind kind) {
    Recipe recipe = tinyRecipe("rft+localise", 6, true);
    recipe.checkpoint.everySteps = 2;
    recipe.trainable.kind = kind;
    recipe.trainable.rank = 4;
    recipe.trainable.alpha = 8;
    recipe.trainable.base = kind == TrainableKind::Lora ? BaseWeights::Half : BaseWeights::Single;
    recipe.objective.updatesPerRollout = 2;
    return recipe;
}

// Beside the stage's own rewards; every process that is started leaves a line in the file.
Recipe judgedRecipe(const std::string& mode, const std::filesystem::path& started) {
    Recipe recipe = ranksRecipe(TrainableKind::Full);
    RewardSpec external;
    external.name = "external";
    external.weight = 2;
    external.command = {VRFT_JUDGE_FOR_TESTS, mode, started.string()};
    recipe.stages.back().rewards.push_back(external);
    return recipe;
}

struct TwoRanks {
    explicit TwoRanks(const std::filesystem::path& run)
        : first(run, variables(0))
        , second(run, variables(1)) {}
    std::map<std::string, std::string> variables(int rank) const {
        return {{"RANK", std::to_string(rank)},        {"WORLD_SIZE", "2"},
                {"LOCAL_RANK", std::to_string(rank)},  {"MASTER_ADDR", "127.0.0.1"},
                {"MASTER_PORT", std::to_string(port)}, {"VRFT_RANK_TIMEOUT", "200"}};
    }
    int port = freePort();
    TrainChild first;
    TrainChild second;
};

std::map<std::string, std::string> trainedByOne(const std::filesystem::path& run) {
    CHECK(TrainChild(run).wait() == 0);
    return essence(run);
}

std::size_t linesOfMetrics(const std::filesystem::path& run) {
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    return log.records().size();
}

std::string lastFailure(const std::filesystem::path& run) {
    std::string text;
    EventLog events(run);
    while (events.poll() > 0) {
    }
    for (const EventRecord& record : events.records())
        if (record.event.kind == EventKind::Failed) text = record.event.text;
    return text;
}

} // namespace

TEST_CASE(
    "two ranks end as one rank does, bit for bit, with whole weights and with an adapter on a bf16 base") {
    if (!Ranks::compiledIn()) return skip("this build has no data-parallel training");
    for (const TrainableKind kind : {TrainableKind::Full, TrainableKind::Lora}) {
        TempFolder folder;
        const auto alone = makeTinyRun(folder / "alone", world(), ranksRecipe(kind), 2);
        const auto together = makeTinyRun(folder / "together", world(), ranksRecipe(kind), 2);
        const auto expected = trainedByOne(alone);
        REQUIRE(expected.contains("final"));
        {
            TwoRanks ranks(together);
            CHECK(ranks.first.wait() == 0);
            CHECK(ranks.second.wait() == 0);
        }
        const auto result = essence(together);
        CHECK_MESSAGE(result == expected, differences(result, expected));
    }
}

TEST_CASE("a rank that is killed ends the other in words; started again, both go on exactly") {
    if (!Ranks::compiledIn()) return skip("this build has no data-parallel training");
    TempFolder folder;
    const auto alone = makeTinyRun(folder / "alone", world(), ranksRecipe(TrainableKind::Lora), 2);
    const auto run = makeTinyRun(folder / "together", world(), ranksRecipe(TrainableKind::Lora), 2);
    const auto expected = trainedByOne(alone);
    {
        TwoRanks ranks(run);
        REQUIRE(ranks.first.until([&] { return linesOfMetrics(run) >= 4; }));
        CHECK(ranks.second.kill());
        CHECK(ranks.first.endsWithin(kLongEnough));
        CHECK(ranks.first.wait() == 1);
        CHECK(lastFailure(run).find("another rank of this run is gone or silent") != std::string::npos);
    }
    const std::size_t before = linesOfMetrics(run);
    {
        TwoRanks ranks(run);
        REQUIRE(ranks.first.until([&] { return linesOfMetrics(run) >= before + 2; }));
        CHECK(ranks.first.kill());
        CHECK(ranks.second.endsWithin(kLongEnough));
        CHECK(ranks.second.wait() == 1);
    }
    {
        TwoRanks ranks(run);
        CHECK(ranks.first.wait() == 0);
        CHECK(ranks.second.wait() == 0);
    }
    const auto result = essence(run);
    CHECK_MESSAGE(result == expected, differences(result, expected));
}

TEST_CASE("two ranks pause between steps and stop together") {
    if (!Ranks::compiledIn()) return skip("this build has no data-parallel training");
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 2000), 2); // never reached
    TwoRanks ranks(run);
    REQUIRE(ranks.first.until([&] { return linesOfMetrics(run) >= 2; }));
    requestWant(run, Want::Pause);
    const auto paused = [&] {
        const auto state = readHeartbeat(run);
        return state && state->phase == Phase::Paused;
    };
    REQUIRE(ranks.first.until(paused));
    const std::size_t before = linesOfMetrics(run);
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    CHECK(linesOfMetrics(run) == before);
    requestWant(run, Want::Run);
    REQUIRE(ranks.first.until([&] { return linesOfMetrics(run) > before; }));
    ranks.second.signal(SIGTERM); // to any of them
    CHECK(ranks.first.wait() == 3);
    CHECK(ranks.second.wait() == 3);
    CHECK(newestValid(run).found);
}

TEST_CASE("two ranks ask one external reward and end as one rank does; where it fails both end in words") {
    if (!Ranks::compiledIn()) return skip("this build has no data-parallel training");
    TempFolder folder;
    const auto started = folder / "started";
    const auto numStarted = [&] { return std::ranges::count(readTextFile(started), '\n'); };
    const Recipe recipe = judgedRecipe("words", started);
    const auto alone = makeTinyRun(folder / "alone", world(), recipe, 2);
    const auto together = makeTinyRun(folder / "together", world(), recipe, 2);
    const auto expected = trainedByOne(alone);
    CHECK(numStarted() == 1);
    {
        TwoRanks ranks(together);
        CHECK(ranks.first.wait() == 0);
        CHECK(ranks.second.wait() == 0);
    }
    CHECK(numStarted() == 2); // one for both
    const auto result = essence(together);
    CHECK_MESSAGE(result == expected, differences(result, expected));

    const auto broken = makeTinyRun(folder / "broken", world(), judgedRecipe("exits", started), 2);
    TwoRanks ranks(broken);
    CHECK(ranks.first.wait() == 1);
    CHECK(ranks.second.wait() == 1);
    CHECK(lastFailure(broken).find("the external reward judge_for_tests failed") != std::string::npos);
}
