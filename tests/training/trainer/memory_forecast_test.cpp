// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The forecast against what LibTorch's allocator hands out, byte by byte, for a policy whose tensors outweigh
// all else.
#include "training/trainer/memory_forecast.h"

#include <doctest/doctest.h>

#include "tests/training/limited_allocator.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/evaluate.h"
#include "training/trainer/run_inputs.h"
#include "training/trainer/update.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// Four layers of width 192, some three million parameters, stored in single precision.
const TinyWorld& wideWorld() {
    static const TinyWorld made = [] {
        Json config = tinyColdStart(1);
        config["model"]["hidden_size"] = 192;
        config["model"]["intermediate_size"] = 512;
        config["model"]["num_hidden_layers"] = 4;
        config["model"]["num_attention_heads"] = 4;
        config["model"]["num_key_value_heads"] = 2;
        config["model"]["rope_scaling"]["mrope_section"] = {8, 8, 8};
        config["model"]["vision_config"]["out_hidden_size"] = 192;
        return TinyWorld(config);
    }();
    return made;
}

struct Measured {
    MemoryForecast forecast; // without the program
    double load = 0;
    double rollout = 0;
    double update = 0;
};

// A step as the trainer does it, on the longest answers there can be.
Measured measure(const Recipe& recipe) {
    const TinyWorld& own = wideWorld();
    LimitedAllocator& memory = LimitedAllocator::get();
    const auto start = static_cast<double>(memory.used());
    const auto peak = [&] { return static_cast<double>(memory.peak()) - start; };
    memory.forgetPeak();
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", own, recipe);
    const RunInputs inputs = openRunInputs(run, {});
    const Dataset& dataset = inputs.datasets.at("main");
    Measured measured;
    MemoryShape shape = memoryShape(inputs.info, {{"main", &dataset}}, own.policy);
    shape.heldShare = 0; // beneath LibTorch's allocator
    measured.forecast = forecastMemory(shape);

    const auto policy = inputs.loadStartPolicy();
    const auto reference = makeReference(*policy, recipe);
    prepareForTraining(*policy, recipe);
    measured.load = peak();
    NamedTensors trainable;
    for (const NamedParameter& parameter : policy->trainableParameters())
        trainable.emplace_back(parameter.name, parameter.tensor);
    AdamW optimiser(std::move(trainable), recipe.optimiser);
    Updater updater(*policy, reference.get(), optimiser, recipe, 10, [] {});
    PromptBook prompts(*policy, dataset, promptRules(inputs.info, "main", dataset));
    for (const Sample& sample : dataset.samples)
        if (sample.split != Split::Test) prompts.of(sample);
    RolloutOptions options;
    options.sampling = recipe.sampling;
    const auto train = dataset.of(Split::Train);
    auto groups = sampleGroups(*policy, prompts, std::span(train).first(4), options);
    EvaluationOptions check;
    check.imageGainSamples = 0;
    check.maxNewTokens = recipe.sampling.maxNewTokens;
    const RewardSet rewards(recipe.stages[0].rewards, dataset.task);
    evaluate(*policy, prompts, rewards, check);
    measured.rollout = peak();
    const auto length = static_cast<std::size_t>(recipe.sampling.maxNewTokens);
    double advantage = 1;
    for (RolloutGroup& group : groups)
        for (ScoredCompletion& completion : group.completions) {
            completion.sampled.ids.assign(length, completion.sampled.ids.front());
            completion.sampled.logProbs.assign(length, -1.0F);
            completion.sampled.entropies.assign(length, 1.0F);
            completion.advantage = advantage = -advantage;
        }
    updater.learn(groups);
    measured.update = peak();
    return measured;
}

Recipe wideRecipe(TrainableKind kind, BaseWeights base, bool checkpointing) {
    Recipe recipe = tinyRecipe("rft", 4);
    recipe.sampling.maxNewTokens = 64;
    recipe.trainable.kind = kind;
    recipe.trainable.rank = 8;
    recipe.trainable.base = base;
    recipe.trainable.checkpointing = checkpointing;
    return recipe;
}

bool within(double forecast, double measured) {
    return forecast >= 0.9 * measured && forecast <= 1.1 * measured;
}

} // namespace

TEST_CASE("load, rollout and update are forecast within 10 % of what is allocated") {
    struct Case {
        TrainableKind kind;
        BaseWeights base;
        bool checkpointing;
        const char* targets = "decoder";
    };
    double whole = 0;
    double recomputed = 0;
    for (const Case& each : {Case{TrainableKind::Full, BaseWeights::Single, false},
                             Case{TrainableKind::Full, BaseWeights::Single, true},
                             Case{TrainableKind::Lora, BaseWeights::Single, false},
                             Case{TrainableKind::Lora, BaseWeights::Half, false},
                             Case{TrainableKind::Lora, BaseWeights::Half, true},
                             Case{TrainableKind::Lora, BaseWeights::Half, false, "decoder+vision"},
                             Case{TrainableKind::Lora, BaseWeights::Single, false, ".*q_proj"}}) {
        CAPTURE(trainableKindName(each.kind));
        CAPTURE(baseWeightsName(each.base));
        CAPTURE(each.checkpointing);
        CAPTURE(std::string(each.targets));
        Recipe recipe = wideRecipe(each.kind, each.base, each.checkpointing);
        recipe.trainable.targets = each.targets;
        const Measured measured = measure(recipe);
        const MemoryForecast& forecast = measured.forecast;
        CAPTURE(forecast.load);
        CAPTURE(measured.load);
        CAPTURE(forecast.rollout);
        CAPTURE(measured.rollout);
        CAPTURE(forecast.update);
        CAPTURE(measured.update);
        CHECK(within(double(forecast.load), measured.load));
        CHECK(within(double(std::max(forecast.load, forecast.rollout)), measured.rollout));
        CHECK(within(double(forecast.peak()), measured.update));
        MESSAGE(std::string(trainableKindName(each.kind))
                << " " << std::string(baseWeightsName(each.base))
                << (each.checkpointing ? " checkpointing" : "") << ": load " << double(forecast.load) / 1e6
                << " of " << measured.load / 1e6 << " MB, rollout " << double(forecast.rollout) / 1e6
                << " of " << measured.rollout / 1e6 << ", update " << double(forecast.update) / 1e6 << " of "
                << measured.update / 1e6);
        if (each.kind == TrainableKind::Lora && each.base == BaseWeights::Half)
            (each.checkpointing ? recomputed : whole) = measured.update;
    }
    CHECK(recomputed < 0.8 * whole); // what gradient checkpointing is for
}

TEST_CASE("a longer answer, more completions and a larger base take more; adapters on bf16 take less") {
    const auto forecastOf = [](const Recipe& recipe) {
        TempFolder folder;
        const auto run = makeTinyRun(folder / "run", wideWorld(), recipe);
        const Dataset dataset = readDataset(wideWorld().brightness);
        return forecastMemory(memoryShape(readRun(run), {{"main", &dataset}}, wideWorld().policy));
    };
    const Recipe full = wideRecipe(TrainableKind::Full, BaseWeights::Single, false);
    Recipe longer = full;
    longer.sampling.maxNewTokens *= 2;
    Recipe more = full;
    more.sampling.completions *= 2;
    const MemoryForecast forecast = forecastOf(full);
    CHECK(forecastOf(longer).update > forecast.update);
    CHECK(forecastOf(more).update > forecast.update);
    CHECK(forecastOf(longer).load == forecast.load);
    const MemoryForecast half = forecastOf(wideRecipe(TrainableKind::Lora, BaseWeights::Half, false));
    CHECK(half.weights * 3 < forecast.weights); // of which one is the reference
    CHECK(half.update < forecast.update);
}
