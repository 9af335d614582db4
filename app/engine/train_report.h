// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Trains a run and tells about it on the terminal: a progress line for people, JSON lines with --json.
#pragma once

#include "app/cli/program.h"
#include "training/trainer/train_run.h"

namespace vrft::engine {

// What was read and written during training stays in the run folder; this only shows it.
TrainOutcome reportTraining(const std::filesystem::path& run, TrainOptions options, cli::Output& output);

} // namespace vrft::engine
