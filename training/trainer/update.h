// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The optimiser updates of one step: GRPO from a scored rollout, or supervised from target completions.
//
// Splits a step into micro-batches (whole groups, bounded in tokens) whose gradients add up to the step's;
// applies an update only when its gradient is finite. Where memory runs out the pass is done again with
// micro-batches of half the tokens, down to single completions; they stay so. The step's result is the same
// but for the rounding of sums. Doesn't sample, score or log. Thread rule: the training thread. Ownership:
// keeps references to policy, reference and optimiser. Errors: Unsupported where memory isn't enough for one
// completion; vrft::Error of the policy.
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

// What the recipe says is trained gets gradients: everything, or adapters; with gradient checkpointing
// where it says so.
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

    // Told each time memory ran out, before the pass is done again.
    void onShortage(std::function<void(long tokens, long most)> told) { shortage_ = std::move(told); }
    // Tokens that a micro-batch has at most since memory ran out; 0 before. A resumed run sets it.
    long memoryLimit() const { return limited_ ? microBatchTokens_ : 0; }
    void setMemoryLimit(long tokens);

private:
    struct Item;  // a completion to learn from
    struct Batch; // a micro-batch: items that go through the model at once
    struct Step;  // what stays the same over the updates of a step
    struct Pass;  // sums over the micro-batches of one update
    // Gradient and sums of a whole update: `compute` does the items of a part.
    Pass together(std::span<const Item> items, const std::function<Pass(std::span<const Item>)>& compute);
    std::vector<Batch> batchesOf(std::span<const Item> items) const;
    // Runs `each` over all micro-batches, gradients adding up; again with smaller ones where memory runs out.
    void forBatches(std::span<const Item> items, const std::function<void()>& begin,
                    const std::function<void(const Batch&)>& each);
    void halve(const Batch& batch);
    Pass learnPass(std::span<const Item> items, Step& step, bool first);
    void apply(double loss, UpdateFigures& figures);

    Policy& policy_;
    const ReferencePolicy* reference_;
    AdamW& optimiser_;
    const Recipe& recipe_;
    std::int64_t totalUpdates_;
    std::function<void()> breathe_;
    std::function<void(long, long)> shortage_;
    long microBatchTokens_;
    Ranks* ranks_ = nullptr;
    bool limited_ = false; // memory ran out: groups are split where they are larger
};

} // namespace vrft
