// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/update.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "core/error.h"
#include "training/objective/losses.h"

namespace vrft {

namespace {

// Tokens, prompts counted once a group, that go through the model at once. A small policy takes a whole step;
// with a large one memory sets the pace, and a single group may still be larger.
constexpr long kSmallPolicyTokens = 32768;
constexpr long kLargePolicyTokens = 2048;

torch::Tensor onDeviceOf(const std::vector<float>& values, const torch::Tensor& like) {
    return torch::tensor(values, torch::kFloat32).to(like.device());
}

} // namespace

torch::Tensor ReferencePolicy::logProbs(std::span<const CompletionGroup> groups, double temperature) const {
    const torch::NoGradGuard noGradient;
    if (copy_) return copy_->logProbs(groups, temperature).logProbs_N;
    policy_.setLoraEnabled(false);
    torch::Tensor logProbs = policy_.logProbs(groups, temperature).logProbs_N;
    policy_.setLoraEnabled(true);
    return logProbs;
}

std::unique_ptr<ReferencePolicy> makeReference(Policy& policy, const Recipe& recipe) {
    const bool samples = std::any_of(recipe.stages.begin(), recipe.stages.end(),
                                     [](const Stage& stage) { return stage.method == Method::Grpo; });
    if (recipe.objective.kl == 0 || !samples) return nullptr;
    const bool lora = recipe.trainable.kind == TrainableKind::Lora;
    return std::make_unique<ReferencePolicy>(policy, lora ? nullptr : policy.clone());
}

void prepareForTraining(Policy& policy, const Recipe& recipe) {
    const Trainable& trainable = recipe.trainable;
    if (trainable.kind == TrainableKind::Lora)
        policy.addLora({trainable.rank, static_cast<double>(trainable.alpha), recipe.seed});
    else
        policy.makeTrainable();
    policy.setGradientCheckpointing(policy.parameterCount() >= kLargePolicyParameters);
}

struct Updater::Batch {
    std::vector<CompletionGroup> groups;
    long tokens = 0;
    std::vector<float> sampled;    // log-probabilities as sampled
    std::vector<float> advantages; // per token
    std::vector<float> weights;    // per token
    torch::Tensor old_T;           // of the first pass
    std::optional<torch::Tensor> reference_T;
};

Updater::Updater(Policy& policy, const ReferencePolicy* reference, AdamW& optimiser, const Recipe& recipe,
                 std::int64_t totalUpdates, std::function<void()> breathe)
    : policy_(policy)
    , reference_(reference)
    , optimiser_(optimiser)
    , recipe_(recipe)
    , totalUpdates_(totalUpdates)
    , breathe_(std::move(breathe))
    , microBatchTokens_(policy.parameterCount() < kLargePolicyParameters ? kSmallPolicyTokens
                                                                         : kLargePolicyTokens) {}

std::vector<std::pair<std::size_t, std::size_t>> Updater::ownParts(std::size_t count) const {
    if (ranks_ == nullptr) return {{0, count}};
    return ranks_->ownParts(count);
}

std::vector<std::vector<Updater::Batch>> Updater::ownBatches(std::span<const RolloutGroup> groups) const {
    std::vector<CompletionLength> lengths; // of the whole step: a token's weight depends on all
    std::vector<std::size_t> firstOf;
    for (const RolloutGroup& group : groups) {
        firstOf.push_back(lengths.size());
        for (const ScoredCompletion& completion : group.completions)
            lengths.push_back(
                {static_cast<int>(completion.sampled.ids.size()), completion.sampled.truncated});
    }
    const Objective& objective = recipe_.objective;
    const auto weights = completionWeights(lengths, objective.aggregation, objective.maskTruncated,
                                           recipe_.sampling.maxNewTokens);

    std::vector<std::vector<Batch>> parts;
    for (const auto& [from, to] : ownParts(groups.size())) {
        std::vector<Batch>& batches = parts.emplace_back();
        for (std::size_t g = from; g < to; ++g) {
            const RolloutGroup& group = groups[g];
            std::size_t index = firstOf[g];
            auto tokens = static_cast<long>(group.prompt->input.ids.size());
            for (const ScoredCompletion& completion : group.completions)
                tokens += static_cast<long>(completion.sampled.ids.size());
            if (batches.empty() || batches.back().tokens + tokens > microBatchTokens_) batches.emplace_back();
            Batch& batch = batches.back();
            batch.tokens += tokens;
            CompletionGroup& scored = batch.groups.emplace_back();
            scored.prompt = &group.prompt->input;
            for (const ScoredCompletion& completion : group.completions) {
                const Completion& sampled = completion.sampled;
                scored.completions.emplace_back(sampled.ids);
                batch.sampled.insert(batch.sampled.end(), sampled.logProbs.begin(), sampled.logProbs.end());
                batch.advantages.insert(batch.advantages.end(), sampled.ids.size(),
                                        static_cast<float>(completion.advantage));
                batch.weights.insert(batch.weights.end(), sampled.ids.size(),
                                     static_cast<float>(weights[index++]));
            }
        }
    }
    return parts;
}

struct Updater::Pass {
    double loss = 0;
    double kl = 0;
    double clippedLow = 0;
    double clippedHigh = 0;
    double difference = 0; // largest |sampled - training|
    double tokens = 0;

    void add(const Pass& other) {
        loss += other.loss;
        kl += other.kl;
        clippedLow += other.clippedLow;
        clippedHigh += other.clippedHigh;
        difference = std::max(difference, other.difference);
        tokens += other.tokens;
    }
};

Updater::Pass Updater::together(std::size_t parts, const std::function<Pass(std::size_t part)>& compute) {
    optimiser_.clearGradients();
    if (ranks_ == nullptr || ranks_->parts() == 1) return compute(0);
    static_assert(std::is_trivially_copyable_v<Pass>);
    TreeSum gradients;
    std::string own; // the passes' bytes
    for (std::size_t part = 0; part < parts; ++part) {
        const Pass pass = compute(part);
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

void Updater::backward(Batch& batch, bool firstPass, Pass& pass) {
    const double temperature = recipe_.sampling.temperature;
    const torch::Tensor logProbs_T = policy_.logProbs(batch.groups, temperature).logProbs_N;
    if (firstPass) {
        batch.old_T = logProbs_T.detach();
        if (reference_ != nullptr) batch.reference_T = reference_->logProbs(batch.groups, temperature);
        pass.difference =
            std::max(pass.difference,
                     (batch.old_T - onDeviceOf(batch.sampled, batch.old_T)).abs().max().item<double>());
    }
    const PolicyLoss part = policyLoss(logProbs_T, batch.old_T, onDeviceOf(batch.advantages, logProbs_T),
                                       batch.reference_T, recipe_.objective);
    const torch::Tensor scalar = (part.loss_T * onDeviceOf(batch.weights, logProbs_T)).sum();
    scalar.backward();
    pass.loss += scalar.item<double>();
    if (part.kl_T.defined()) pass.kl += part.kl_T.sum().item<double>();
    pass.clippedLow += part.clippedLow;
    pass.clippedHigh += part.clippedHigh;
    pass.tokens += static_cast<double>(batch.sampled.size());
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
    std::vector<std::vector<Batch>> parts = ownBatches(groups);
    const int updates = recipe_.objective.updatesPerRollout;

    UpdateFigures figures;
    Pass all;
    for (int update = 0; update < updates; ++update) {
        const Pass pass = together(parts.size(), [&](std::size_t part) {
            Pass own;
            for (Batch& batch : parts[part]) {
                breathe_();
                backward(batch, update == 0, own);
            }
            return own;
        });
        all.add(pass);
        apply(pass.loss, figures);
    }
    optimiser_.clearGradients();
    const double passes = std::max(updates, 1);
    const double scored = std::max(all.tokens, 1.0); // in all passes
    if (all.tokens > 0) figures.logProbDifference = all.difference;
    if (reference_ != nullptr) figures.kl = all.kl / scored;
    figures.clippedLow = all.clippedLow / scored;
    figures.clippedHigh = all.clippedHigh / scored;
    figures.loss /= passes;
    figures.gradNorm /= passes;
    return figures;
}

UpdateFigures Updater::imitate(std::span<const SupervisedExample> examples) {
    double totalWeight = 0;
    std::vector<std::vector<float>> weights;
    for (const SupervisedExample& example : examples) {
        auto& own = weights.emplace_back(example.weights);
        if (own.empty()) own.assign(example.completion.size(), 1.0F);
        for (const float weight : own)
            totalWeight += weight;
    }
    const int updates = recipe_.objective.updatesPerRollout;
    const auto parts = ownParts(examples.size());
    UpdateFigures figures;
    for (int update = 0; update < updates; ++update) {
        const Pass pass = together(parts.size(), [&](std::size_t part) {
            Pass own;
            for (auto [from, to] = parts[part]; from < to;) {
                breathe_();
                std::vector<CompletionGroup> groups;
                std::vector<float> flat;
                for (long tokens = 0; from < to; ++from) {
                    const SupervisedExample& example = examples[from];
                    tokens += static_cast<long>(example.prompt->ids.size() + example.completion.size());
                    if (!groups.empty() && tokens > microBatchTokens_) break;
                    groups.push_back({example.prompt, {std::span<const int>(example.completion)}});
                    flat.insert(flat.end(), weights[from].begin(), weights[from].end());
                }
                const torch::Tensor logProbs_T = policy_.logProbs(groups).logProbs_N;
                const torch::Tensor scalar =
                    supervisedLoss(logProbs_T, onDeviceOf(flat, logProbs_T), totalWeight);
                scalar.backward();
                own.loss += scalar.item<double>();
            }
            return own;
        });
        apply(pass.loss, figures);
    }
    optimiser_.clearGradients();
    figures.loss /= std::max(updates, 1);
    figures.gradNorm /= std::max(updates, 1);
    return figures;
}

} // namespace vrft
