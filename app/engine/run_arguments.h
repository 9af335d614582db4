// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The options that say what a run is made of: `init` and `dry-run` take the same.
// Thread rule: main thread. Errors: vrft::Error naming the option.
#pragma once

#include "app/cli/program.h"
#include "app/engine/run_setup.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::engine {

struct RunArguments {
    std::string recipe;
    std::vector<std::string> datasets;
    std::string policy;
    std::string knowledge;
    std::string tokenFiles = "all";
    int threads = 1;
    int ranks = 1;
    std::string device = "auto";
    int steps = 0;                     // 0: the recipe's
    std::optional<std::uint64_t> seed; // none: the recipe's

    RunRequest request(const std::filesystem::path& run) const;
};

// Valid as long as the command is.
std::shared_ptr<RunArguments> addRunOptions(CLI::App& command);

} // namespace vrft::engine
