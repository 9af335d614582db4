// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "training/machine.h"

#include <malloc.h>

namespace {

// A step takes and gives back the same tensors again and again: without this each of them is fetched anew
// from the kernel, page by page.
void keepFreedMemory() {
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

} // namespace

int main(int argc, char** argv) {
    using namespace vrft::engine;
    keepFreedMemory();
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
            addCompareCommand(app, output);
            addMachineCommands(app, output);
            addBenchCommand(app, output);
            addBenchShapeCommand(app, output);
            addPictureCommand(app, output);
        });
}
