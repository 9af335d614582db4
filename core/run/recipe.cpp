// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/recipe.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft {

namespace {

constexpr std::array<std::string_view, 9> kPresets = {
    "rft",          "rft+knowledge",  "rft+recite-", "rft+recite+", "rft+fuzzy",
    "rft+localise", "rft+box-budget", "vrft-aug",    "sft"};

constexpr double kRecitationWeight = 0.2;
constexpr int kRecitationMinWords = 8;

RewardSpec reward(const std::string& name, double weight) {
    RewardSpec spec;
    spec.name = name;
    spec.weight = weight;
    return spec;
}

RewardSpec recitation(double weight) {
    RewardSpec spec = reward("recitation", weight);
    spec.minWords = kRecitationMinWords;
    return spec;
}

// The rewards of plain rft: form, and being right in the task's own terms.
std::vector<RewardSpec> plainRewards(TaskKind kind) {
    const char* rightness = kind == TaskKind::Localisation ? "boxes" : "accuracy";
    return {reward("format", 0.5), reward(rightness, 1)};
}

int localiseSteps(int mainSteps) {
    return static_cast<int>(std::lround(kLocaliseShare * mainSteps));
}

Stage localiseStage(int mainSteps) {
    if (localiseSteps(mainSteps) < 1)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("{} step leaves none for the stage on boxes", mainSteps), "recipe: stages",
                    "Ask for at least 2 steps");
    Stage stage;
    stage.name = "localise";
    stage.dataset = "localise";
    stage.steps = localiseSteps(mainSteps);
    stage.rewards = plainRewards(TaskKind::Localisation);
    return stage;
}

void applySize(Recipe& recipe, bool large) {
    if (!large) return; // the structs' initial values are those of a small policy
    recipe.objective.kl = 0.04;
    recipe.sampling.promptsPerStep = 4;
    recipe.sampling.maxNewTokens = 512;
    recipe.optimiser.lr = 1e-5;
    recipe.optimiser.schedule = Schedule::Cosine;
    recipe.trainable.kind = TrainableKind::Lora;
    recipe.trainable.base = BaseWeights::Half;
    recipe.trainable.checkpointing = true;
    recipe.evaluation.every = 20;
}

void refusePreset(std::string_view preset, const PresetContext& context) {
    if (std::find(kPresets.begin(), kPresets.end(), preset) == kPresets.end())
        throw Error(ErrorCode::InvalidArgument, fmt::format("there is no preset \"{}\"", preset), "recipe",
                    fmt::format("Choose one of: {}", fmt::join(kPresets, ", ")));
    if (preset == "rft+fuzzy" && context.kind != TaskKind::Grading)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("rft+fuzzy rewards near grades, and a {} task has no grades",
                                taskKindName(context.kind)),
                    "recipe", "Choose rft, or a grading task");
    if (preset == "rft+localise" && !context.hasLocalise)
        throw Error(ErrorCode::InvalidArgument,
                    "rft+localise first trains on boxes, and no dataset named localise is given", "recipe",
                    "Add it with --dataset localise=DIR, or choose rft");
}

} // namespace

Strategy Recipe::strategy() const {
    Strategy strategy;
    strategy.knowledgePrompt = knowledgePrompt;
    for (std::size_t i = 0; i + 1 < stages.size(); ++i) {
        if (stages[i].dataset == "localise") strategy.localiseFirst = true;
    }
    if (stages.empty()) return strategy;
    for (const RewardSpec& spec : stages.back().rewards) {
        if (spec.name == "recitation") strategy.recitationWeight = spec.weight;
        if (spec.name == "fuzzy_grade") strategy.fuzzyGrades = true;
    }
    return strategy;
}

int Recipe::totalSteps() const {
    int steps = 0;
    for (const Stage& stage : stages)
        steps += stage.steps;
    return steps;
}

std::span<const std::string_view> presetNames() {
    return kPresets;
}

Recipe presetRecipe(std::string_view preset, const PresetContext& context) {
    refusePreset(preset, context);
    const int steps = context.steps.value_or(context.large ? 500 : 300);
    if (steps < 1 || steps > kMaxSteps)
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} steps", steps), "recipe",
                    fmt::format("Choose 1 to {}", kMaxSteps));
    const bool whole = preset == "vrft-aug";

    Recipe recipe;
    recipe.preset = preset;
    recipe.seed = context.seed.value_or(recipe.seed);
    recipe.knowledgePrompt =
        whole || preset == "rft+knowledge" || preset == "rft+recite-" || preset == "rft+recite+";
    applySize(recipe, context.large);

    Stage stage;
    stage.method = preset == "sft" ? Method::Sft : Method::Grpo;
    stage.steps = preset == "rft+box-budget" ? steps + localiseSteps(steps) : steps;
    stage.rewards = plainRewards(context.kind);
    if (preset == "rft+fuzzy" || (whole && context.kind == TaskKind::Grading))
        stage.rewards.back() = reward("fuzzy_grade", 1);
    if (preset == "rft+recite-" || whole) stage.rewards.push_back(recitation(-kRecitationWeight));
    if (preset == "rft+recite+") stage.rewards.push_back(recitation(kRecitationWeight));

    if (preset == "rft+localise" || (whole && context.hasLocalise))
        recipe.stages.push_back(localiseStage(steps));
    recipe.stages.push_back(std::move(stage));
    return recipe;
}

std::vector<std::string> presetLeftOut(std::string_view preset, const PresetContext& context) {
    std::vector<std::string> leftOut;
    if (preset != "vrft-aug") return leftOut;
    if (context.kind != TaskKind::Grading)
        leftOut.push_back(
            fmt::format("Fuzzy grades are left out: a {} task has no grades.", taskKindName(context.kind)));
    if (!context.hasLocalise)
        leftOut.push_back(
            "Localise first is left out: no dataset named localise is given (--dataset localise=DIR).");
    return leftOut;
}

} // namespace vrft
