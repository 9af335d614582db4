// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a run is made of, found and verified: its datasets and its start policy, where run.json says or where
// the caller says, with equal hashes.
//
// Thread rule: the training thread. Errors: Error(NotFound | Mismatch) that say which dataset or policy, and
// what to do.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"
#include "training/policy.h"
#include "training/rollout/prompt_book.h"
#include "training/trainer/train_run.h"

namespace vrft {

struct RunInputs {
    RunInfo info;
    std::map<std::string, Dataset> datasets; // by name in run.json
    std::filesystem::path policyFolder;      // hash verified
    torch::Device device = torch::kCPU;

    // On the device, its base kept as the recipe says. `featureCache`: RunPaths::featureCache() of a
    // run that doesn't train the vision tower, else empty.
    std::unique_ptr<Policy> loadStartPolicy(const std::filesystem::path& featureCache = {}) const;
};

RunInputs openRunInputs(const std::filesystem::path& run, const TrainOptions& options);

// What a stage shows: the run's knowledge for the dataset `main`, the task's own for another dataset.
PromptRules promptRules(const RunInfo& info, const std::string& datasetName, const Dataset& dataset);

// "48 train, 12 val, 12 test samples of 24 patients".
std::string datasetText(const Dataset& dataset);

} // namespace vrft
