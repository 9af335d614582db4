// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How good a policy is on a split: greedy answers with intervals by patient, one sampled answer each, and
// whether the image matters (image gain, blank images).
//
// Doesn't train and writes no file: completions go to a function, the figures come back as values and as the
// JSON of evaluations/*.json. Everything is seeded: the same policy gives the same figures. Thread rule: one
// thread per policy. Errors: Error(InvalidArgument) for an empty split, Cancelled.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/stats/evaluation.h"
#include "training/rollout/rollout.h"

namespace vrft {

struct EvaluationOptions {
    Split split = Split::Val;
    int maxSamples = 0;        // 0 = all; else a seeded choice that is the same at every step
    int imageGainSamples = 64; // 0 = no image gain
    bool sampled = true;       // also one completion a sample at the run's temperature
    bool blankImages = false;  // also the answers to blank images of the same sizes
    std::uint64_t seed = 1;
    int step = 0; // of the records, and of the sampled completions' seeds
    std::string stage = "main";
    double temperature = 1.0;
    int maxNewTokens = 64;
    std::function<bool()> shouldStop;
    Ranks* ranks = nullptr; // that answer together; null: one engine
    // Asked for the greedy answers, each a group of its own; null, and of the other answers: not asked.
    ExternalJudge* external = nullptr;
};

// k 0 is the greedy completion, k 1 the sampled one; image gain has k 0.
using CompletionSink = std::function<void(CompletionRecord, std::span<const TokenRecord>)>;

struct EvaluationResult {
    EvaluationSummary summary;
    std::optional<double> sampledAccuracy; // classes and grades
    std::optional<double> imageGain;       // absent when images can't be exchanged between patients
    std::optional<double> blankGain;       // score minus the score of what is answered to blank images
    Json document;                         // evaluations/*.json without "checkpoint" and "start"
};

// Score with the true images minus score with images exchanged between patients. Both come from the greedy
// answers: the prompt that shows sample A the image of sample B is sample B's prompt, word for word.
EvaluationResult evaluate(const Policy& policy, PromptBook& prompts, const RewardSet& rewards,
                          const EvaluationOptions& options, const CompletionSink& sink = {});

// A figure that may not apply, as files write it.
template <typename Value>
Json orNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

// Keys and values of a metrics line: heldout/* and image_gain; null where nothing applies.
void addHeldout(Json& line, const EvaluationResult& result);

// For item i the item whose image it is shown instead, never one of the same patient: a seeded order in which
// each patient's items lie together, turned by the size of the largest patient. Empty when a patient owns
// more than half.
std::vector<std::size_t> exchangeBetweenPatients(std::span<const std::string> patients, std::uint64_t seed);

// The prompt with every image replaced by a blank one of its size: all pixels of the colour that the
// policy's preprocessing takes as its mean, which is 0 in every patch.
PromptInput withBlankImages(const PromptInput& prompt);

// `count` of `total` indices (0 = all) in ascending order, the same for the same seed and purpose.
std::vector<std::size_t> fixedChoice(std::size_t total, int count, std::uint64_t seed,
                                     std::string_view purpose);

} // namespace vrft
