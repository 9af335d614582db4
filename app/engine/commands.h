// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The engine's commands, one function a group. Each adds its sub-commands; the work lies in training and
// core.
#pragma once

#include "app/cli/program.h"

namespace vrft::engine {

void addRunCommands(CLI::App& app, cli::Output& output);    // init, train, pack, unpack
void addDryRunCommand(CLI::App& app, cli::Output& output);  // dry-run
void addHealthCommand(CLI::App& app, cli::Output& output);  // health
void addQueueCommands(CLI::App& app, cli::Output& output);  // work
void addStudyCommand(CLI::App& app, cli::Output& output);   // study
void addPolicyCommands(CLI::App& app, cli::Output& output); // generate, forward, tokenize, export, cold-start
void addScoreCommands(CLI::App& app, cli::Output& output);  // eval, score
void addCompareCommand(CLI::App& app, cli::Output& output); // compare
void addMachineCommands(CLI::App& app, cli::Output& output);    // doctor
void addBenchCommand(CLI::App& app, cli::Output& output);       // bench
void addBenchShapeCommand(CLI::App& app, cli::Output& output);  // bench-shape
void addPictureCommand(CLI::App& app, cli::Output& output);     // picture
void addTensorboardCommand(CLI::App& app, cli::Output& output); // tensorboard

} // namespace vrft::engine
