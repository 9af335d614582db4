// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/update.h"

#include <doctest/doctest.h>

#include "tests/training/trainer/tiny_run.h"
#include "training/trainer/train_state.h"

using namespace vrft;
using namespace vrft::test;

namespace {

struct Bench {
    explicit Bench(const Recipe& wanted)
        : recipe(wanted)
        , dataset(readDataset(world<30>().brightness))
        , policy(Policy::load(world<30>().policy)) {
        reference = std::make_unique<ReferencePolicy>(*policy, policy->clone());
        policy->makeTrainable();
        prompts =
            std::make_unique<PromptBook>(*policy, dataset, PromptRules{knowledgeText(dataset.task), false});
        NamedTensors trainable;
        for (const NamedParameter& parameter : policy->trainableParameters())
            trainable.emplace_back(parameter.name, parameter.tensor);
        optimiser = std::make_unique<AdamW>(trainable, recipe.optimiser);
        updater = std::make_unique<Updater>(*policy, reference.get(), *optimiser, recipe, 10,
                                            [this] { ++breaths; });
    }

    std::vector<RolloutGroup> rollout() {
        const auto train = dataset.of(Split::Train);
        RolloutOptions options;
        options.step = 1;
        options.sampling = recipe.sampling;
        auto groups = sampleGroups(*policy, *prompts, std::span(train).first(4), options);
        const RewardSet rewards(recipe.stages[0].rewards, dataset.task);
        scoreGroups(*policy, rewards, *prompts, groups);
        setAdvantages(groups, recipe.stages[0].rewards, Combine::Sum, AdvantageScale::Group);
        return groups;
    }

    std::string weights() const {
        std::string bytes;
        for (const auto& [name, tensor] : optimiser->parameters())
            bytes.append(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes());
        return bytes;
    }

    Recipe recipe;
    Dataset dataset;
    std::unique_ptr<Policy> policy;
    std::unique_ptr<ReferencePolicy> reference;
    std::unique_ptr<PromptBook> prompts;
    std::unique_ptr<AdamW> optimiser;
    std::unique_ptr<Updater> updater;
    int breaths = 0;
};

} // namespace

TEST_CASE("an update whose gradient isn't finite is skipped and changes nothing") {
    Bench bench(tinyRecipe("rft", 10));
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
    Bench bench(recipe);
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
    Bench bench(tinyRecipe("rft", 10));
    auto groups = bench.rollout();
    groups[0].completions[0].advantage = 1;
    bench.updater->learn(groups);
    TrainState state;
    state.step = 12;
    state.stage = 1;
    state.stageStep = 4;
    state.updates = 1;
    state.orderPosition = 48;
    state.noSignal = {0.25, 1.0};
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
