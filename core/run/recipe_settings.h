// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A recipe as a list of settings, and where recipes differ.
//
// A setting's key is that of formats.md §5 ("sampling.max_new_tokens"), but that rewards stand by name
// ("rewards.recitation" is the weight), the main stage's keys have no stage before them, and `strategy` and
// `preset`'s consequences are what they consist of. Thread rule: values and pure functions.
#pragma once

#include "core/run/recipe.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

using RecipeSettings = std::vector<std::pair<std::string, std::string>>; // key, value as text

// Every setting, in the order of the file.
RecipeSettings recipeSettings(const Recipe& recipe);

// A setting of several recipes; a value is empty where a recipe doesn't have the setting.
struct SettingRow {
    std::string key;
    std::vector<std::string> values;
    bool differs() const;
};
// Every setting of any of them, in the order in which they are first met.
std::vector<SettingRow> settingRows(std::span<const RecipeSettings> recipes);

} // namespace vrft
