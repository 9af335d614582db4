// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Has runs trained: puts them into RUNS/queue.json and starts an engine that works the queue off, detached,
// so that it outlives the window.
//
// One engine works a queue at a time (core/run/queue.h): a second start ends by itself. What the engine says
// goes to RUNS/queue.log, what a run's engine says to RUN/engine.log. Doesn't make run folders. Errors: Error
// in words. Thread rule: any thread, one at a time for one folder of runs; files are synced, so not the UI
// thread.
#pragma once

#include <QString>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft::ui {

inline std::filesystem::path queueFile(const std::filesystem::path& runs) {
    return runs / "queue.json";
}

// `run` is the name of a run's folder in `runs`. Asks for it to go on (control.json), appends it to the queue
// and starts an engine if none works. Runs that ended or died leave the queue: they go on when asked. Returns
// the process as startQueue does.
qint64 launchRun(const std::filesystem::path& runs, const std::string& run);

// The same for the unfinished runs of a study, in their order. The engine keeps the tables beside `study`,
// its study.json, up to date.
qint64 launchStudy(const std::filesystem::path& runs, const std::filesystem::path& study,
                   const std::vector<std::string>& names);

// Takes runs out of the queue; one that is being trained goes on.
void withdrawRuns(const std::filesystem::path& runs, const std::vector<std::string>& names);

// Starts an engine on the queue and returns its process; it ends at once where another works. Error(NotFound)
// without the program.
qint64 startQueue(const std::filesystem::path& runs);

// The names in the queue, in its order; none without a queue.
std::vector<std::string> queuedRuns(const std::filesystem::path& runs);

// The end of a log, harmless to show; empty where there is none.
QString endOfLog(const std::filesystem::path& file, std::size_t bytes = 16 * 1024);

} // namespace vrft::ui
