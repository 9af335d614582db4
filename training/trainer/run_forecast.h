// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How long a run will take and how much disk it will fill, from one measured step. Knows no policy.
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"

namespace vrft {

struct MeasuredStep {
    double rollout_s = 0;
    double reward_s = 0;
    double update_s = 0;
    double evaluation_s_per_sample = 0;
    double completionBytes = 0;  // of a line of the completions file, mean
    double completionTokens = 0; // mean
    std::int64_t numTrainable = 0;

    double step_s() const { return rollout_s + reward_s + update_s; }
};

struct RunForecast {
    int steps = 0;
    int evaluations = 0;
    double evaluation_s = 0; // of one, all held-out samples
    double total_s = 0;
    double completions = 0; // their number, rollouts and evaluations
    double completionBytes = 0;
    double tokenBytes = 0;
    double checkpointBytes = 0; // those that are there at the same time
    double policyBytes = 0;     // a tuned start policy is copied into the run

    double bytes() const { return completionBytes + tokenBytes + checkpointBytes + policyBytes; }
};

RunForecast forecastRun(const RunInfo& info, const std::map<std::string, const Dataset*>& datasets,
                        const MeasuredStep& measured);

Json timeToJson(const MeasuredStep& measured, const RunForecast& forecast);
Json diskToJson(const RunForecast& forecast, std::uint64_t freeBytes);

} // namespace vrft
