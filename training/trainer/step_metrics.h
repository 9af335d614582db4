// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The figures of one step as a line of metrics.jsonl (formats.md §6). What doesn't apply is null.
// Thread rule: pure functions.
#pragma once

#include <span>
#include <string>

#include "core/json.h"
#include "training/rollout/rollout.h"
#include "training/trainer/update.h"

namespace vrft {

struct StepPhases {
    double rolloutSeconds = 0;
    double rewardSeconds = 0;
    double updateSeconds = 0;
};

// Every key of a training step but heldout/*. `groups` are all groups sampled in the step (none under sft,
// where the keys about completions are null).
Json stepMetrics(int step, const Stage& stage, const Task& task, std::span<const RolloutGroup> groups,
                 const UpdateFigures& update, const StepPhases& times);

// Time spent on image features since the line before, and time that the cache saved.
void addFeatureUse(Json& line, const FeatureUse& use);

// Largest resident set of this process so far.
std::int64_t peakMemoryBytes();

} // namespace vrft
