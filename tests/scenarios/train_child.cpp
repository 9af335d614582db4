// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The victim of the scenarios: trains the run it is given and says how it ended. Exit: 0 finished, 3 stopped,
// 1 failed.
#include <cstdio>
#include <exception>

#include "training/parallel/ranks.h"
#include "training/trainer/train_run.h"

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    try {
        const auto ranks = vrft::Ranks::fromEnvironment();
        vrft::TrainOptions options;
        options.ranks = ranks.get();
        options.retryAfter = std::chrono::milliseconds(20);
        return vrft::trainRun(argv[1], options).end == vrft::TrainOutcome::End::Finished ? 0 : 3;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}
