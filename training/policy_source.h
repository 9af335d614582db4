// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where a policy comes from: a policy folder, a run (its base with the weights of a checkpoint on top), or a
// PEFT adapter (over the base it names).
//
// Wherever a command takes a policy, a run is accepted too: its best checkpoint, else the newest (formats.md
// §6). Thread rule: pure functions. Errors: vrft::Error naming the folder.
#pragma once

#include "core/policies/policy_files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/recipe.h"
#include "training/policy.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace vrft {

// Whether `place` is a run or an adapter: weights upon those of another policy folder.
bool isTuned(const std::filesystem::path& place);

// The policy folder a run started from or an adapter belongs to; of a policy folder itself.
std::filesystem::path basePolicyOf(const std::filesystem::path& place);

// What a recipe says of adapters.
LoraOptions loraOptions(const Recipe& recipe);

// Puts a checkpoint's trainable weights into `policy`, which must have been made trainable the same way.
void loadCheckpointWeights(Policy& policy, const Checkpoint& checkpoint);

// The policy, frozen: of a folder, a link's path, a run or an adapter. Of a run without any valid checkpoint
// the start policy. `options.base` is of a folder or an adapter's base; a run has its own.
std::unique_ptr<Policy> loadPolicyOrRun(const std::filesystem::path& given,
                                        const PolicyOptions& options = {});

} // namespace vrft
