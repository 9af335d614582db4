// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A policy folder in Hugging Face layout as files: which belong to it, its hash (formats.md §2), and what can
// be told of it without loading it.
//
// Loads no weights and knows no LibTorch (training/checkpoint does). Thread rule: pure functions. Errors:
// vrft::Error(NotFound | InvalidFormat | Unsupported | Cancelled) naming the file.
#pragma once

#include "core/vision_input/preprocess.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vrft {

// Files of the folder that belong to the policy and enter its hash, relative, sorted. Error(NotFound) naming
// the file that is missing.
std::vector<std::filesystem::path> policyFiles(const std::filesystem::path& folder);

// One file of weights; `tensors`: the stored names that an index says lie there (empty: no index).
struct WeightFile {
    std::string name;
    std::vector<std::string> tensors;
};
// The shards of model.safetensors.index.json, else model.safetensors, else the only other *.safetensors; each
// is there.
std::vector<WeightFile> weightFiles(const std::filesystem::path& folder);

// Told how many bytes of how many are hashed; false ends the call with Error(Cancelled).
using HashProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

// SHA-256 over the sorted lines "sha256  size  relative/path\n" of policyFiles.
std::string policyHash(const std::filesystem::path& folder, const HashProgress& progress = {});

struct PolicyFolderInfo {
    std::string hash;            // formats.md §2
    std::int64_t parameters = 0; // stored in its safetensors
};
PolicyFolderInfo inspectPolicyFolder(const std::filesystem::path& folder);

// What the headers tell, in milliseconds. Every file is there and every weight file is as long as its header
// says; whether the tensors fit config.json only loading tells.
struct PolicyDescription {
    std::string modelType;       // a ModelFamily's; another is Error(Unsupported)
    std::int64_t parameters = 0; // stored
    std::uint64_t bytes = 0;     // of all its files
    std::string weightType;      // most parameters are stored as: "F32", "BF16"
    PreprocessorConfig preprocessor;
};
PolicyDescription describePolicy(const std::filesystem::path& folder);

// Image tokens that an image of this size costs in a prompt. Error(Unsupported) as modelSize.
int imageTokens(const PreprocessorConfig& config, Size imageSize);

// Bytes the engine needs at least for its parameters, before images and answers: loaded once in single
// precision; trained in full with gradients, both moments and the frozen start policy, or with adapters
// beside it (policies of kLargePolicyParameters or more).
struct PolicyMemory {
    std::uint64_t load = 0;
    std::uint64_t train = 0;
};
PolicyMemory policyMemory(std::int64_t parameters);

} // namespace vrft
