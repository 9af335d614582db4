// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Has runs trained: puts them into RUNS/queue.json and starts an engine that works the queue off, detached,
// so that it outlives the window.
//
// Doesn't make run folders. Errors: Error in words. Thread rule: any thread, one at a time for one folder of
// runs; files are synced, so not the UI thread.
#pragma once

#include <filesystem>
#include <string>

namespace vrft::ui {

// `run` is the name of a run's folder in `runs`.
void launchRun(const std::filesystem::path& runs, const std::string& run);

} // namespace vrft::ui
