// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The configuration of `cold-start` (formats.md §8), a file people write: unknown keys are refused by name.
//
// What a key means and its default: formats.md. Why there are keys beside the plain ones: decision 0004.
// Thread rule: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/run/recipe.h"

namespace vrft {

struct ColdStartTask {
    // Describe: the think part of the task's prompt; Answer: think and class; Boxes: think and boxes.
    enum class Target { Describe, Answer, Boxes, Auxiliary };
    std::string dataset; // a dataset's name
    Target target = Target::Describe;
    double weight = 1;
};

struct ColdStartPhase {
    std::vector<ColdStartTask> tasks;
    int steps = 110;
    int batch = 24;
    double lr = 2e-3;
    bool linear = false;
    int warmup = 10;
    std::vector<std::string> frozen;
    double auxiliary = 0;
    double answerWeight = 4;
    double knowledge = 0;
};

struct ColdStartConfig {
    std::optional<Json> model; // config.json without token ids and vocab_size: those come from the tokenizer
    std::optional<int> vocabulary;
    std::optional<Json> preprocessor;
    std::optional<int> labelled = 48; // images that are learned from; none: the whole train split
    double randomLabels = 0.7;
    double patchEmbeddingRate = 1;
    bool storeHalf = false;
    std::uint64_t seed = 1;
    std::vector<ColdStartPhase> phases;
};

// `fromPolicy`: --from was given, so model, tokenizer and preprocessor must be null; without it none may be.
ColdStartConfig coldStartConfigFromJson(const Json& json, const std::string& where, bool fromPolicy);

} // namespace vrft
