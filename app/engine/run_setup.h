// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes run folders from a recipe, datasets and a policy: `init`, and each cell of a `study`.
//
// Trains nothing. Everything is checked before the folder appears, the policy by loading it; a failure leaves
// nothing behind. Thread rule: pure functions on different folders. Errors: vrft::Error naming file, key, and
// what to do.
#pragma once

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"
#include "core/run/study.h"
#include "training/policy_source.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace vrft::engine {

struct RunRequest {
    std::filesystem::path run;
    std::string recipe;                                    // a preset's name or a recipe file
    std::optional<StudyStrategy> strategy;                 // a study's row, in place of `recipe`
    std::map<std::string, std::filesystem::path> datasets; // "main", and "localise" where a stage needs it
    // A policy folder, a run (its best checkpoint), a link's path, or a name as policyPlace takes it.
    std::filesystem::path policy;
    std::optional<std::filesystem::path> knowledge; // a task file whose knowledge replaces the dataset's
    std::optional<int> steps;
    std::optional<std::uint64_t> seed;
    int threads = 1;
    int ranks = 1;
    std::string device = "auto"; // training/device.h; run.json names the one that was found
    TokenRetention tokenFiles;
};

// A preset's name or a recipe file, as every command takes it, resolved completely.
Recipe resolveRecipe(const std::string& recipe, const PresetContext& context);

// For wrong usage: why a text is no recipe; empty if it is one.
std::string recipeProblem(const std::string& recipe);

// Datasets and policies, each read and checked once however many runs use it. References stay valid.
class RunSources {
public:
    const Dataset& dataset(const std::filesystem::path& folder);
    // `folder`: a policy folder. Loads it once and lets it go again: what training would refuse is refused
    // here, and answers of the stages' datasets that the policy can't say.
    const PolicyFolderInfo& policy(const std::filesystem::path& folder, const std::vector<Stage>& stages,
                                   const std::map<std::string, const Dataset*>& datasets);

private:
    std::map<std::filesystem::path, Dataset> datasets_;
    std::map<std::filesystem::path, PolicyFolderInfo> policies_;
    std::set<std::string> said_; // policy, dataset and method whose answers are known to be sayable
};

// A request with everything found and checked, before there is a folder. Borrows the datasets of the sources.
struct ResolvedRun {
    RunInfo info; // paths relative to the request's run; the hash of the policy folder that stays where it is
    std::map<std::string, const Dataset*> datasets;
    std::filesystem::path policy;     // a policy folder or a run
    bool tuned = false;               // the policy is a run or an adapter
    std::vector<std::string> leftOut; // of the preset, in words
};
enum class PolicyCheck {
    Load,   // what training would refuse is refused
    Headers // for who loads it next anyway; no hash
};
ResolvedRun resolveRun(const RunRequest& request, RunSources& sources, PolicyCheck check = PolicyCheck::Load);

// Creates the run folder and returns what run.json says. `say` is told what the preset had to leave out, as
// the run's events are, and the recipe's warnings.
RunInfo setUpRun(const RunRequest& request, RunSources& sources,
                 const std::function<void(const std::string&)>& say = {});

// The task whose knowledge is shown or compared with: `file`'s, else the dataset's. It must ask the same of
// the same classes as the dataset's.
Task knowledgeTask(const std::optional<std::filesystem::path>& file, const Dataset& dataset);

// "NAME=DIR", or "DIR" for the dataset named main, by name. A name given twice is refused.
std::map<std::string, std::filesystem::path> datasetArguments(std::span<const std::string> texts);

} // namespace vrft::engine
