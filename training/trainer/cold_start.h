// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes a policy by supervised warm-up (`cold-start`): a new tiny one, or a weak start from a given one.
//
// Only the train split of the datasets is read. The same call gives the same bytes on one machine with the
// same number of threads. Nothing appears at `out` unless everything went well. Thread rule: one call at a
// time. Errors: vrft::Error naming file and key.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/json.h"

namespace vrft {

struct ColdStartRequest {
    std::vector<std::filesystem::path> datasets;
    std::filesystem::path config;
    std::optional<std::filesystem::path> from; // a policy folder, or a run: its best checkpoint
    std::filesystem::path out;                 // must not exist
    std::string device = "cpu";                // training/device.h
    std::function<void(int step, int steps, double loss)> progress; // through all phases, now and then
    std::function<bool()> shouldStop;                               // true: Error(Cancelled), nothing written
};

// {"hash", "parameters", "vocabulary", "prompt_tokens", "labelled", "false_labels", "loss", "seconds"}: of
// the policy written; labelled samples over all datasets and how many of them were given a label that isn't
// theirs; mean loss of the last tenth of the last phase.
Json coldStart(const ColdStartRequest& request);

} // namespace vrft
