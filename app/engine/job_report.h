// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a command that works off runs tells of them, and how it ends.
//
// Thread rule: main thread.
#pragma once

#include "app/cli/program.h"
#include "app/engine/child_jobs.h"
#include "core/error.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft::engine {

bool runFinished(const std::filesystem::path& run); // with its final evaluation

// Tells of starts and ends, and remembers what failed and what was stopped.
class JobReport {
public:
    explicit JobReport(cli::Output& told)
        : output(told) {}

    void started(const std::filesystem::path& run) const;
    void ended(const JobResult& result);
    void refused(const std::filesystem::path& run, const Error& problem);
    // Throws when something failed or a signal stopped the queue.
    void conclude(bool complete) const;

    cli::Output& output;
    std::size_t total = 0;
    std::size_t done = 0;

private:
    std::vector<std::string> failed_;
    std::vector<std::string> stopped_; // names
};

} // namespace vrft::engine
