// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/study.h"

#include "core/error.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kChanges = "changes"; // where a row's recipe is wrong

// A row's name as part of a folder's.
std::string portableName(const std::string& name) {
    std::string portable;
    for (const char c : name) {
        const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' ||
                          c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
        portable += kept ? c : '-';
    }
    return portable;
}

const fs::path* placeOf(const StudySpec::Places& places, const std::string& name) {
    const auto found = std::find_if(places.begin(), places.end(),
                                    [&name](const auto& place) { return place.first == name; });
    return found == places.end() ? nullptr : &found->second;
}

std::string questionOf(const Task& task) {
    std::vector<std::string> names;
    for (const TaskClass& item : task.classes)
        names.push_back(item.id);
    return fmt::format("{}: {}", taskKindName(task.kind), fmt::join(names, ", "));
}

} // namespace

StudyStrategy presetStrategy(std::string preset) {
    return {preset, preset, Json::object(), std::nullopt};
}

std::string sweptPreset(const std::string& reward) {
    if (reward == "recitation") return "rft+recite-";
    if (reward == "fuzzy_grade") return "rft+fuzzy";
    if (reward == "format" || reward == "accuracy" || reward == "boxes") return "rft";
    return {};
}

std::vector<StudyStrategy> sweepStrategies(const std::string& preset, const std::string& reward,
                                           std::span<const double> weights) {
    std::vector<StudyStrategy> rows;
    const bool recites = reward == "recitation" && preset.starts_with("rft+recite");
    for (const double given : weights) {
        const double weight = given == 0 ? 0 : given; // no -0
        rows.push_back({recites ? fmt::format("rft+recite weight {}", weight)
                                : fmt::format("{} {} weight {}", preset, reward, weight),
                        preset, Json::object(), std::pair(reward, weight)});
    }
    return rows;
}

Recipe strategyRecipe(const StudyStrategy& strategy, const PresetContext& context) {
    Recipe recipe;
    if (strategy.changes.empty()) {
        recipe = presetRecipe(strategy.preset, context);
    } else {
        Json json = {{"format", 1}, {"preset", strategy.preset}};
        json.update(strategy.changes);
        recipe = recipeFromJson(json, kChanges, context);
    }
    if (!strategy.weight) return recipe;
    const auto& [reward, weight] = *strategy.weight;
    std::vector<RewardSpec>& rewards = recipe.stages.back().rewards;
    const auto swept = std::find_if(rewards.begin(), rewards.end(),
                                    [&name = reward](const RewardSpec& spec) { return spec.name == name; });
    if (swept == rewards.end())
        throw Error(
            ErrorCode::InvalidArgument,
            fmt::format("{} has no reward {} here whose weight could be changed", strategy.preset, reward),
            "weight", "Choose a preset that has it");
    swept->weight = weight;
    if (reward == "recitation" && strategy.preset.starts_with("rft+recite"))
        recipe.preset = weight < 0 ? "rft+recite-" : weight > 0 ? "rft+recite+" : "rft+knowledge";
    return recipe;
}

const fs::path* StudySpec::localiseOf(const std::string& dataset) const {
    return placeOf(localise, dataset);
}

const fs::path& StudySpec::policyOf(const std::string& dataset) const {
    const fs::path* policy = placeOf(policies, dataset);
    if (policy == nullptr)
        throw Error(ErrorCode::InvalidArgument, fmt::format("the study has no dataset \"{}\"", dataset));
    return *policy;
}

std::vector<StudyStrategy> StudySpec::allRows() const {
    std::vector<StudyStrategy> all = rows;
    const bool named =
        std::any_of(rows.begin(), rows.end(), [&](const StudyStrategy& row) { return row.name == control; });
    if (control && !named) all.push_back(presetStrategy(*control));
    return all;
}

std::vector<StudyCell> expandStudy(const StudySpec& spec,
                                   const std::function<StudyContext(const std::string& dataset)>& contextOf) {
    std::vector<StudyCell> cells;
    std::set<fs::path> folders;
    for (const auto& [dataset, folder] : spec.datasets) {
        const StudyContext context = contextOf(dataset);
        for (const StudyStrategy& strategy : spec.allRows()) {
            for (const std::uint64_t seed : spec.seeds) {
                StudyCell cell;
                cell.strategy = strategy;
                cell.row = strategy.name;
                cell.dataset = dataset;
                cell.seed = seed;
                cell.context = {context.kind, context.large, spec.localiseOf(dataset) != nullptr, spec.steps,
                                seed};
                try {
                    strategyRecipe(strategy, cell.context);
                    cell.run = spec.runs.value_or(spec.out) / fmt::format("{}{}-{}-s{}", spec.prefix, dataset,
                                                                          portableName(strategy.name), seed);
                } catch (const Error& error) {
                    cell.refused = error.summary();
                }
                if (!cell.refused && !folders.insert(cell.run).second)
                    throw Error(
                        ErrorCode::InvalidFormat,
                        fmt::format("two rows would share the run folder {}", cell.run.filename().string()),
                        "study: rows", "Give one of them another name");
                cells.push_back(std::move(cell));
            }
        }
    }
    return cells;
}

bool cellFinished(const StudyCell& cell) {
    std::error_code code;
    return !cell.refused && fs::is_regular_file(RunPaths{cell.run}.finalEvaluation(), code);
}

std::vector<std::string> studyNotes(std::span<const std::pair<std::string, Task>> tasks) {
    std::vector<std::string> named;
    std::set<std::string> questions;
    for (const auto& [name, task] : tasks) {
        questions.insert(questionOf(task));
        std::string what = "boxes";
        if (task.kind != TaskKind::Localisation)
            what = fmt::format("{} {}", task.classes.size(),
                               task.kind == TaskKind::Grading ? "grades" : "classes");
        named.push_back(fmt::format("{} ({})", name, what));
    }
    if (questions.size() < 2) return {};
    return {fmt::format("The datasets ask different questions: {}. Compare strategies within a dataset; a "
                        "strategy's figures on one aren't to be compared with those on another.",
                        fmt::join(named, ", "))};
}

} // namespace vrft
