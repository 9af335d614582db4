// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How fast a policy of given sizes samples and learns on a device, with random weights and random prompts:
// what a real checkpoint of that shape will do, without having it.
//
// One group of completions of a text prompt, an adapter on every decoder linear, one GRPO update. Sampling is
// compared with the least a token can cost: reading the weights and the keys and values once at the device's
// copy speed. Thread rule: the thread of the policy. Errors: those of the policy.
#pragma once

#include <filesystem>
#include <memory>

#include "core/json.h"
#include "training/policy.h"

namespace vrft {

struct ShapeOptions {
    int completions = 8; // of the one prompt
    int promptTokens = 300;
    int newTokens = 128;
    int repeats = 3; // the fastest counts
    int loraRank = 16;
};

struct ShapeTimes {
    std::int64_t parameters = 0;
    double weightBytes = 0; // read for every token: decoder and head
    double keyBytes = 0;    // keys and values read for a token, mean over the completion
    double prefill_s = 0;   // the prompt and the first token
    double decode_s = 0;    // a token of every completion
    double update_s = 0;    // forward, backward, optimiser
    int decodeSteps = 0;    // measured: the longest completion, without its first token
};

// A policy with the sizes of a config.json and random weights, matrices of the given type, with the tokenizer
// of another policy's folder.
std::unique_ptr<Policy> makeShape(const std::filesystem::path& config,
                                  const std::filesystem::path& tokenizerOf, const PolicyOptions& options,
                                  torch::ScalarType matrices);

// Adds an adapter to the policy and trains it a little.
ShapeTimes measureShape(Policy& policy, const ShapeOptions& options, torch::Device device);

} // namespace vrft
