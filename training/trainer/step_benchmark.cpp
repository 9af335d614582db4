// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/step_benchmark.h"

#include <array>
#include <ctime>
#include <numeric>

#include "core/error.h"
#include "training/device.h"
#include "training/objective/losses.h"
#include "training/rollout/rollout.h"
#include "training/rollout/sample_order.h"
#include "training/trainer/update.h"

namespace vrft {

namespace {

constexpr int kWarmUpSteps = 2;

enum Part { Rollout, Reward, Reference, Forward, Backward, OptimiserStep, kParts };
constexpr std::array<const char*, kParts> kNames = {"rollout", "reward",   "reference",
                                                    "forward", "backward", "optimiser"};

class Laps {
public:
    Laps(std::array<PhaseTime, kParts>& phases, torch::Device device)
        : phases_(phases)
        , device_(device) {}
    void end(Part part, double tokens) {
        waitFor(device_);
        const auto wall = std::chrono::steady_clock::now();
        const std::clock_t process = std::clock();
        PhaseTime& phase = phases_[part];
        phase.wall_s += std::chrono::duration<double>(wall - wall_).count();
        phase.process_s += static_cast<double>(process - process_) / CLOCKS_PER_SEC;
        phase.tokens += tokens;
        wall_ = wall;
        process_ = process;
    }

private:
    std::array<PhaseTime, kParts>& phases_;
    torch::Device device_;
    std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
    std::clock_t process_ = std::clock();
};

// A step's completions as the loss takes them, prompts counted once a group.
struct Scored {
    std::vector<CompletionGroup> groups;
    std::vector<float> advantages;
    double promptTokens = 0;
    double completionTokens = 0;
};

Scored scoredOf(const std::vector<RolloutGroup>& rollout) {
    Scored scored;
    for (const RolloutGroup& group : rollout) {
        CompletionGroup& own = scored.groups.emplace_back();
        own.prompt = &group.prompt->input;
        scored.promptTokens += static_cast<double>(own.prompt->ids.size());
        for (const ScoredCompletion& completion : group.completions) {
            own.completions.emplace_back(completion.sampled.ids);
            scored.advantages.insert(scored.advantages.end(), completion.sampled.ids.size(),
                                     static_cast<float>(completion.advantage));
            scored.completionTokens += static_cast<double>(completion.sampled.ids.size());
        }
    }
    return scored;
}

class Bench {
public:
    Bench(Policy& policy, PromptBook& prompts, const Recipe& recipe)
        : policy_(policy)
        , prompts_(prompts)
        , recipe_(recipe)
        , rewards_(recipe.stages.back().rewards, prompts.dataset().task)
        , samples_(prompts.dataset().of(Split::Train))
        , reference_(policy, recipe.trainable.kind == TrainableKind::Lora ? nullptr : policy.clone()) {
        if (samples_.empty())
            throw Error(ErrorCode::InvalidArgument, "the train split has no samples to measure with",
                        prompts.dataset().folder.string(), "Choose another dataset");
        prepareForTraining(policy, recipe);
        NamedTensors parameters;
        for (const NamedParameter& parameter : policy.trainableParameters())
            parameters.emplace_back(parameter.name, parameter.tensor);
        optimiser_.emplace(parameters, recipe.optimiser);
    }

    void step(int number, std::array<PhaseTime, kParts>& phases, StepTimes& times) {
        std::vector<const Sample*> chosen;
        for (int p = 0; p < recipe_.sampling.promptsPerStep; ++p)
            chosen.push_back(samples_[next_++ % samples_.size()]);
        for (const Sample* sample : chosen)
            prompts_.of(*sample); // encoded once in a run's life: not part of a step
        Laps laps(phases, policy_.parameters().front().tensor.device());
        RolloutOptions options;
        options.seed = recipe_.seed;
        options.step = number;
        options.sampling = recipe_.sampling;
        std::vector<RolloutGroup> rollout = sampleGroups(policy_, prompts_, chosen, options);
        double sampled = 0;
        for (const RolloutGroup& group : rollout)
            for (const ScoredCompletion& completion : group.completions)
                sampled += static_cast<double>(completion.sampled.ids.size());
        laps.end(Rollout, sampled);
        const Stage& stage = recipe_.stages.back();
        scoreGroups(policy_, rewards_, prompts_, rollout);
        setAdvantages(rollout, stage.rewards, stage.combine, recipe_.objective.advantageScale);
        const Scored scored = scoredOf(rollout);
        const double tokens = scored.promptTokens + scored.completionTokens;
        laps.end(Reward, scored.completionTokens);
        learn(scored, tokens, laps);
        times.promptTokens += scored.promptTokens / static_cast<double>(rollout.size());
        times.completionTokens +=
            scored.completionTokens / static_cast<double>(rollout.size()) / recipe_.sampling.completions;
    }

private:
    void learn(const Scored& scored, double tokens, Laps& laps) {
        const double temperature = recipe_.sampling.temperature;
        const torch::Tensor reference_T = reference_.logProbs(scored.groups, temperature);
        laps.end(Reference, tokens);
        const torch::Tensor logProbs_T = policy_.logProbs(scored.groups, temperature).logProbs_N;
        const torch::Tensor advantages_T = torch::tensor(scored.advantages).to(logProbs_T.device());
        const PolicyLoss loss =
            policyLoss(logProbs_T, logProbs_T.detach(), advantages_T, reference_T, recipe_.objective);
        laps.end(Forward, tokens);
        loss.loss_T.mean().backward();
        laps.end(Backward, tokens);
        optimiser_->clipGradients(optimiser_->gradientNorm(), recipe_.optimiser.gradClip);
        optimiser_->step(recipe_.optimiser.lr);
        optimiser_->clearGradients();
        laps.end(OptimiserStep, tokens);
    }

    Policy& policy_;
    PromptBook& prompts_;
    const Recipe& recipe_;
    RewardSet rewards_;
    std::vector<const Sample*> samples_;
    ReferencePolicy reference_;
    std::optional<AdamW> optimiser_;
    std::size_t next_ = 0;
};

double total(const std::vector<PhaseTime>& phases, double PhaseTime::*part) {
    return std::accumulate(phases.begin(), phases.end(), 0.0,
                           [part](double sum, const PhaseTime& phase) { return sum + phase.*part; });
}

} // namespace

double StepTimes::wall_s() const {
    return total(phases, &PhaseTime::wall_s);
}

double StepTimes::process_s() const {
    return total(phases, &PhaseTime::process_s);
}

StepTimes measureSteps(Policy& policy, PromptBook& prompts, const Recipe& recipe, int steps) {
    Bench bench(policy, prompts, recipe);
    std::array<PhaseTime, kParts> warm;
    StepTimes ignored;
    for (int i = 0; i < kWarmUpSteps; ++i)
        bench.step(i, warm, ignored);
    std::array<PhaseTime, kParts> phases;
    StepTimes times;
    for (int i = 0; i < steps; ++i)
        bench.step(kWarmUpSteps + i, phases, times);
    times.parameters = policy.parameterCount();
    times.steps = steps;
    times.promptTokens /= steps;
    times.completionTokens /= steps;
    for (int part = 0; part < kParts; ++part) {
        PhaseTime& phase = phases[part];
        phase.name = kNames[part];
        phase.wall_s /= steps;
        phase.process_s /= steps;
        phase.tokens /= steps;
        times.phases.push_back(phase);
    }
    return times;
}

} // namespace vrft
