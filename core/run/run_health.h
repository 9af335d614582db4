// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The health of a run folder as it lies there: the alarms its files give, with examples, and whether its
// engine and its disk are there.
//
// Reads the whole run: a thread of its own. Writes nothing. Thread rule: pure functions. Errors: those of
// readRun; torn lines are passed over.
#pragma once

#include "core/run/alarms.h"
#include "core/run/health_monitor.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace vrft {

struct RunHealth {
    int step = 0; // the newest
    int totalSteps = 0;
    int evaluations = 0;
    HealthThresholds thresholds;  // judged with
    std::vector<RunEvent> alarms; // by step; those without facts are trouble the engine told in words alone
};

// `instead`: other thresholds than the run's own.
RunHealth runHealth(const std::filesystem::path& run, const std::optional<HealthThresholds>& instead = {});

// The lines of metrics.jsonl that count. Figures of answers that a line lacks (runs of earlier programs) are
// worked out from the completions.
std::vector<MetricsRecord> healthLines(const std::filesystem::path& run);

// What the run's files take after `step` steps.
DiskUse diskUse(const std::filesystem::path& run, int step, int totalSteps);

} // namespace vrft
