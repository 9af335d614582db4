// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Works off jobs, each `vrftaug-engine train RUN` in a child process of its own: a run that dies takes no
// other with it.
//
// Children inherit the terminal's process group, so Ctrl-C reaches them; SIGTERM to this process is passed
// on. A stop lets the running children end after their step with a checkpoint; no new one is started. Thread
// rule: main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

namespace vrft::engine {

struct JobResult {
    std::filesystem::path run;
    bool finished = false; // exit code 0 and a final evaluation
    int exitCode = 0;      // or 128 + the signal that ended it
};

struct JobOptions {
    int parallel = 1;
    // The next run to train, asked whenever a place is free; nothing when there is none left.
    std::function<std::optional<std::filesystem::path>()> next;
    std::function<void(const std::filesystem::path&)> started;
    std::function<void(const JobResult&)> ended;
};

// Returns false when a signal stopped it before the jobs were done. A child's output goes to RUN/engine.log.
bool runJobs(const JobOptions& options);

} // namespace vrft::engine
