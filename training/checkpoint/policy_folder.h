// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A policy folder in Hugging Face layout: its weights in and out. Its files and hash are
// core/policies'.
//
// Names of all three families (hub originals, model.language_model.*, language_model.model.*) are read; hub
// originals are written. A missing, unused, mis-shaped or non-finite tensor is an Error naming it; nothing is
// left random. Not for adapters. Thread rule: pure functions and values.
#pragma once

#include "core/policies/model_config.h"
#include "core/policies/policy_files.h"
#include "core/policies/safetensors.h"
#include "core/run/recipe.h"

#include "training/torch_compat.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

struct LoadedWeights {
    ModelConfig config; // checked against the tensors; vision.hiddenSize and tieEmbeddings resolved
    std::vector<std::pair<std::string, torch::Tensor>>
        tensors; // hub names, order of modelTensors, CPU; float32, matrices as `base` says
};

// Reads model.safetensors, or the shards of model.safetensors.index.json, or a single other *.safetensors.
// Norms and biases are float32 whatever `base`: they cost nothing, and rounding them would.
LoadedWeights loadWeights(const std::filesystem::path& folder, ModelConfig config,
                          BaseWeights base = BaseWeights::Single);

// What the headers tell, no weight read.
struct PolicyHeaders {
    ModelConfig config; // as in LoadedWeights
    GenerationConfig generation;
    std::vector<std::pair<TensorSpec, DataType>>
        tensors; // in the order of loading, with the type they are stored in
};
PolicyHeaders readPolicyHeaders(const std::filesystem::path& folder);

// The type a matrix stored as `stored` is kept in.
torch::ScalarType keptType(torch::ScalarType stored, BaseWeights base);

// The JSON and text files of a policy folder besides the weights, by relative name, as bytes.
using PolicyTexts = std::map<std::string, std::string>;
PolicyTexts readPolicyTexts(const std::filesystem::path& folder);

// Writes a policy folder beside `folder` and publishes it by rename; `folder` must not exist.
void savePolicyFolder(const std::filesystem::path& folder, const PolicyTexts& texts,
                      const std::vector<std::pair<std::string, torch::Tensor>>& tensors);

// A folder of text files and one weight file, likewise beside and by rename.
void saveFolderOfTensors(const std::filesystem::path& folder, const PolicyTexts& texts,
                         const std::string& weightsName,
                         const std::vector<std::pair<std::string, torch::Tensor>>& tensors);

} // namespace vrft
