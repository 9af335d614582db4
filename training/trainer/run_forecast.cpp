// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/run_forecast.h"

#include <algorithm>

#include "core/run/records.h"

namespace vrft {

namespace {

constexpr double kStateCopies = 3; // weights and both moments
constexpr double kSinglePrecision = 4;
constexpr int kBestAndOpen = 2; // the best checkpoint and the one being written

// Evaluations of a stage whose steps are `from` + 1 to `to`: before its first step, at every multiple, at its
// end.
int evaluationsOf(int from, int to, int every) {
    const int multiples = to / every - from / every;
    return 1 + multiples + (to % every == 0 ? 0 : 1);
}

} // namespace

RunForecast forecastRun(const RunInfo& info, const std::map<std::string, const Dataset*>& datasets,
                        const MeasuredStep& measured) {
    const Recipe& recipe = info.recipe;
    const TokenRetention::Kind retention = info.tokenFiles.kind;
    RunForecast forecast;
    double rollouts = 0;
    double heldout = 0;
    for (const Stage& stage : recipe.stages) {
        const Dataset& dataset = *datasets.at(stage.dataset);
        auto samples = static_cast<double>(dataset.of(Split::Val).size());
        if (recipe.evaluation.maxSamples > 0)
            samples = std::min<double>(samples, recipe.evaluation.maxSamples);
        const int evaluations =
            evaluationsOf(forecast.steps, forecast.steps + stage.steps, recipe.evaluation.every);
        const double answers = (dataset.task.kind == TaskKind::Localisation ? 1 : 2) * samples +
                               std::min<double>(samples, recipe.evaluation.imageGainSamples);
        forecast.evaluation_s = samples * measured.evaluation_s_per_sample;
        forecast.total_s += stage.steps * measured.step_s() + evaluations * forecast.evaluation_s;
        forecast.evaluations += evaluations;
        forecast.steps += stage.steps;
        heldout += evaluations * answers;
        if (stage.method == Method::Grpo)
            rollouts += static_cast<double>(stage.steps) * recipe.sampling.promptsPerStep *
                        recipe.sampling.completions;
    }
    // At the end the best checkpoint and the start policy answer the test split, greedily only.
    const Dataset& last = *datasets.at(recipe.stages.back().dataset);
    forecast.total_s += static_cast<double>(last.of(Split::Test).size()) * measured.evaluation_s_per_sample;

    forecast.completions = rollouts + heldout;
    forecast.completionBytes = forecast.completions * measured.completionBytes;
    const double withTokens = retention == TokenRetention::Kind::Evaluations ? heldout : forecast.completions;
    forecast.tokenBytes = withTokens * measured.completionTokens * kTokenRecordBytes;
    forecast.checkpointBytes = (recipe.checkpoint.keepLast + kBestAndOpen) * kStateCopies * kSinglePrecision *
                               static_cast<double>(measured.numTrainable);
    if (info.policy.path == "policy")
        forecast.policyBytes = kSinglePrecision * static_cast<double>(info.policy.parameters);
    return forecast;
}

Json timeToJson(const MeasuredStep& measured, const RunForecast& forecast) {
    return {{"step_s", measured.step_s()},
            {"rollout_s", measured.rollout_s},
            {"reward_s", measured.reward_s},
            {"update_s", measured.update_s},
            {"steps", forecast.steps},
            {"evaluations", forecast.evaluations},
            {"evaluation_s", forecast.evaluation_s},
            {"total_s", forecast.total_s}};
}

Json diskToJson(const RunForecast& forecast, std::uint64_t freeBytes) {
    return {{"completions", forecast.completions},
            {"completion_bytes", forecast.completionBytes},
            {"token_bytes", forecast.tokenBytes},
            {"checkpoint_bytes", forecast.checkpointBytes},
            {"policy_bytes", forecast.policyBytes},
            {"total_bytes", forecast.bytes()},
            {"free_bytes", freeBytes},
            {"fits", forecast.bytes() < static_cast<double>(freeBytes)}};
}

} // namespace vrft
