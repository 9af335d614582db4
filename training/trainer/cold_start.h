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
#include <string>
#include <vector>

#include "core/json.h"

namespace vrft {

struct ColdStartRequest {
    std::vector<std::filesystem::path> datasets;
    std::filesystem::path config;
    std::optional<std::filesystem::path> from; // a policy folder
    std::filesystem::path out;                 // must not exist
    int threads = 1;
    std::function<void(const Json& line)>
        progress;                     // {"phase", "step", "steps", "loss", "auxiliary"}, now and then
    std::function<bool()> shouldStop; // true: Error(Cancelled), nothing written
};

struct ColdStartReport {
    std::string hash; // of the policy folder
    std::int64_t parameters = 0;
    int vocabulary = 0;
    int promptTokens = 0; // of the first task's prompt
    int labelled = 0;     // samples used, over all datasets
    int falseLabels = 0;  // of them with a random label that isn't the true one
    double loss = 0;      // mean over the last tenth of the last phase
    double seconds = 0;
};

ColdStartReport coldStart(const ColdStartRequest& request);

Json coldStartReportToJson(const ColdStartReport& report);

} // namespace vrft
