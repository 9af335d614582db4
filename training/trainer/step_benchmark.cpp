// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/step_benchmark.h"

#include <algorithm>
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

constexpr int kMostWarmUpSteps = 2;

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

// Where the groups of a step come from, and what their completions are worth.
class Work {
public:
    Work() = default;
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    virtual ~Work() = default;
    virtual void prepare() = 0; // what a step finds ready
    virtual std::vector<RolloutGroup> sample(int step) = 0;
    virtual void judge(std::vector<RolloutGroup>& groups) = 0;
};

class DatasetWork : public Work {
public:
    DatasetWork(Policy& policy, PromptBook& prompts, const Recipe& recipe)
        : policy_(policy)
        , prompts_(prompts)
        , recipe_(recipe)
        , rewards_(recipe.stages.back().rewards, prompts.dataset())
        , samples_(prompts.dataset().of(Split::Train)) {
        if (samples_.empty())
            throw Error(ErrorCode::InvalidArgument, "the train split has no samples to measure with",
                        prompts.dataset().folder.string(), "Choose another dataset");
    }
    void prepare() override {
        chosen_.clear();
        for (int p = 0; p < recipe_.sampling.promptsPerStep; ++p)
            chosen_.push_back(samples_[next_++ % samples_.size()]);
        for (const Sample* sample : chosen_)
            prompts_.of(*sample); // encoded once in a run's life: not part of a step
    }
    std::vector<RolloutGroup> sample(int step) override {
        RolloutOptions options;
        options.seed = recipe_.seed;
        options.step = step;
        options.sampling = recipe_.sampling;
        return sampleGroups(policy_, prompts_, chosen_, options);
    }
    void judge(std::vector<RolloutGroup>& groups) override {
        const Stage& stage = recipe_.stages.back();
        scoreGroups(policy_, rewards_, prompts_, groups);
        setAdvantages(groups, stage.rewards, stage.combine, recipe_.objective.advantageScale);
    }

private:
    Policy& policy_;
    PromptBook& prompts_;
    const Recipe& recipe_;
    RewardSet rewards_;
    std::vector<const Sample*> samples_;
    std::vector<const Sample*> chosen_;
    std::size_t next_ = 0;
};

class PromptWork : public Work {
public:
    PromptWork(const Policy& policy, std::span<const PromptInput> prompts, const Recipe& recipe)
        : policy_(policy)
        , recipe_(recipe) {
        for (const PromptInput& prompt : prompts)
            prompts_.push_back({prompt, {}, {}, policy.boxUnits()});
        if (prompts_.empty()) throw Error(ErrorCode::InvalidArgument, "there are no prompts to measure with");
    }
    void prepare() override {}
    std::vector<RolloutGroup> sample(int step) override {
        const Sampling& asked = recipe_.sampling;
        std::vector<RolloutGroup> groups;
        std::vector<GenerationRequest> requests;
        for (int p = 0; p < asked.promptsPerStep; ++p) {
            const SamplePrompt& prompt = prompts_[next_++ % prompts_.size()];
            groups.push_back({nullptr, &prompt, {}});
            GenerationRequest& request = requests.emplace_back();
            request.prompt = &prompt.input;
            for (int k = 0; k < asked.completions; ++k)
                request.seeds.push_back(rolloutSeed(recipe_.seed, step, std::to_string(p), k));
        }
        SamplingOptions options;
        options.temperature = asked.temperature;
        options.maxNewTokens = asked.maxNewTokens;
        auto sampled = policy_.generate(requests, options);
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (Completion& completion : sampled[g])
                groups[g].completions.push_back({std::move(completion), {}, {}, {}, 0});
        return groups;
    }
    void judge(std::vector<RolloutGroup>& groups) override {
        for (RolloutGroup& group : groups)
            for (std::size_t k = 0; k < group.completions.size(); ++k)
                group.completions[k].advantage = k % 2 == 0 ? 1 : -1;
    }

private:
    const Policy& policy_;
    const Recipe& recipe_;
    std::vector<SamplePrompt> prompts_;
    std::size_t next_ = 0;
};

class Bench {
public:
    Bench(Policy& policy, Work& work, const Recipe& recipe)
        : policy_(policy)
        , work_(work)
        , recipe_(recipe)
        , reference_(policy, recipe.trainable.kind == TrainableKind::Lora ? nullptr : policy.clone()) {
        prepareForTraining(policy, recipe);
        NamedTensors parameters;
        for (const NamedParameter& parameter : policy.trainableParameters())
            parameters.emplace_back(parameter.name, parameter.tensor);
        optimiser_.emplace(parameters, recipe.optimiser);
    }

    void step(int number, std::array<PhaseTime, kParts>& phases, StepTimes& times) {
        work_.prepare();
        Laps laps(phases, policy_.parameters().front().tensor.device());
        std::vector<RolloutGroup> rollout = work_.sample(number);
        double sampled = 0;
        for (const RolloutGroup& group : rollout)
            for (const ScoredCompletion& completion : group.completions)
                sampled += static_cast<double>(completion.sampled.ids.size());
        laps.end(Rollout, sampled);
        work_.judge(rollout);
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
            policyLoss(logProbs_T, logProbs_T.detach(), advantages_T, reference_T, recipe_.objective, {});
        laps.end(Forward, tokens);
        loss.loss_T.mean().backward();
        laps.end(Backward, tokens);
        optimiser_->clipGradients(optimiser_->gradientNorm(), recipe_.optimiser.gradClip);
        optimiser_->step(recipe_.optimiser.lr);
        optimiser_->clearGradients();
        laps.end(OptimiserStep, tokens);
    }

    Policy& policy_;
    Work& work_;
    const Recipe& recipe_;
    ReferencePolicy reference_;
    std::optional<AdamW> optimiser_;
};

StepTimes measure(Policy& policy, Work& work, const Recipe& recipe, int steps) {
    Bench bench(policy, work, recipe);
    std::array<PhaseTime, kParts> warm;
    StepTimes ignored;
    const int warmUp = std::min(kMostWarmUpSteps, (steps + 1) / 2);
    for (int i = 0; i < warmUp; ++i)
        bench.step(i, warm, ignored);
    std::array<PhaseTime, kParts> phases;
    StepTimes times;
    for (int i = 0; i < steps; ++i)
        bench.step(warmUp + i, phases, times);
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
    DatasetWork work(policy, prompts, recipe);
    return measure(policy, work, recipe, steps);
}

StepTimes measureSteps(Policy& policy, std::span<const PromptInput> prompts, const Recipe& recipe,
                       int steps) {
    PromptWork work(policy, prompts, recipe);
    return measure(policy, work, recipe, steps);
}

} // namespace vrft
