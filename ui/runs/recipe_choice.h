// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody chose for a new run, and the recipe it makes: a preset, and on top of it only what was
// changed by hand. So a change of dataset or policy keeps the changes and takes the rest from the preset of
// the new size or kind.
//
// No widgets, no files. Thread rule: values and pure functions. Errors: vrft::Error in words for what can't
// be.
#pragma once

#include "core/run/recipe.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

// The rewards of one stage.
struct StageRewards {
    std::vector<RewardSpec> rewards;
    Combine combine = Combine::Sum;
    bool operator==(const StageRewards&) const = default;
};

struct RecipeChoice {
    std::string preset = "vrft-aug";
    std::optional<Json> edited; // all settings as text, in place of the preset's

    // Switches of the strategy; unset: as the preset has them.
    std::optional<bool> supervised;
    std::optional<bool> knowledgePrompt;
    std::optional<bool> localiseFirst;
    std::optional<bool> fuzzyGrades;
    std::optional<double> recitationWeight; // 0: off

    std::optional<int> steps; // of stage main
    std::optional<int> completions;
    std::optional<int> promptsPerStep;
    std::optional<int> maxNewTokens;
    std::optional<int> evaluateEvery;
    std::optional<double> kl;
    std::optional<double> learningRate;
    std::optional<double> temperature;
    std::optional<std::uint64_t> seed;
    std::optional<HealthThresholds> health; // all of them
    // By stage, in place of the preset's; the switches above and the weights below change the last stage's.
    std::map<std::string, StageRewards> rewards;
    std::map<std::string, double> weights; // of the main stage's rewards, by name

    bool operator==(const RecipeChoice&) const = default;
};

// The recipe, accepted by recipeFromJson; equal to the preset's where nothing was changed. Its `preset` is
// the one it equals in strategy, else the chosen one if that still tells the truth about the prompt, else rft
// or rft+knowledge.
Recipe recipeOf(const RecipeChoice& choice, const PresetContext& context);

// Whether the recipe's strategy is its preset's, untouched.
bool isPreset(const Recipe& recipe, const RecipeChoice& choice, const PresetContext& context);

// Why a preset or a switch can't be had here, in words; empty if it can.
std::string presetRefused(std::string_view preset, const PresetContext& context);

// Reads the settings somebody wrote as text and takes them in place of the preset's; what was changed by hand
// before is in the text already.
RecipeChoice choiceFromText(const std::string& text, const PresetContext& context);

// The best total an answer can earn in the main stage, and what a wrong answer in the right form earns.
struct RewardRange {
    double highest = 0;
    double wrongInForm = 0;
};
RewardRange rewardRange(const Stage& stage);

// One setting of two recipes that isn't the same: the key of formats.md §5 ("sampling.max_new_tokens",
// "rewards.recitation"), and both values as text; an absent one is empty.
struct RecipeDifference {
    std::string key;
    std::string before;
    std::string now;
    bool operator==(const RecipeDifference&) const = default;
};
std::vector<RecipeDifference> recipeDifferences(const Recipe& before, const Recipe& now);

} // namespace vrft::ui
