// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Tries a run before anything is spent: what is odd about its recipe, can the reference answers earn the
// highest reward, how are the classes divided, do labels go with what the policy sees, does every image reach
// the model, what would step 1 sample and why does it score so, how much memory, time and disk will the run
// take.
//
// Measured with the run's own policy, prompts, rewards and seeds, so that the answers are exactly those of
// step 1. Writes no file; the policy it trains one step is thrown away. Memory is the process's peak, so call
// it in a process of its own. Thread rule: the thread of the policy; the number of threads is the caller's.
// Errors: vrft::Error in words: Unsupported, before the policy is loaded, where the machine's memory won't
// do; Mismatch where a reference answer can't earn the highest reward, Cancelled when `shouldStop` said so,
// and those of images and policy.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"
#include "training/policy.h"

namespace vrft {

struct DryRunRequest {
    RunInfo info;                                        // as init would write it
    std::map<std::string, const Dataset*> datasets;      // by name in `info`
    std::function<std::unique_ptr<Policy>()> loadPolicy; // the start policy
    std::filesystem::path policyFolder;                  // whose shapes the start policy has
    std::filesystem::path runs;                          // whose disk the run will lie on
    // Each part as it is known: {"part":"gold",..}, beside {"part":"progress","text","done","of"}.
    std::function<void(const Json&)> tell;
    std::function<bool()> shouldStop;
};

// {"warnings","policy","gold":[a stage each],"balance":[the same],"image_tokens","labels":[a stage
// each],"answers","memory","time","disk","took_s"} (docs: formats).
Json dryRun(const DryRunRequest& request);

} // namespace vrft
