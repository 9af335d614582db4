// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/recipe_settings.h"

#include <algorithm>

namespace vrft {

namespace {

void flatten(const Json& json, const std::string& key, RecipeSettings& out) {
    if (json.is_object()) {
        for (const auto& [name, value] : json.items())
            flatten(value, key.empty() ? name : key + "." + name, out);
        return;
    }
    out.emplace_back(key, json.is_string() ? json.get<std::string>() : json.dump());
}

} // namespace

RecipeSettings recipeSettings(const Recipe& recipe) {
    Json json = recipeToJson(recipe);
    const Json stages = json["stages"];
    for (const char* key : {"format", "strategy", "stages"})
        json.erase(key);
    RecipeSettings all;
    all.emplace_back("knowledge_prompt", recipe.knowledgePrompt ? "true" : "false");
    for (const Json& stage : stages) {
        const std::string name = stage["name"] == "main" ? "" : stage["name"].get<std::string>() + ".";
        for (const char* key : {"method", "steps", "combine"})
            flatten(stage[key], name + key, all);
        for (const Json& reward : stage["rewards"]) {
            const std::string place = name + "rewards." + reward["name"].get<std::string>();
            for (const auto& [key, value] : reward.items())
                if (key != "name") flatten(value, key == "weight" ? place : place + "." + key, all);
        }
    }
    flatten(json, {}, all);
    return all;
}

bool SettingRow::differs() const {
    return std::any_of(values.begin(), values.end(),
                       [this](const std::string& value) { return value != values.front(); });
}

std::vector<SettingRow> settingRows(std::span<const RecipeSettings> recipes) {
    std::vector<SettingRow> rows;
    for (std::size_t i = 0; i < recipes.size(); ++i)
        for (const auto& [key, value] : recipes[i]) {
            auto row = std::find_if(rows.begin(), rows.end(),
                                    [&key = key](const SettingRow& known) { return known.key == key; });
            if (row == rows.end())
                row = rows.insert(rows.end(), {key, std::vector<std::string>(recipes.size())});
            row->values[i] = value;
        }
    return rows;
}

} // namespace vrft
