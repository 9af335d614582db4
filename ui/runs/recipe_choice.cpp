// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/recipe_choice.h"

#include "core/error.h"
#include "core/run/recipe_settings.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft::ui {

namespace {

constexpr const char* kWhere = "settings";

RewardSpec* find(Stage& stage, const std::string& name) {
    const auto found = std::find_if(stage.rewards.begin(), stage.rewards.end(),
                                    [&](const RewardSpec& spec) { return spec.name == name; });
    return found == stage.rewards.end() ? nullptr : &*found;
}

// Near grades rewarded or not: the reward for being right keeps its place and weight.
void setFuzzy(Stage& stage, bool on) {
    RewardSpec* exact = find(stage, "accuracy");
    RewardSpec* fuzzy = find(stage, "fuzzy_grade");
    if (on && exact != nullptr && fuzzy == nullptr) exact->name = "fuzzy_grade";
    if (!on && fuzzy != nullptr) {
        if (exact == nullptr)
            *fuzzy = {"accuracy", fuzzy->weight};
        else
            std::erase_if(stage.rewards, [](const RewardSpec& spec) { return spec.name == "fuzzy_grade"; });
    }
}

void setRecitation(Stage& stage, double weight, const PresetContext& context) {
    std::erase_if(stage.rewards,
                  [&](const RewardSpec& spec) { return weight == 0 && spec.name == "recitation"; });
    if (weight == 0) return;
    RewardSpec* spec = find(stage, "recitation");
    if (spec == nullptr) {
        stage.rewards.push_back(presetRecipe("rft+recite-", context).stages.back().rewards.back());
        spec = &stage.rewards.back();
    }
    spec->weight = weight;
}

void setLocalise(Recipe& recipe, bool on, const PresetContext& context) {
    const bool is = recipe.strategy().localiseFirst;
    if (is == on) return;
    if (!on) {
        recipe.stages.erase(recipe.stages.begin(), recipe.stages.end() - 1);
        return;
    }
    PresetContext own = context;
    own.steps = recipe.stages.back().steps;
    recipe.stages.insert(recipe.stages.begin(), presetRecipe("rft+localise", own).stages.front());
}

void applyRewards(Stage& stage, const RecipeChoice& choice) {
    const auto chosen = choice.rewards.find(stage.name);
    if (chosen == choice.rewards.end()) return;
    stage.rewards = chosen->second.rewards;
    stage.combine = chosen->second.combine;
}

void applyNumbers(Recipe& recipe, const RecipeChoice& choice) {
    const auto take = [](auto& value, const auto& changed) {
        if (changed) value = *changed;
    };
    take(recipe.sampling.completions, choice.completions);
    take(recipe.sampling.promptsPerStep, choice.promptsPerStep);
    take(recipe.sampling.maxNewTokens, choice.maxNewTokens);
    take(recipe.sampling.temperature, choice.temperature);
    take(recipe.evaluation.every, choice.evaluateEvery);
    take(recipe.objective.kl, choice.kl);
    take(recipe.optimiser.lr, choice.learningRate);
    take(recipe.seed, choice.seed);
    take(recipe.health, choice.health);
}

bool sameStrategy(const Recipe& a, const Recipe& b) {
    return a.knowledgePrompt == b.knowledgePrompt && recipeToJson(a)["stages"] == recipeToJson(b)["stages"];
}

std::optional<Recipe> triedPreset(std::string_view name, const PresetContext& context) {
    try {
        return presetRecipe(name, context);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string presetName(const Recipe& recipe, const std::string& chosen, const PresetContext& context) {
    PresetContext own = context;
    if (!recipe.stages.empty()) own.steps = recipe.stages.back().steps;
    const std::optional<Recipe> first = triedPreset(chosen, context);
    if (first && sameStrategy(*first, recipe)) return chosen;
    for (const std::string_view name : presetNames()) {
        const std::optional<Recipe> preset = triedPreset(name, own);
        if (preset && sameStrategy(*preset, recipe)) return std::string(name);
    }
    if (first && first->knowledgePrompt == recipe.knowledgePrompt) return chosen;
    return recipe.knowledgePrompt ? "rft+knowledge" : "rft";
}

} // namespace

Recipe recipeOf(const RecipeChoice& choice, const PresetContext& given) {
    PresetContext context = given;
    context.steps = choice.steps;
    context.seed = choice.seed;
    Recipe recipe = choice.edited ? recipeFromJson(*choice.edited, kWhere, context)
                                  : presetRecipe(choice.preset, context);
    Stage& main = recipe.stages.back();
    applyRewards(main, choice);
    if (choice.knowledgePrompt) recipe.knowledgePrompt = *choice.knowledgePrompt;
    if (choice.fuzzyGrades) setFuzzy(main, *choice.fuzzyGrades);
    if (choice.recitationWeight) setRecitation(main, *choice.recitationWeight, context);
    for (RewardSpec& spec : main.rewards)
        if (const auto weight = choice.weights.find(spec.name); weight != choice.weights.end())
            spec.weight = weight->second;
    if (choice.localiseFirst) setLocalise(recipe, *choice.localiseFirst, context);
    for (Stage& before : std::span(recipe.stages).first(recipe.stages.size() - 1))
        applyRewards(before, choice);
    if (choice.supervised)
        for (Stage& stage : recipe.stages)
            stage.method = *choice.supervised ? Method::Sft : Method::Grpo;
    applyNumbers(recipe, choice);
    recipe.preset = presetName(recipe, recipe.preset, context);
    // What init will read: ranges and what must hold together are judged by the one reader.
    PresetContext reading = given;
    reading.steps = {};
    reading.seed = {};
    return recipeFromJson(recipeToJson(recipe), kWhere, reading);
}

bool isPreset(const Recipe& recipe, const RecipeChoice& choice, const PresetContext& given) {
    PresetContext context = given;
    context.steps = choice.steps;
    if (const auto preset = triedPreset(recipe.preset, context); preset && sameStrategy(*preset, recipe))
        return true;
    context.steps = recipe.stages.back().steps;
    const std::optional<Recipe> preset = triedPreset(recipe.preset, context);
    return preset && sameStrategy(*preset, recipe);
}

std::string presetRefused(std::string_view preset, const PresetContext& context) {
    try {
        presetRecipe(preset, context);
        return {};
    } catch (const Error& problem) {
        return problem.summary();
    }
}

RecipeChoice choiceFromText(const std::string& text, const PresetContext& context) {
    RecipeChoice choice;
    choice.edited = parseJson(text, kWhere);
    PresetContext own = context;
    own.steps = {};
    own.seed = {};
    const Recipe recipe = recipeFromJson(*choice.edited, kWhere, own);
    choice.preset = recipe.preset;
    choice.edited = recipeToJson(recipe);
    return choice;
}

RewardRange rewardRange(const Stage& stage) {
    RewardRange range;
    for (const RewardSpec& spec : stage.rewards) {
        // Over-long and repetition only take away.
        const bool takes = spec.name == "overlong" || spec.name == "repetition";
        const bool both = spec.name == "external"; // from -1 to 1
        range.highest += both    ? std::abs(spec.weight)
                         : takes ? std::max(-spec.weight, 0.0)
                                 : std::max(spec.weight, 0.0);
        if (spec.name == "format") range.wrongInForm = spec.weight;
    }
    return range;
}

std::vector<RecipeDifference> recipeDifferences(const Recipe& before, const Recipe& now) {
    const RecipeSettings both[] = {recipeSettings(now), recipeSettings(before)};
    std::vector<RecipeDifference> differences;
    for (const SettingRow& row : settingRows(both))
        if (row.differs()) differences.push_back({row.key, row.values[1], row.values[0]});
    return differences;
}

} // namespace vrft::ui
