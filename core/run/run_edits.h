// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a person does to a run as a whole: another name, into the workspace's trash/ and back (formats.md §2).
//
// The folder keeps its name: traces, verdicts and policies go by it. Nothing is deleted. A run an engine
// trains is refused by its lock; whether a run waits in a queue is for the caller to know. Thread rule: pure
// functions; files are synced. Errors: Error in words; Locked: an engine holds the run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft {

// Changes `name` in run.json and nothing else there; names as checkRunName takes them.
void renameRun(const std::filesystem::path& run, const std::string& name);

// Moves WORKSPACE/runs/`run` to trash/ and returns where it lies.
std::filesystem::path trashRun(const std::filesystem::path& workspace, const std::string& run);

struct TrashedRun {
    std::string folder; // its name in trash/
    std::string name;   // as its run.json says; the folder's where that can't be read
    double created = 0; // Unix seconds; 0: unknown
};
std::vector<TrashedRun> trashedRuns(const std::filesystem::path& workspace); // the newest first

// Moves trash/`folder` back to runs/, under a free name where another took its place; returns that name.
std::string restoreRun(const std::filesystem::path& workspace, const std::string& folder);

// Of all files in a folder, hard links as often as they are there; what can't be looked at is left out.
std::uint64_t folderBytes(const std::filesystem::path& folder);

} // namespace vrft
