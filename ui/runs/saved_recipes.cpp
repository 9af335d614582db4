// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/saved_recipes.h"

#include "core/error.h"
#include "core/files.h"

#include <QCoreApplication>
#include <algorithm>
#include <ctime>
#include <fmt/format.h>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName = 80; // bytes
constexpr std::uintmax_t kLargestRecipe = 1 << 20;

fs::path recipesIn(const fs::path& workspace) {
    return workspace / "recipes";
}

} // namespace

std::vector<SavedRecipe> savedRecipes(const fs::path& workspace) {
    std::vector<SavedRecipe> recipes;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(recipesIn(workspace), ignored)) {
        if (entry.path().extension() != ".json" || entry.path().filename().string().starts_with('.'))
            continue;
        SavedRecipe& recipe = recipes.emplace_back();
        recipe.name = entry.path().stem().string();
        try {
            if (fs::file_size(entry.path(), ignored) > kLargestRecipe)
                throw Error(ErrorCode::InvalidFormat, "this is too large for a recipe",
                            entry.path().string());
            recipe.text = readTextFile(entry.path());
        } catch (const Error& error) {
            recipe.problem = error.what();
        }
    }
    std::sort(recipes.begin(), recipes.end(),
              [](const SavedRecipe& a, const SavedRecipe& b) { return a.name < b.name; });
    return recipes;
}

std::string recipeNameProblem(const std::string& name) {
    const auto words = [](const char* text) {
        return QCoreApplication::translate("SavedRecipes", text).toStdString();
    };
    if (name.empty()) return words(QT_TRANSLATE_NOOP("SavedRecipes", "Type a name."));
    if (name.size() > kLongestName) return words(QT_TRANSLATE_NOOP("SavedRecipes", "The name is too long."));
    if (name.front() == '.' || name.find('/') != std::string::npos ||
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return words(
            QT_TRANSLATE_NOOP("SavedRecipes", "A name has no slash and doesn’t begin with a point."));
    return {};
}

void saveRecipe(const fs::path& workspace, const std::string& name, const Recipe& recipe) {
    if (const std::string problem = recipeNameProblem(name); !problem.empty())
        throw Error(ErrorCode::InvalidArgument, problem, name);
    makeFolders(recipesIn(workspace));
    writeFileAtomic(recipesIn(workspace) / (name + ".json"), jsonPretty(recipeToJson(recipe)));
}

void removeRecipe(const fs::path& workspace, const std::string& name) {
    const fs::path trash = workspace / "trash";
    makeFolders(trash);
    std::error_code code;
    fs::rename(recipesIn(workspace) / (name + ".json"),
               trash / fmt::format("recipe-{}-{}.json", name, std::time(nullptr)), code);
    if (code)
        throw Error(ErrorCode::Io, "the recipe can't be moved to the trash: " + code.message(), name,
                    "Check the folder's permissions");
}

} // namespace vrft::ui
