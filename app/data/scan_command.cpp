// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The scanning child: started by an import, never by people.
#include "app/data/commands.h"

#include "imaging/scan/scan_service.h"

#include <memory>
#include <unistd.h>

namespace vrft::data {

void addScanCommand(CLI::App& app) {
    struct Arguments {
        ScanLimits limits;
        std::vector<std::string> match;
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("scan", "Look into files for an import (internal)");
    command->group(""); // not shown
    command->add_option("--memory-bytes", arguments->limits.memory_bytes, "Address space it may use");
    command->add_option("--seconds", arguments->limits.seconds, "Time for one file");
    command->add_option("--match", arguments->match, "Names in containers to look at");
    command->callback(
        [arguments] { runScanService(STDIN_FILENO, STDOUT_FILENO, arguments->limits, arguments->match); });
}

} // namespace vrft::data
