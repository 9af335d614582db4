// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes somebody kept under a name: WORKSPACE/recipes/NAME.json, each the recipe of formats.md §5 as a run
// records it, so that `vrftaug-engine init --recipe` takes the file too.
//
// What is removed goes to the workspace's trash folder. Errors: vrft::Error in words; a file that can't be
// read becomes a `problem`. Thread rule: any thread; they wait for the disk.
#pragma once

#include "core/run/recipe.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct SavedRecipe {
    std::string name;
    std::string text;    // of the file
    std::string problem; // why it can't be read
};
std::vector<SavedRecipe> savedRecipes(const std::filesystem::path& workspace); // by name

// Why a recipe can't be kept under this name; empty: it can.
std::string recipeNameProblem(const std::string& name);
// One of that name is replaced.
void saveRecipe(const std::filesystem::path& workspace, const std::string& name, const Recipe& recipe);
void removeRecipe(const std::filesystem::path& workspace, const std::string& name);

} // namespace vrft::ui
