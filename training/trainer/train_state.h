// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Everything a checkpoint holds: the position of the loop, the trainable weights, the optimiser's moments.
//
// Sampling is stateless, so no random state is stored. Weights and moments go in and out bit for bit (fp32).
// Thread rule: the training thread. Errors: Error(Mismatch | InvalidFormat) naming file and tensor.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/run/checkpoint_folder.h"
#include "training/policy.h"
#include "training/trainer/adamw.h"

namespace vrft {

// state.json.
struct TrainState {
    int step = 0;                      // through all stages; done
    int stage = 0;                     // index in the recipe
    int stageStep = 0;                 // done in this stage
    std::int64_t updates = 0;          // optimiser steps in this stage
    std::uint64_t orderPosition = 0;   // samples drawn in this stage
    int skippedInRow = 0;              // newest steps of the stage whose update wasn't finite
    std::int64_t microBatchTokens = 0; // at most, since memory ran out; 0: it never did
    std::int64_t decodedTogether = 0;  // completions, likewise
    std::optional<BestCheckpoint> best;
};

Json trainStateToJson(const TrainState& state);
TrainState trainStateFromJson(const Json& json, const std::string& where);

// weights.safetensors, optimiser.safetensors, state.json. The parts keep shares of the tensors.
std::vector<CheckpointPart> checkpointParts(const TrainState& state, const Policy& policy,
                                            const AdamW& optimiser);

TrainState readTrainState(const Checkpoint& checkpoint);
std::map<std::string, torch::Tensor> readMoments(const Checkpoint& checkpoint);

} // namespace vrft
