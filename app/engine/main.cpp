// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "training/machine.h"

int main(int argc, char** argv) {
    using namespace vrft::engine;
    // Commands with --threads and runs choose their own; OpenBLAS would take every core otherwise, and spin.
    vrft::setThreads(1);
    return vrft::cli::runProgram(
        "vrftaug-engine",
        "Trains, evaluates and explains vision-language policies. For research use only, not for diagnosis.",
        argc, argv, [](CLI::App& app, vrft::cli::Output& output) {
            addRunCommands(app, output);
            addDryRunCommand(app, output);
            addQueueCommands(app, output);
            addPolicyCommands(app, output);
            addScoreCommands(app, output);
            addMachineCommands(app, output);
            addBenchCommand(app, output);
            addBenchShapeCommand(app, output);
            addPictureCommand(app, output);
        });
}
