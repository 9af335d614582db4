// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The configuration of `cold-start` (formats.md §8), a file people write: unknown keys are refused by name.
//
// Beside the keys of the format these are understood:
//   "phases": [{..}]       several trainings one after another; each entry replaces any of tasks, steps,
//   batch, lr,
//                          schedule, frozen, auxiliary, answer_weight, knowledge for its phase
//   "frozen": ["visual"]   parameters whose names start so keep their values
//   "auxiliary": 0.3       weight of a head that reads attributes and box off the image features; thrown away
//   at the end "schedule": "constant" | "linear" (falls to 0)      "warmup": 10 updates "knowledge": 0.2
//   share of the prompts shown with the task's knowledge "patch_embedding_rate" factor on the learning rate
//   of the patch embedding. A grey image repeats each pixel in its
//                          three channels and two frames, so under Adam that layer moves six times as fast:
//                          1/6 undoes it
//   "store": "fp32" | "fp16"   how the weights are written
// and the target "auxiliary" (no text is learned, only the head).
// Without "labelled" all training samples are used, without "random_labels" none is false. Thread rule:
// values.
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
    std::optional<int> labelled;
    double randomLabels = 0;
    double patchEmbeddingRate = 1;
    bool storeHalf = false;
    std::uint64_t seed = 1;
    std::vector<ColdStartPhase> phases;
};

// `fromPolicy`: --from was given, so model, tokenizer and preprocessor must be null; without it none may be.
ColdStartConfig coldStartConfigFromJson(const Json& json, const std::string& where, bool fromPolicy);

} // namespace vrft
