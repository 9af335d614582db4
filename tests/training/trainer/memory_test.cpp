// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where memory runs out, a step is done again in smaller parts.
#include <doctest/doctest.h>

#include <cmath>

#include "core/error.h"
#include "tests/training/limited_allocator.h"
#include "tests/training/trainer/update_bench.h"
#include "training/trainer/train_run.h"
#include "training/trainer/train_state.h"

using namespace vrft;
using namespace vrft::test;

namespace {

Recipe memoryRecipe(TrainableKind kind) {
    Recipe recipe = tinyRecipe("rft", 10);
    recipe.trainable.kind = kind;
    if (kind == TrainableKind::Lora) recipe.trainable.base = BaseWeights::Half;
    recipe.objective.updatesPerRollout = 2;
    recipe.objective.aggregation = Aggregation::SequenceMean;
    recipe.optimiser.eps = 1e-2; // smooth: with a small one an update is a sign, which rounding may turn
    return recipe;
}

// A rollout with something to learn in every group.
std::vector<RolloutGroup> taughtRollout(UpdateBench& bench) {
    auto groups = bench.rollout();
    double advantage = 1;
    for (RolloutGroup& group : groups)
        for (ScoredCompletion& completion : group.completions)
            completion.advantage = advantage = -advantage * 1.1;
    return groups;
}

struct Learned {
    UpdateFigures figures;
    std::vector<torch::Tensor> weights;
    std::size_t before = 0; // bytes
    std::size_t peak = 0;
    std::vector<std::pair<long, long>> shortages;
    long limit = 0;
};

// One step on a fresh policy with so many bytes beside what is there already.
Learned learnWith(TrainableKind kind, std::size_t bytes, long resumedLimit = 0) {
    LimitedAllocator& memory = LimitedAllocator::get();
    UpdateBench bench(memoryRecipe(kind));
    const auto groups = taughtRollout(bench);
    Learned learned;
    bench.updater->setMemoryLimit(resumedLimit);
    bench.updater->onShortage([&](long tokens, long most) { learned.shortages.emplace_back(tokens, most); });
    memory.forgetPeak();
    learned.before = memory.used();
    if (bytes > 0) memory.limitTo(memory.used() + bytes);
    struct Unlimited {
        ~Unlimited() { LimitedAllocator::get().unlimit(); }
    } const unlimited;
    learned.figures = bench.updater->learn(groups);
    memory.unlimit();
    learned.peak = memory.peak();
    learned.limit = bench.updater->memoryLimit();
    for (const auto& [name, tensor] : bench.optimiser->parameters())
        learned.weights.push_back(tensor.detach().clone());
    return learned;
}

double farthest(const Learned& a, const Learned& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.weights.size(); ++i)
        largest = std::max(largest, (a.weights[i] - b.weights[i]).abs().max().item<double>());
    return largest;
}

} // namespace

TEST_CASE("where memory runs out micro-batches are halved, the step is repeated and comes out the same") {
    for (const TrainableKind kind : {TrainableKind::Full, TrainableKind::Lora}) {
        CAPTURE(trainableKindName(kind));
        const Learned whole = learnWith(kind, 0);
        CHECK(whole.shortages.empty());
        CHECK(whole.limit == 0);
        const std::size_t needed = whole.peak - whole.before;
        const Learned start = learnWith(kind, 0);
        CHECK(farthest(whole, start) == 0); // nothing else differs from call to call
        for (const double share : {0.7, 0.45}) {
            CAPTURE(share);
            const Learned split = learnWith(kind, static_cast<std::size_t>(share * double(needed)));
            REQUIRE_FALSE(split.shortages.empty());
            CHECK(split.peak - split.before <= static_cast<std::size_t>(share * double(needed)));
            for (const auto& [tokens, most] : split.shortages)
                CHECK(most == tokens / 2);
            CHECK(split.limit == split.shortages.back().second);
            CHECK(farthest(whole, split) <= 1e-6); // of steps of up to 3e-3: the rounding of sums
            CHECK(split.figures.loss == doctest::Approx(whole.figures.loss).epsilon(1e-4));
            CHECK(split.figures.gradNorm == doctest::Approx(whole.figures.gradNorm).epsilon(1e-4));
            CHECK(std::abs(*split.figures.kl - *whole.figures.kl) <= 1e-6);
            CHECK_FALSE(split.figures.skipped);
            // A run resumed with that limit does the same sums: equal to the last bit.
            const Learned resumed = learnWith(kind, 0, split.limit);
            CHECK(resumed.shortages.empty());
            CHECK(farthest(split, resumed) == 0);
        }
    }
}

TEST_CASE("memory that isn't enough for one completion ends the step in words and changes nothing") {
    UpdateBench bench(memoryRecipe(TrainableKind::Lora));
    const auto groups = taughtRollout(bench);
    const std::string before = bench.weights();
    LimitedAllocator& memory = LimitedAllocator::get();
    memory.limitTo(memory.used() + 4096);
    std::string message;
    try {
        bench.updater->learn(groups);
    } catch (const Error& problem) {
        message = problem.what();
    }
    memory.unlimit();
    CAPTURE(message);
    CHECK(message.find("memory isn't enough to learn from a single completion of") != std::string::npos);
    CHECK(message.find("max_new_tokens") != std::string::npos);
    CHECK(message.find("doctor --plan") != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(bench.weights() == before);
    CHECK(bench.optimiser->steps() == 0);
    // With room again it goes on: adapters are on, nothing is left behind.
    CHECK_FALSE(bench.updater->learn(groups).skipped);
    CHECK(bench.weights() != before);
}

TEST_CASE("a supervised step is halved too") {
    LimitedAllocator& memory = LimitedAllocator::get();
    std::vector<torch::Tensor> weights[2];
    std::size_t needed = 0;
    for (const int limited : {0, 1}) {
        UpdateBench bench(memoryRecipe(TrainableKind::Full));
        const auto groups = bench.rollout();
        std::vector<SupervisedExample> examples;
        for (const RolloutGroup& group : groups)
            examples.push_back({&group.prompt->input, group.completions[0].sampled.ids, {}});
        int shortages = 0;
        bench.updater->onShortage([&](long, long) { ++shortages; });
        memory.forgetPeak();
        const std::size_t before = memory.used();
        if (limited == 1) memory.limitTo(before + needed * 7 / 10);
        bench.updater->imitate(examples);
        memory.unlimit();
        needed = memory.peak() - before;
        CHECK((shortages > 0) == (limited == 1));
        for (const auto& [name, tensor] : bench.optimiser->parameters())
            weights[limited].push_back(tensor.detach().clone());
    }
    for (std::size_t i = 0; i < weights[0].size(); ++i)
        CHECK((weights[0][i] - weights[1][i]).abs().max().item<double>() <= 1e-6);
}

TEST_CASE("answers are sampled in smaller parts where memory runs out, and are the same") {
    LimitedAllocator& memory = LimitedAllocator::get();
    UpdateBench bench(memoryRecipe(TrainableKind::Lora));
    const PromptInput& prompt = bench.rollout().front().prompt->input;
    const std::vector<GenerationRequest> requests{{&prompt, {1, 2, 3, 4, 5}}, {&prompt, {6, 7, 8, 9, 10}}};
    SamplingOptions options;
    options.maxNewTokens = 64;
    const auto idsOf = [](const std::vector<std::vector<Completion>>& all) {
        std::vector<std::vector<int>> ids;
        for (const auto& group : all)
            for (const Completion& completion : group)
                ids.push_back(completion.ids);
        return ids;
    };
    memory.forgetPeak();
    const std::size_t before = memory.used();
    const auto whole = idsOf(bench.policy->generate(requests, options));
    const std::size_t needed = memory.peak() - before;
    CHECK(bench.policy->decodingLimit() == 0);

    std::vector<std::pair<long, long>> told;
    bench.policy->onDecodingShortage(
        [&](long completions, long most) { told.emplace_back(completions, most); });
    memory.limitTo(memory.used() + needed * 4 / 10);
    const auto parts = idsOf(bench.policy->generate(requests, options));
    const auto tellings = told.size();
    CHECK(idsOf(bench.policy->generate(requests, options)) == whole); // without trying what failed again
    memory.limitTo(memory.used() + 1024);
    CHECK_THROWS_WITH_AS(bench.policy->generate(requests, options),
                         doctest::Contains("memory isn't enough to sample a single completion"), Error);
    memory.unlimit();
    CHECK(parts == whole);
    REQUIRE(tellings >= 1);
    CHECK(told.front() == std::pair<long, long>(10, 5));
    CHECK(told[tellings - 1].second < 10);
}

TEST_CASE("a run that ran out of memory says so in its events, goes on and remembers it") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 4));
    LimitedAllocator& memory = LimitedAllocator::get();
    TrainOptions options;
    options.handleSignals = false;
    std::size_t peak = 0;
    std::size_t steady = 0;
    options.progress = [&](const TrainProgress& progress) {
        if (progress.metrics == nullptr) return;
        if (progress.step == 1) memory.forgetPeak();
        if (progress.step == 2) {
            peak = memory.peak();
            steady = memory.used();
            memory.limitTo(steady + (peak - steady) * 6 / 10);
        }
        if (progress.step == 3) memory.unlimit();
    };
    CHECK(trainRun(run, options).end == TrainOutcome::End::Finished);
    memory.unlimit();
    int told = 0;
    EventLog events(run);
    while (events.poll() > 0) {
    }
    for (const EventRecord& record : events.records())
        if (record.event.text.starts_with("Out of memory in step 3")) {
            ++told;
            CHECK(record.event.kind == EventKind::Alarm);
            CHECK_FALSE(record.event.advice.empty());
        }
    CHECK(told >= 1);
    CHECK(readTrainState(*newestValid(run).found).microBatchTokens > 0);
}
