// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The optimiser updates of one step: GRPO from a scored rollout, or supervised from target completions.
//
// Splits a step into micro-batches (whole groups, bounded in tokens) whose gradients add up to the step's;
// applies an update only when its gradient is finite. Doesn't sample, score or log. Thread rule: the training
// thread. Ownership: keeps references to policy, reference and optimiser.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/run/recipe.h"
#include "training/parallel/ranks.h"
#include "training/policy.h"
#include "training/rollout/rollout.h"
#include "training/trainer/adamw.h"

namespace vrft {

// The policy the KL term compares with: the run's start policy. Full fine-tuning keeps a frozen copy of it;
// with adapters it is the base itself, adapters off.
class ReferencePolicy {
public:
    // `copy` null: the policy carries adapters.
    ReferencePolicy(Policy& policy, std::unique_ptr<Policy> copy)
        : policy_(policy)
        , copy_(std::move(copy)) {}

    torch::Tensor logProbs(std::span<const CompletionGroup> groups, double temperature) const;

private:
    Policy& policy_;
    std::unique_ptr<Policy> copy_;
};

// Before prepareForTraining: what the recipe's KL term compares with; null where nothing does.
std::unique_ptr<ReferencePolicy> makeReference(Policy& policy, const Recipe& recipe);

// What the recipe says is trained gets gradients: everything, or adapters; large policies with gradient
// checkpointing.
void prepareForTraining(Policy& policy, const Recipe& recipe);

// What a supervised step learns: a prompt and the completion it should get.
struct SupervisedExample {
    const PromptInput* prompt = nullptr;
    std::vector<int> completion;
    std::vector<float> weights; // per token; empty = all 1
};

// Figures of a step's updates: means over the updates, per completion token where it says so.
struct UpdateFigures {
    double loss = 0;
    std::optional<double> kl; // k3 per completion token; absent without a reference
    double clippedLow = 0;    // shares of the completion tokens
    double clippedHigh = 0;
    double gradNorm = 0;                     // before clipping
    double lr = 0;                           // of the last update
    std::optional<double> logProbDifference; // largest |sampled - training| of the first pass
    bool skipped = false;                    // an update wasn't applied: its gradient or loss wasn't finite
};

class Updater {
public:
    // `breathe` is called between micro-batches. `totalUpdates` of the stage, for the schedule.
    Updater(Policy& policy, const ReferencePolicy* reference, AdamW& optimiser, const Recipe& recipe,
            std::int64_t totalUpdates, std::function<void()> breathe);

    // The engines that learn together; this one alone without. A step is computed in their parts
    // (training/parallel).
    void setRanks(Ranks* ranks) { ranks_ = ranks; }

    UpdateFigures learn(std::span<const RolloutGroup> groups);
    UpdateFigures imitate(std::span<const SupervisedExample> examples);

private:
    struct Batch; // a micro-batch of groups with what stays the same over the updates of a step
    struct Pass;  // what is summed over a step's tokens, beside the gradient
    std::vector<std::vector<Batch>> ownBatches(std::span<const RolloutGroup> groups) const; // a list a part
    void backward(Batch& batch, bool firstPass, Pass& pass);
    // Gradient and figures of the whole step: `part` computes those of one of this rank's parts.
    Pass together(std::size_t parts, const std::function<Pass(std::size_t part)>& compute);
    std::vector<std::pair<std::size_t, std::size_t>> ownParts(std::size_t count) const;
    void apply(double loss, UpdateFigures& figures);

    Policy& policy_;
    const ReferencePolicy* reference_;
    AdamW& optimiser_;
    const Recipe& recipe_;
    std::int64_t totalUpdates_;
    std::function<void()> breathe_;
    long microBatchTokens_;
    Ranks* ranks_ = nullptr;
};

} // namespace vrft
