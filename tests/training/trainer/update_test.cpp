// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/update.h"

#include <doctest/doctest.h>

#include "tests/training/trainer/update_bench.h"
#include "training/trainer/train_state.h"

using namespace vrft;
using namespace vrft::test;

TEST_CASE("an update whose gradient isn't finite is skipped and changes nothing") {
    UpdateBench bench(tinyRecipe("rft", 10));
    auto groups = bench.rollout();
    groups[0].completions[0].advantage = std::numeric_limits<double>::quiet_NaN();
    const std::string before = bench.weights();
    const UpdateFigures figures = bench.updater->learn(groups);
    CHECK(figures.skipped);
    CHECK(bench.weights() == before);
    CHECK(bench.optimiser->steps() == 0);
}

TEST_CASE("updates move the weights; the ratio clips only from the second update on") {
    Recipe recipe = tinyRecipe("rft", 10);
    recipe.objective.updatesPerRollout = 3;
    recipe.objective.clipLow = recipe.objective.clipHigh = 0.0;
    UpdateBench bench(recipe);
    auto groups = bench.rollout();
    groups[0].completions[0].advantage = 2;
    groups[0].completions[1].advantage = -2;
    const std::string before = bench.weights();
    const UpdateFigures figures = bench.updater->learn(groups);
    CHECK_FALSE(figures.skipped);
    CHECK(bench.optimiser->steps() == 3);
    CHECK(bench.weights() != before);
    CHECK(bench.breaths >= 3);
    CHECK(*figures.kl > 0);
}

TEST_CASE("the state of a checkpoint comes back bit for bit") {
    TempFolder folder;
    UpdateBench bench(tinyRecipe("rft", 10));
    auto groups = bench.rollout();
    groups[0].completions[0].advantage = 1;
    bench.updater->learn(groups);
    TrainState state;
    state.step = 12;
    state.stage = 1;
    state.stageStep = 4;
    state.updates = 1;
    state.orderPosition = 48;
    state.best = BestCheckpoint{10, 0.1};
    writeCheckpoint(folder.path(), 12, checkpointParts(state, *bench.policy, *bench.optimiser), {});
    const Checkpoint checkpoint = verifyCheckpoint(RunPaths{folder.path()}.checkpoint(12));
    CHECK(trainStateToJson(readTrainState(checkpoint)) == trainStateToJson(state));

    AdamW fresh(bench.optimiser->parameters(), bench.recipe.optimiser);
    fresh.restore(readMoments(checkpoint), state.updates);
    const NamedTensors before = bench.optimiser->state();
    const NamedTensors after = fresh.state();
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        CHECK(torch::equal(before[i].second, after[i].second));
    CHECK(fresh.steps() == 1);
}
