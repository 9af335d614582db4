// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/update.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "training/objective/losses.h"
#include "training/policy_source.h"

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
    if (recipe.trainable.kind == TrainableKind::Lora)
        policy.addLora(loraOptions(recipe));
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

std::vector<Updater::Batch> Updater::batchesOf(std::span<const RolloutGroup> groups) const {
    std::vector<CompletionLength> lengths;
    for (const RolloutGroup& group : groups)
        for (const ScoredCompletion& completion : group.completions)
            lengths.push_back(
                {static_cast<int>(completion.sampled.ids.size()), completion.sampled.truncated});
    const Objective& objective = recipe_.objective;
    const auto weights = completionWeights(lengths, objective.aggregation, objective.maskTruncated,
                                           recipe_.sampling.maxNewTokens);

    std::vector<Batch> batches;
    std::size_t index = 0;
    for (const RolloutGroup& group : groups) {
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
    return batches;
}

void Updater::backward(Batch& batch, bool firstPass, UpdateFigures& figures, double& kl, double& loss) {
    const double temperature = recipe_.sampling.temperature;
    const torch::Tensor logProbs_T = policy_.logProbs(batch.groups, temperature).logProbs_N;
    if (firstPass) {
        batch.old_T = logProbs_T.detach();
        if (reference_ != nullptr) batch.reference_T = reference_->logProbs(batch.groups, temperature);
        const double difference =
            (batch.old_T - onDeviceOf(batch.sampled, batch.old_T)).abs().max().item<double>();
        figures.logProbDifference = std::max(figures.logProbDifference.value_or(0.0), difference);
    }
    const PolicyLoss part = policyLoss(logProbs_T, batch.old_T, onDeviceOf(batch.advantages, logProbs_T),
                                       batch.reference_T, recipe_.objective);
    const torch::Tensor scalar = (part.loss_T * onDeviceOf(batch.weights, logProbs_T)).sum();
    scalar.backward();
    loss += scalar.item<double>();
    if (part.kl_T.defined()) kl += part.kl_T.sum().item<double>();
    figures.clippedLow += part.clippedLow;
    figures.clippedHigh += part.clippedHigh;
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
    std::vector<Batch> batches = batchesOf(groups);
    std::size_t tokens = 0;
    for (const Batch& batch : batches)
        tokens += batch.sampled.size();
    const int updates = recipe_.objective.updatesPerRollout;

    UpdateFigures figures;
    double kl = 0;
    for (int update = 0; update < updates; ++update) {
        optimiser_.clearGradients();
        double loss = 0;
        for (Batch& batch : batches) {
            breathe_();
            backward(batch, update == 0, figures, kl, loss);
        }
        apply(loss, figures);
    }
    optimiser_.clearGradients();
    const double passes = std::max(updates, 1);
    const double scored = static_cast<double>(std::max<std::size_t>(tokens, 1)) * passes;
    if (reference_ != nullptr) figures.kl = kl / scored;
    figures.clippedLow /= scored;
    figures.clippedHigh /= scored;
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
    UpdateFigures figures;
    for (int update = 0; update < updates; ++update) {
        optimiser_.clearGradients();
        double loss = 0;
        for (std::size_t from = 0; from < examples.size();) {
            breathe_();
            std::vector<CompletionGroup> groups;
            std::vector<float> flat;
            for (long tokens = 0; from < examples.size(); ++from) {
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
            loss += scalar.item<double>();
        }
        apply(loss, figures);
    }
    optimiser_.clearGradients();
    figures.loss /= std::max(updates, 1);
    figures.gradNorm /= std::max(updates, 1);
    return figures;
}

} // namespace vrft
