// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/update.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include <fmt/format.h>

#include "core/error.h"
#include "training/batch_limits.h"
#include "training/objective/losses.h"
#include "training/out_of_memory.h"
#include "training/policy_source.h"

namespace vrft {

namespace {

// Tokens of every completion, in the order of their log-probabilities.
std::vector<std::int64_t> lengthsOf(std::span<const CompletionGroup> groups) {
    std::vector<std::int64_t> lengths;
    for (const CompletionGroup& group : groups)
        for (const auto& completion : group.completions)
            lengths.push_back(static_cast<std::int64_t>(completion.size()));
    return lengths;
}

torch::Tensor onDeviceOf(const std::vector<float>& values, const torch::Tensor& like) {
    return torch::tensor(values, torch::kFloat32).to(like.device());
}

} // namespace

torch::Tensor ReferencePolicy::logProbs(std::span<const CompletionGroup> groups, double temperature) const {
    const torch::NoGradGuard noGradient;
    if (copy_) return copy_->logProbs(groups, temperature).logProbs_N;
    struct AdapterOff { // also where memory runs out
        explicit AdapterOff(Policy& policy)
            : policy_(policy) {
            policy_.setLoraEnabled(false);
        }
        ~AdapterOff() { policy_.setLoraEnabled(true); }
        AdapterOff(const AdapterOff&) = delete;
        AdapterOff& operator=(const AdapterOff&) = delete;
        Policy& policy_;
    };
    const AdapterOff off(policy_);
    return policy_.logProbs(groups, temperature).logProbs_N;
}

std::unique_ptr<ReferencePolicy> makeReference(Policy& policy, const Recipe& recipe) {
    const bool samples = std::any_of(recipe.stages.begin(), recipe.stages.end(),
                                     [](const Stage& stage) { return stage.method == Method::Grpo; });
    if (recipe.objective.kl == 0 || !samples) return nullptr;
    const bool lora = recipe.trainable.kind == TrainableKind::Lora;
    return std::make_unique<ReferencePolicy>(policy, lora ? nullptr : policy.clone());
}

void prepareForTraining(Policy& policy, const Recipe& recipe) {
    if (recipe.trainable.kind == TrainableKind::Lora)
        policy.addLora(loraOptions(recipe));
    else
        policy.makeTrainable();
    policy.setGradientCheckpointing(recipe.trainable.checkpointed(policy.parameterCount()));
}

struct Updater::Item {
    const PromptInput* prompt = nullptr;
    std::span<const int> ids;
    std::size_t group = 0;  // items of one prompt in a row: it is computed once for them
    std::int64_t first = 0; // of its tokens among the step's
};

struct Updater::Batch {
    std::vector<CompletionGroup> groups;
    std::size_t items = 0;
    long tokens = 0;        // prompts counted once a group
    std::int64_t first = 0; // of its completion tokens among the step's
    std::int64_t count = 0;

    torch::Tensor of(const torch::Tensor& step_T) const { return step_T.narrow(0, first, count); }
};

struct Updater::Step {       // per completion token
    torch::Tensor sampled_T; // log-probabilities as sampled
    torch::Tensor advantages_T;
    torch::Tensor weights_T;
    torch::Tensor old_T; // log-probabilities of the first pass
    std::optional<torch::Tensor> reference_T;
};

struct Updater::Pass {
    double loss = 0;
    double kl = 0;
    double clippedLow = 0;
    double clippedHigh = 0;
    double difference = 0; // largest |sampled - training|

    void add(const Pass& other) {
        loss += other.loss;
        kl += other.kl;
        clippedLow += other.clippedLow;
        clippedHigh += other.clippedHigh;
        difference = std::max(difference, other.difference);
    }
};

Updater::Updater(Policy& policy, const ReferencePolicy* reference, AdamW& optimiser, const Recipe& recipe,
                 std::int64_t totalUpdates, std::function<void()> breathe)
    : policy_(policy)
    , reference_(reference)
    , optimiser_(optimiser)
    , recipe_(recipe)
    , totalUpdates_(totalUpdates)
    , breathe_(std::move(breathe))
    , microBatchTokens_(microBatchTokens(policy.parameterCount())) {}

void Updater::setMemoryLimit(long tokens) {
    if (tokens < 1) return;
    microBatchTokens_ = tokens;
    limited_ = true;
}

std::vector<Updater::Batch> Updater::batchesOf(std::span<const Item> items) const {
    std::vector<Batch> batches;
    for (std::size_t from = 0; from < items.size();) {
        std::size_t to = from;
        const auto prompt = static_cast<long>(items[from].prompt->ids.size());
        long tokens = prompt;
        for (; to < items.size() && items[to].group == items[from].group; ++to)
            tokens += static_cast<long>(items[to].ids.size());
        if (batches.empty() || batches.back().tokens + tokens > microBatchTokens_)
            batches.emplace_back().first = items[from].first;
        const bool split = limited_ && tokens > microBatchTokens_;
        bool begun = false;
        for (; from < to; ++from) {
            const auto own = static_cast<long>(items[from].ids.size());
            if (split && batches.back().items > 0 && batches.back().tokens + own > microBatchTokens_) {
                batches.emplace_back().first = items[from].first;
                begun = false;
            }
            Batch& batch = batches.back();
            if (!begun) {
                batch.groups.push_back({items[from].prompt, {}});
                batch.tokens += prompt;
                begun = true;
            }
            batch.groups.back().completions.push_back(items[from].ids);
            batch.tokens += own;
            batch.count += own;
            ++batch.items;
        }
    }
    return batches;
}

void Updater::forBatches(std::span<const Item> items, const std::function<void()>& begin,
                         const std::function<void(const Batch&)>& each) {
    while (true) {
        optimiser_.clearGradients();
        begin();
        const std::vector<Batch> batches = batchesOf(items);
        const Batch* current = nullptr;
        try {
            for (const Batch& batch : batches) {
                current = nullptr;
                breathe_();
                current = &batch;
                each(batch);
            }
            return;
        } catch (const std::exception& problem) {
            if (current == nullptr || !isOutOfMemory(problem)) throw;
            halve(*current);
        }
    }
}

Updater::Pass Updater::together(std::span<const Item> items,
                                const std::function<Pass(std::span<const Item>)>& compute) {
    if (ranks_ == nullptr || ranks_->parts() == 1) return compute(items);
    static_assert(std::is_trivially_copyable_v<Pass>);
    const std::size_t groups = items.empty() ? 0 : items.back().group + 1; // whole groups stay in one part
    const auto startOf = [&](std::size_t group) {
        return std::partition_point(items.begin(), items.end(),
                                    [&](const Item& item) { return item.group < group; });
    };
    TreeSum gradients;
    std::string own; // the passes' bytes
    for (const auto& [from, to] : ranks_->ownParts(groups)) {
        const Pass pass = compute(std::span<const Item>(startOf(from), startOf(to)));
        own.append(reinterpret_cast<const char*>(&pass), sizeof pass);
        gradients.add(optimiser_.takeGradients());
    }
    std::vector<torch::Tensor> total = gradients.take();
    ranks_->sum(total);
    optimiser_.setGradients(total);
    Pass sum;
    for (const std::string& bytes : ranks_->gather(own))
        for (std::size_t at = 0; at + sizeof(Pass) <= bytes.size(); at += sizeof(Pass)) {
            Pass pass;
            std::memcpy(&pass, bytes.data() + at, sizeof pass);
            sum.add(pass);
        }
    return sum;
}

void Updater::halve(const Batch& batch) {
    if (batch.items < 2)
        throw Error(
            ErrorCode::Unsupported,
            fmt::format(
                "memory isn't enough to learn from a single completion of {} tokens upon a prompt of {}",
                batch.count, batch.tokens - batch.count),
            {},
            "Make a run with shorter answers (max_new_tokens), smaller images (max_pixels in the policy's "
            "preprocessor_config.json) or adapters on a bf16 base, or use a machine with more memory: "
            "vrftaug-engine doctor --plan RUN says how much it takes");
    setMemoryLimit(std::max(1L, batch.tokens / 2));
    if (shortage_) shortage_(batch.tokens, microBatchTokens_);
}

Updater::Pass Updater::learnPass(std::span<const Item> items, Step& step, bool first) {
    const double temperature = recipe_.sampling.temperature;
    Pass pass;
    forBatches(
        items, [&] { pass = Pass(); },
        [&](const Batch& batch) {
            // Before the policy's pass, whose intermediate results take the memory.
            if (first && step.reference_T)
                batch.of(*step.reference_T).copy_(reference_->logProbs(batch.groups, temperature));
            const torch::Tensor logProbs_T = policy_.logProbs(batch.groups, temperature).logProbs_N;
            const torch::Tensor old_T = batch.of(step.old_T);
            if (first) {
                old_T.copy_(logProbs_T.detach());
                pass.difference =
                    std::max(pass.difference, (old_T - batch.of(step.sampled_T)).abs().max().item<double>());
            }
            std::optional<torch::Tensor> reference_T;
            if (step.reference_T) reference_T = batch.of(*step.reference_T);
            const PolicyLoss part = policyLoss(logProbs_T, old_T, batch.of(step.advantages_T), reference_T,
                                               recipe_.objective, lengthsOf(batch.groups));
            const torch::Tensor scalar = (part.loss_T * batch.of(step.weights_T)).sum();
            scalar.backward();
            pass.loss += scalar.item<double>();
            if (part.kl_T.defined()) pass.kl += part.kl_T.sum().item<double>();
            pass.clippedLow += part.clippedLow;
            pass.clippedHigh += part.clippedHigh;
        });
    return pass;
}

void Updater::apply(double loss, UpdateFigures& figures) {
    const double norm = optimiser_.gradientNorm();
    figures.loss += loss;
    figures.gradNorm += norm;
    if (!std::isfinite(norm) || !std::isfinite(loss)) {
        figures.skipped = true;
        return;
    }
    if (recipe_.optimiser.gradClip > 0) optimiser_.clipGradients(norm, recipe_.optimiser.gradClip);
    figures.lr =
        recipe_.optimiser.lr * scheduleFactor(recipe_.optimiser, optimiser_.steps() + 1, totalUpdates_);
    optimiser_.step(figures.lr);
}

UpdateFigures Updater::learn(std::span<const RolloutGroup> groups) {
    std::vector<CompletionLength> lengths;
    for (const RolloutGroup& group : groups)
        for (const ScoredCompletion& completion : group.completions)
            lengths.push_back(
                {static_cast<int>(completion.sampled.ids.size()), completion.sampled.truncated});
    const Objective& objective = recipe_.objective;
    const auto weights = completionWeights(lengths, objective.aggregation, objective.maskTruncated,
                                           recipe_.sampling.maxNewTokens);
    std::vector<Item> items;
    std::vector<float> sampled;
    std::vector<float> advantages;
    std::vector<float> tokenWeights;
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const ScoredCompletion& completion : groups[g].completions) {
            const auto weight = static_cast<float>(weights[items.size()]);
            const Completion& own = completion.sampled;
            items.push_back(
                {&groups[g].prompt->input, own.ids, g, static_cast<std::int64_t>(sampled.size())});
            sampled.insert(sampled.end(), own.logProbs.begin(), own.logProbs.end());
            advantages.insert(advantages.end(), own.ids.size(), static_cast<float>(completion.advantage));
            tokenWeights.insert(tokenWeights.end(), own.ids.size(), weight);
        }
    const torch::Tensor& like = optimiser_.parameters().front().second;
    Step step{
        onDeviceOf(sampled, like), onDeviceOf(advantages, like), onDeviceOf(tokenWeights, like), {}, {}};
    step.old_T = torch::empty_like(step.sampled_T);
    if (reference_ != nullptr) step.reference_T = torch::empty_like(step.sampled_T);

    const int updates = objective.updatesPerRollout;
    UpdateFigures figures;
    double kl = 0;
    for (int update = 0; update < updates; ++update) {
        const Pass pass =
            together(items, [&](std::span<const Item> part) { return learnPass(part, step, update == 0); });
        if (update == 0 && !items.empty()) figures.logProbDifference = pass.difference;
        kl += pass.kl;
        figures.clippedLow += pass.clippedLow;
        figures.clippedHigh += pass.clippedHigh;
        apply(pass.loss, figures);
    }
    optimiser_.clearGradients();
    const double passes = std::max(updates, 1);
    const double scored = static_cast<double>(std::max<std::size_t>(sampled.size(), 1)) * passes;
    if (reference_ != nullptr) figures.kl = kl / scored;
    figures.clippedLow /= scored;
    figures.clippedHigh /= scored;
    figures.loss /= passes;
    figures.gradNorm /= passes;
    return figures;
}

UpdateFigures Updater::imitate(std::span<const SupervisedExample> examples) {
    double totalWeight = 0;
    std::vector<Item> items;
    std::vector<float> weights;
    for (const SupervisedExample& example : examples) {
        items.push_back(
            {example.prompt, example.completion, items.size(), static_cast<std::int64_t>(weights.size())});
        auto own = example.weights;
        if (own.empty()) own.assign(example.completion.size(), 1.0F);
        for (const float weight : own)
            totalWeight += weight;
        weights.insert(weights.end(), own.begin(), own.end());
    }
    const torch::Tensor weights_T = onDeviceOf(weights, optimiser_.parameters().front().second);
    const int updates = recipe_.objective.updatesPerRollout;
    UpdateFigures figures;
    for (int update = 0; update < updates; ++update) {
        const Pass pass = together(items, [&](std::span<const Item> part) {
            Pass sum;
            forBatches(
                part, [&] { sum = Pass(); },
                [&](const Batch& batch) {
                    const torch::Tensor logProbs_T = policy_.logProbs(batch.groups).logProbs_N;
                    const torch::Tensor scalar = supervisedLoss(logProbs_T, batch.of(weights_T), totalWeight);
                    scalar.backward();
                    sum.loss += scalar.item<double>();
                });
            return sum;
        });
        apply(pass.loss, figures);
    }
    optimiser_.clearGradients();
    figures.loss /= std::max(updates, 1);
    figures.gradNorm /= std::max(updates, 1);
    return figures;
}

} // namespace vrft
