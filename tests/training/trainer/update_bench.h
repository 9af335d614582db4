// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Policy, reference, optimiser and updater as a run has them, and rollouts to learn from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/training/trainer/tiny_run.h"
#include "training/trainer/update.h"

namespace vrft::test {

struct UpdateBench {
    explicit UpdateBench(const Recipe& wanted)
        : recipe(wanted)
        , dataset(readDataset(world<30>().brightness))
        , policy(loaded(wanted)) {
        reference = makeReference(*policy, recipe);
        prepareForTraining(*policy, recipe);
        prompts =
            std::make_unique<PromptBook>(*policy, dataset, PromptRules{knowledgeText(dataset.task), false});
        NamedTensors trainable;
        for (const NamedParameter& parameter : policy->trainableParameters())
            trainable.emplace_back(parameter.name, parameter.tensor);
        optimiser = std::make_unique<AdamW>(trainable, recipe.optimiser);
        updater = std::make_unique<Updater>(*policy, reference.get(), *optimiser, recipe, 10,
                                            [this] { ++breaths; });
    }

    static std::unique_ptr<Policy> loaded(const Recipe& wanted) {
        PolicyOptions options;
        options.base = wanted.trainable.base;
        return Policy::load(world<30>().policy, options);
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

} // namespace vrft::test
