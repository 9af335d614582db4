// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// `eval`: the figures of a policy, or of a run's checkpoint, on a split of a dataset, as the document of
// evaluations/*.json (formats.md §6).
//
// A run brings its own prompt, knowledge and limits; a policy takes those of a recipe (the preset `rft` if
// none is given). Writes nothing into a run. Thread rule: one call at a time; it sets LibTorch's thread
// count. Errors: vrft::Error naming folder and what to do.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/dataset/dataset.h"
#include "core/json.h"
#include "core/run/recipe.h"

namespace vrft {

struct EvaluatePolicyRequest {
    std::filesystem::path policy; // a policy folder, or a run: its best checkpoint, else the newest
    std::filesystem::path dataset;
    Split split = Split::Test;
    std::optional<Recipe> recipe;  // prompt, temperature, limits; instead of the run's or the preset's
    std::optional<Task> knowledge; // its knowledge instead of the run's or the dataset's
    bool sampled = true;           // also "sampled_accuracy"
    int threads = 1;
    std::function<bool()> shouldStop;
};

Json evaluatePolicy(const EvaluatePolicyRequest& request);

} // namespace vrft
