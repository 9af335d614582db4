// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the time of a GRPO step goes on this machine, part by part, with the real policy on real samples.
//
// Does what a step of the trainer does (sampling, rewards, reference, loss, backward pass, AdamW), without a
// run folder, checkpoints or evaluations. The policy's weights change: give it one that isn't needed any
// more. Times are means over the measured steps, one or two warm-up steps before them. Thread rule: the
// thread of the policy; the number of threads is the caller's (training/machine.h). Errors: those of the
// policy; InvalidArgument for a train split without samples.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/run/recipe.h"
#include "training/rollout/prompt_book.h"

namespace vrft {

struct PhaseTime {
    std::string name;     // "rollout" | "reward" | "reference" | "forward" | "backward" | "optimiser"
    double wall_s = 0;    // a step
    double process_s = 0; // processor time of all threads; with one thread, the wall clock of an idle machine
    double tokens = 0;    // that the phase works on, a step: completions when sampling, else prompts too
};

struct StepTimes {
    std::int64_t parameters = 0;
    int steps = 0;               // measured
    double promptTokens = 0;     // of one prompt, mean
    double completionTokens = 0; // of one completion, mean
    std::vector<PhaseTime> phases;

    double wall_s() const; // of a step
    double process_s() const;
};

StepTimes measureSteps(Policy& policy, PromptBook& prompts, const Recipe& recipe, int steps);

// The same with given prompts and no task: completions get advantages of both signs in turn.
StepTimes measureSteps(Policy& policy, std::span<const PromptInput> prompts, const Recipe& recipe, int steps);

} // namespace vrft
