// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The health of a run folder as it lies there: the alarms its files give, with examples, how its engine ended
// or since when it is silent, and whether there is room on its disk.
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
    HealthThresholds thresholds; // judged with
    // By step, then what is the matter now: a failure that ended the engine, its silence, the disk. Those
    // without facts are trouble the engine told in words alone.
    std::vector<RunEvent> alarms;
};

// `instead`: other thresholds than the run's own.
RunHealth runHealth(const std::filesystem::path& run, const std::optional<HealthThresholds>& instead = {});

// The lines of metrics.jsonl that count. Figures of answers that a line lacks (runs of earlier programs) are
// worked out from the completions.
std::vector<MetricsRecord> healthLines(const std::filesystem::path& run);

// What the run's files take after `step` steps.
DiskUse diskUse(const std::filesystem::path& run, int step, int totalSteps);

} // namespace vrft
