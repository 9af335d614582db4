// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes run folders: from a recipe, datasets and a policy (`init`, each cell of a `study`), and for
// travelling to another machine and back (`pack`, `unpack`).
//
// Trains nothing. Everything is checked before the folder appears; a failure leaves nothing behind. Thread
// rule: pure functions on different folders. Errors: vrft::Error naming file, key, and what to do.
#pragma once

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace vrft::engine {

struct RunRequest {
    std::filesystem::path run;
    std::string recipe;                                    // a preset's name or a recipe file
    std::map<std::string, std::filesystem::path> datasets; // "main", and "localise" where a stage needs it
    std::filesystem::path policy;                          // a policy folder, or a run: its best checkpoint
    std::optional<std::filesystem::path> knowledge; // a task file whose knowledge replaces the dataset's
    std::optional<int> steps;
    std::optional<std::uint64_t> seed;
    int threads = 1;
    std::string device = "cpu";
};

// A preset's name or a recipe file, as every command takes it, resolved completely.
Recipe resolveRecipe(const std::string& recipe, const PresetContext& context);

// Datasets, each read and verified once however many runs use it. References stay valid.
class DatasetShelf {
public:
    const Dataset& of(const std::filesystem::path& folder);

private:
    std::map<std::filesystem::path, Dataset> datasets_;
};

// Creates the run folder and returns what run.json says.
RunInfo setUpRun(const RunRequest& request, DatasetShelf& shelf);

// "NAME=DIR", or "DIR" for the dataset named main.
std::pair<std::string, std::filesystem::path> datasetArgument(const std::string& text);

// Copies the run with its datasets and policy into OUT (which must not exist), with paths inside OUT.
void packRun(const std::filesystem::path& run, const std::filesystem::path& out);

// Brings a packed run (trained elsewhere or not) into a workspace folder: runs/NAME, with datasets and policy
// taken from the workspace where their hashes are equal, else copied there. An unfinished copy of the same
// run in the workspace is replaced when the packed one holds everything it holds. Returns the run's folder.
std::filesystem::path unpackRun(const std::filesystem::path& packed, const std::filesystem::path& workspace);

} // namespace vrft::engine
