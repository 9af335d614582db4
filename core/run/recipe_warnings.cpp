// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/recipe_warnings.h"

#include "core/knowledge/task.h"
#include "core/reward/made_answers.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kMostTroubles = 3; // as in the editor

// Empty where the rewards are in order.
std::string rewardsText(const Stage& stage, const Dataset& dataset, const std::string& knowledge) {
    std::vector<MadeSample> samples;
    for (const Sample* sample : variedSamples(dataset))
        samples.push_back({sample->target, sample->images.empty() ? Size{} : sample->images.front().size()});
    const std::vector<RewardTrouble> troubles =
        rewardTroubles(RewardSet(stage.rewards, dataset), samples, knowledge);
    std::string text;
    for (std::size_t i = 0; i < std::min(troubles.size(), kMostTroubles); ++i)
        text += (text.empty() ? "" : " ") + rewardTroubleText(troubles[i]);
    const bool external = std::ranges::any_of(
        stage.rewards, [](const RewardSpec& spec) { return spec.name == "external" && spec.weight != 0; });
    if (!text.empty() && external) text += " The external reward wasn't asked and counts 0 here.";
    return text;
}

} // namespace

std::vector<RecipeWarning> recipeWarnings(const RunInfo& info,
                                          const std::map<std::string, const Dataset*>& datasets) {
    std::vector<RecipeWarning> warnings;
    for (const Stage& stage : info.recipe.stages) {
        const Dataset& dataset = *datasets.at(stage.dataset);
        const std::string knowledge =
            stage.dataset == "main" ? info.knowledge.text : knowledgeText(dataset.task);
        if (std::string text = rewardsText(stage, dataset, knowledge); !text.empty())
            warnings.push_back({"rewards", stage.name, std::move(text)});
    }
    const bool samples = std::ranges::any_of(info.recipe.stages,
                                             [](const Stage& stage) { return stage.method == Method::Grpo; });
    const Objective& objective = info.recipe.objective;
    if (samples && objective.kind == ObjectiveKind::Gspo && objective.updatesPerRollout == 1)
        warnings.push_back({"objective",
                            {},
                            "With one update per rollout every ratio is 1, and gspo learns as grpo does; "
                            "they differ from updates_per_rollout 2 on."});
    return warnings;
}

Json recipeWarningsToJson(const std::vector<RecipeWarning>& warnings) {
    Json json = Json::array();
    for (const RecipeWarning& warning : warnings)
        json.push_back({{"key", warning.key},
                        {"stage", warning.stage.empty() ? Json(nullptr) : Json(warning.stage)},
                        {"text", warning.text}});
    return json;
}

std::string recipeWarningLine(const RecipeWarning& warning) {
    return warning.stage.empty()
               ? fmt::format("{}: {}", warning.key, warning.text)
               : fmt::format("{} of stage {}: {}", warning.key, warning.stage, warning.text);
}

} // namespace vrft
