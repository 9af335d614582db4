// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The ledger of a workspace's imports for people, as JSON and as CSV.
//
// Thread rule: main thread.
#pragma once

#include "app/cli/program.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vrft {
class Workspace;
}

namespace vrft::data {

struct LedgerOptions {
    bool wanted = false;
    std::int64_t import = 0;   // 0: the newest
    std::string state;         // rows of this state only; empty, or no state: all
    std::filesystem::path csv; // file to write instead of printing
};

// Errors: NotFound when there is no such import.
void listLedger(const cli::Output& output, Workspace& workspace, const LedgerOptions& options);

// Writes the rows of one import, all states. Returns how many.
std::int64_t writeLedgerCsv(Workspace& workspace, std::int64_t import, const std::filesystem::path& file);

} // namespace vrft::data
