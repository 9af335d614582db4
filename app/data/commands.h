// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The commands of vrftaug-data, by group. Each adds its sub-commands with callbacks that do the work;
// failures are exceptions that app/cli turns into exit codes. Thread rule: main thread only; `output`
// outlives the app.
#pragma once

#include "app/cli/program.h"

#include <filesystem>
#include <memory>
#include <string>

namespace vrft {
class Workspace;
}

namespace vrft::data {

inline const std::string kProgram = std::string("vrftaug-data ") + VRFT_VERSION;

// The only ways to a workspace here: what it warns of (a network file system, an upgrade) goes to stderr as
// notes.
std::unique_ptr<Workspace> openWorkspace(const cli::Output& output, const std::filesystem::path& folder);
std::unique_ptr<Workspace> createWorkspace(const cli::Output& output, const std::filesystem::path& folder);

void addWorkspaceCommands(CLI::App& app, cli::Output& output); // init, list
void addImportCommands(CLI::App& app, cli::Output& output);    // import, sample
void addScanCommand(CLI::App& app);                            // scan, the import's child
void addPixelCommands(CLI::App& app, cli::Output& output);     // decode, render, tags, serve
void addTaskCommands(CLI::App& app, cli::Output& output);      // task import, task export
void addAnnotateCommands(CLI::App& app, cli::Output& output);  // annotate, export
void addDatasetCommands(CLI::App& app, cli::Output& output);   // plan, dataset, check, diff
void addIndexCommand(CLI::App& app, cli::Output& output);      // index
void addVerdictCommand(CLI::App& app, cli::Output& output);    // verdicts

} // namespace vrft::data
