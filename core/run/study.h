// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// STUDY.json: the strategies x datasets x seeds of a study, expanded into cells (formats.md §8). A file
// people write: unknown keys are refused by name.
//
// Doesn't start runs and makes no run folder. Relative paths are relative to the file's own folder. Thread
// rule: values. Errors: Error(InvalidFormat) with file and key.
#pragma once

#include "core/json.h"
#include "core/run/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

inline constexpr std::size_t kMostStudyRows = 200;

// A row of a study: a preset, and what is changed on top of it.
struct StudyStrategy {
    std::string name; // the row's; the preset's own where nothing is changed
    std::string preset;
    Json changes = Json::object();                        // keys of a recipe file (formats.md §5)
    std::optional<std::pair<std::string, double>> weight; // of a reward of the last stage, in a sweep

    bool untouched() const { return changes.empty() && !weight; }
    bool isPlainRft() const { return preset == "rft" && untouched(); }
    bool operator==(const StudyStrategy&) const = default;
};
StudyStrategy presetStrategy(std::string preset);
// The rows of a sweep: "rft+recite weight -0.4", "rft accuracy weight 2".
std::vector<StudyStrategy> sweepStrategies(const std::string& preset, const std::string& reward,
                                           std::span<const double> weights);
// The preset whose weight of `reward` a sweep changes if it names none; empty: no preset has it.
std::string sweptPreset(const std::string& reward);

// The whole recipe. A swept recitation is called what it is: rft+recite-, rft+knowledge (0), rft+recite+.
// Error(InvalidArgument | InvalidFormat) in words for what the context refuses.
Recipe strategyRecipe(const StudyStrategy& strategy, const PresetContext& context);

struct StudySpec {
    using Places =
        std::vector<std::pair<std::string, std::filesystem::path>>; // dataset name -> folder, file order
    std::vector<StudyStrategy> rows;                                // those of sweeps last
    Places datasets;
    Places policies; // the same names as `datasets`
    std::vector<std::uint64_t> seeds;
    int threads = 1;                    // of each run
    std::optional<int> steps;           // none: the preset's
    Places localise;                    // dataset name -> the localise dataset of its runs
    std::optional<std::string> control; // a row's name, or a preset that is one more row beside the others
    std::filesystem::path out;
    std::optional<std::filesystem::path> runs; // where run folders are made; none: in `out`
    std::string prefix;                        // of their names

    const std::filesystem::path* localiseOf(const std::string& dataset) const;
    const std::filesystem::path& policyOf(const std::string& dataset) const;
    std::vector<StudyStrategy> allRows() const; // rows, then the control if it isn't one of them
};

StudySpec studyFromJson(const Json& json, const std::filesystem::path& folder, const std::string& where);
StudySpec readStudy(const std::filesystem::path& file);
// As a file in `folder` would have it, with relative paths; sweeps are rows with a "weight".
Json studyToJson(const StudySpec& spec, const std::filesystem::path& folder);

struct StudyCell {
    StudyStrategy strategy;
    std::string row; // the strategy's name
    std::string dataset;
    std::uint64_t seed = 1;
    std::filesystem::path run;          // OUT/DATASET-ROW-sSEED: the same at every start of the study
    PresetContext context;              // resolves the strategy
    std::optional<std::string> refused; // why the row's task or policy refuses it; such a cell has no run
};

// What the study needs to know of a dataset's task and policy to resolve presets.
struct StudyContext {
    TaskKind kind = TaskKind::Classification;
    bool large = false;
};

// Seeds run innermost, datasets outermost. Error(InvalidFormat) where two cells would share a folder.
std::vector<StudyCell> expandStudy(const StudySpec& spec,
                                   const std::function<StudyContext(const std::string& dataset)>& contextOf);

// Whether the cell's run has its final evaluation.
bool cellFinished(const StudyCell& cell);

// What keeps figures of a study from standing beside each other, in words: datasets that ask different
// questions. By the names the study has for them.
std::vector<std::string> studyNotes(std::span<const std::pair<std::string, Task>> tasks);

} // namespace vrft
