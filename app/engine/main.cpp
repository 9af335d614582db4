// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "training/machine.h"

#include <cstdlib>
#include <dlfcn.h>
#include <malloc.h>

namespace {

// OpenBLAS has chosen its kernels while it was loaded; it chooses again when told to, in time before any
// work.
void takeBetterKernels() {
    const std::string kernels = vrft::betterBlasKernels();
    const auto function = [](const char* name) {
        return reinterpret_cast<void (*)()>(::dlsym(RTLD_DEFAULT, name));
    };
    const auto quit = function("gotoblas_dynamic_quit");
    const auto init = function("gotoblas_dynamic_init");
    if (kernels.empty() || quit == nullptr || init == nullptr) return;
    ::setenv("OPENBLAS_CORETYPE", kernels.c_str(), 1);
    quit();
    init();
}

// A step takes and gives back the same tensors again and again: without this each of them is fetched anew
// from the kernel, page by page.
void keepFreedMemory() {
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

} // namespace

int main(int argc, char** argv) {
    using namespace vrft::engine;
    takeBetterKernels();
    keepFreedMemory();
    // Commands with --threads and runs choose their own; OpenBLAS would take every core otherwise, and spin.
    vrft::setThreads(1);
    return vrft::cli::runProgram(
        "vrftaug-engine",
        "Trains, evaluates and explains vision-language policies. For research use only, not for diagnosis.",
        argc, argv, [](CLI::App& app, vrft::cli::Output& output) {
            addRunCommands(app, output);
            addDryRunCommand(app, output);
            addHealthCommand(app, output);
            addQueueCommands(app, output);
            addStudyCommand(app, output);
            addPolicyCommands(app, output);
            addScoreCommands(app, output);
            addCompareCommand(app, output);
            addMachineCommands(app, output);
            addBenchCommand(app, output);
            addBenchShapeCommand(app, output);
            addPictureCommand(app, output);
            addTensorboardCommand(app, output);
        });
}
