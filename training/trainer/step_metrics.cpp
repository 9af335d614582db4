// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/step_metrics.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/stats/classification.h"
#include "training/evaluate.h"

namespace vrft {

namespace {

Decision decisionOf(const Task& task, const Sample& sample, const AnswerReading& answer) {
    const auto indexOf = [&](const std::optional<std::string>& id) -> std::optional<int> {
        for (std::size_t i = 0; id && i < task.classes.size(); ++i)
            if (task.classes[i].id == *id) return static_cast<int>(i);
        return std::nullopt;
    };
    return {indexOf(sample.target.label).value_or(0), answer.valid ? indexOf(answer.label) : std::nullopt};
}

// Sums over the completions of a step.
struct Sums {
    std::vector<double> totals;
    std::vector<std::vector<double>> parts;
    double advantage = 0;
    double entropy = 0;
    std::size_t tokens = 0;
    std::size_t truncated = 0;
    std::size_t invalid = 0;
    int attributesNamed = 0;
    int attributesRight = 0;
    std::vector<Decision> decisions;
};

Sums sumsOf(const Task& task, std::size_t numRewards, std::span<const RolloutGroup> groups) {
    Sums sums;
    sums.parts.resize(numRewards);
    for (const RolloutGroup& group : groups) {
        for (const ScoredCompletion& completion : group.completions) {
            sums.totals.push_back(completion.reward.total);
            for (std::size_t r = 0; r < numRewards; ++r)
                sums.parts[r].push_back(completion.reward.parts[r].score);
            sums.advantage += std::abs(completion.advantage);
            for (const float entropy : completion.sampled.entropies)
                sums.entropy += entropy;
            sums.tokens += completion.sampled.ids.size();
            sums.truncated += completion.sampled.truncated ? 1 : 0;
            sums.invalid += completion.reward.answer.valid ? 0 : 1;
            sums.attributesNamed += completion.attributes.named;
            sums.attributesRight += completion.attributes.right;
            if (task.kind != TaskKind::Localisation)
                sums.decisions.push_back(decisionOf(task, *group.sample, completion.reward.answer));
        }
    }
    return sums;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double spreadOf(const std::vector<double>& values) {
    if (values.size() < 2) return 0;
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

void addRollout(Json& line, const Task& task, const Stage& stage, std::span<const RolloutGroup> groups) {
    const std::vector<RewardSpec>& specs = stage.rewards;
    const Sums sums = sumsOf(task, specs.size(), groups);
    const bool any = !sums.totals.empty();
    const auto count = static_cast<double>(sums.totals.size());
    const auto value = [&](double number) { return any ? Json(number) : Json(); };
    line["reward/mean"] = any ? Json(meanOf(sums.totals)) : Json();
    line["reward/std"] = value(spreadOf(sums.totals));
    for (std::size_t r = 0; r < specs.size(); ++r)
        line["rewards/" + specs[r].name + "/mean"] = any ? Json(meanOf(sums.parts[r])) : Json();
    const auto silent = std::ranges::count_if(
        groups, [&](const RolloutGroup& group) { return !hasSignal(group, stage.combine); });
    line["groups/no_signal"] = value(static_cast<double>(silent) / static_cast<double>(groups.size()));
    line["advantage/abs_mean"] = value(sums.advantage / count);
    line["entropy"] = value(sums.entropy / static_cast<double>(sums.tokens));
    line["completion/mean_tokens"] = value(static_cast<double>(sums.tokens) / count);
    line["completion/truncated"] = value(static_cast<double>(sums.truncated) / count);
    line["answers/invalid"] = value(static_cast<double>(sums.invalid) / count);
    if (!any) // else answerFigures has them
        for (const char* key : {"answers/commonest", "answers/repeated", "think/words"})
            line[key] = Json();
    const bool classes = !sums.decisions.empty();
    const Confusion confusion = confusionOf(sums.decisions, static_cast<int>(task.classes.size()));
    line["train/accuracy"] = classes ? orNull(accuracy(confusion)) : Json();
    line["attributes/truth"] = sums.attributesNamed > 0
                                   ? Json(static_cast<double>(sums.attributesRight) / sums.attributesNamed)
                                   : Json();
    line["predicted/entropy"] = classes ? orNull(predictedEntropy(confusion)) : Json();
}

} // namespace

Json stepMetrics(int step, const Stage& stage, const Task& task, std::span<const RolloutGroup> groups,
                 const UpdateFigures& update, const StepPhases& times) {
    Json line;
    line["step"] = step;
    line["stage"] = stage.name;
    addRollout(line, task, stage, groups);
    line["loss"] = update.loss;
    line["kl"] = orNull(update.kl);
    line["clip/low"] = groups.empty() ? Json() : Json(update.clippedLow);
    line["clip/high"] = groups.empty() ? Json() : Json(update.clippedHigh);
    line["grad_norm"] = update.gradNorm;
    line["lr"] = update.lr;
    line["logp_difference/max"] = orNull(update.logProbDifference);
    std::size_t tokens = 0;
    for (const RolloutGroup& group : groups)
        for (const ScoredCompletion& completion : group.completions)
            tokens += completion.sampled.ids.size();
    line["time/rollout_s"] = times.rolloutSeconds;
    line["time/update_s"] = times.updateSeconds;
    line["time/reward_s"] = times.rewardSeconds;
    line["tokens_per_second"] =
        times.rolloutSeconds > 0 ? Json(static_cast<double>(tokens) / times.rolloutSeconds) : Json();
    line["memory/peak_bytes"] = peakMemoryBytes();
    return line;
}

void addFeatureUse(Json& line, const FeatureUse& use) {
    line["time/features_s"] = use.seconds;
    line["time/features_saved_s"] = use.saved;
}

std::int64_t peakMemoryBytes() {
    // Not getrusage: there, what the parent once had counts beyond fork and exec.
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) * 1024;
    return 0;
}

} // namespace vrft
