// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The alarms of a run while it trains: told through the supervisor with examples from the answers it is
// given.
//
// Of several ranks the one that writes has it. Judges nothing itself: figures are HealthMonitor's, words
// core/run/alarms'. What the external reward failed at is told once its answers are here, so that the alarm
// has them as examples. Thread rule: the training thread. Errors: those of reading the run's lines.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "core/run/health_monitor.h"
#include "training/trainer/supervisor.h"

namespace vrft {

class RunAlarms {
public:
    // From the lines of the run that count, so that a resumed run raises the alarms of an unbroken one.
    RunAlarms(std::filesystem::path run, const Recipe& recipe, Supervisor& supervisor);

    void beginStep(); // answers from here on are of another step, or of another stage
    void take(CompletionRecord answer);
    std::span<const CompletionRecord> answers() const { return answers_; } // of the step

    void judge(const Json& line); // of metrics.jsonl
    // Told once, and again when there was room in between.
    void watchDisk(int step);

    // `trouble` is told at the next tellExternal.
    void externalFailed(int step, bool evaluating, const Error& trouble);
    void tellExternal();

private:
    void tell(RunEvent alarm);

    const std::filesystem::path run_;
    const Recipe& recipe_;
    Supervisor& supervisor_;
    HealthMonitor monitor_;
    std::vector<CompletionRecord> answers_;
    std::vector<CompletionRecord>
        answersBefore_; // of the last step that had any, where this one has none yet
    std::optional<RunEvent> external_;
    bool diskTold_ = false;
};

} // namespace vrft
