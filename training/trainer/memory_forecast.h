// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How much memory a run will take, worked out from the shapes of its policy, recipe and longest prompt before
// a weight is read: what `doctor --plan` tells and a dry run looks at first.
//
// Counts the tensors that are alive together, phase by phase, in bytes; every completion as long as it may
// be. Not counted: what an allocator keeps beyond that. Thread rule: pure functions. Errors: those of policy
// folder and dataset.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/dataset/dataset.h"
#include "core/policies/model_config.h"
#include "core/run/run_folder.h"

namespace vrft {

// A tensor of the policy in the order of loading.
struct StoredTensor {
    std::int64_t elements = 0;
    std::int64_t storedBytes = 0; // in the file
    std::int64_t keptBytes = 0;   // in memory
};

// What decides.
struct MemoryShape {
    ModelConfig config;
    std::vector<StoredTensor> tensors;
    Recipe recipe;
    std::int64_t adapterElements = 0; // with LoRA, beside the layers the recipe names
    std::set<std::string> learning;   // the decoder's linear layers that learn, by short name: "q_proj"
    bool towerLearns = false;
    std::string longestSample;
    std::int64_t promptTokens = 0; // of it
    std::int64_t images = 1;       // of it
    std::int64_t imagePatches = 0; // of the largest image
    std::int64_t evaluated = 0;    // samples of a held-out check
    std::int64_t keptPrompts = 0;  // bytes of the samples' patches, as far as they are kept
    std::int64_t keptFeatures = 0; // bytes of their image features, as far as they are kept in memory
    std::int64_t programBytes = 0; // programBytes() before the policy is loaded
    bool checkpointing = false;    // gradient checkpointing
    double heldShare = 0; // what the C library holds beyond what is used, as a share of what comes and goes
};

// Peaks of a phase, each with what is there all along.
struct MemoryForecast {
    std::int64_t program = 0;
    std::int64_t weights = 0;  // the policy's, and the reference's where it is a copy
    std::int64_t learning = 0; // adapters, gradients and moments
    std::int64_t prompts = 0;  // encoded, and features
    std::int64_t load = 0;     // peak of loading
    std::int64_t rollout = 0;  // of sampling and held-out checks
    std::int64_t update = 0;   // of learning from a micro-batch of longest prompts and answers

    std::int64_t peak() const;
};

// Reads headers only; `programBytes` is left to the caller.
MemoryShape memoryShape(const RunInfo& info, const std::map<std::string, const Dataset*>& datasets,
                        const std::filesystem::path& policyFolder);
MemoryForecast forecastMemory(const MemoryShape& shape);

// {"load_bytes","rollout_bytes","update_bytes","peak_bytes"} and the parts that make them up.
Json memoryToJson(const MemoryForecast& forecast);

// What this process takes without a policy: resident now, after a first product, and the code that training
// will touch.
std::int64_t programBytes();

} // namespace vrft
