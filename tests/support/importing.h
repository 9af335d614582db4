// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Imports in tests: with the program's own scanning child.
#pragma once

#include "core/store/workspace.h"
#include "imaging/path_import.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <numeric>

namespace vrft::test {

inline PathImport pathImport(ImportSettings settings = {}) {
    PathImport import;
    import.settings = std::move(settings);
    import.scanner.program = std::filesystem::path(VRFT_BIN_DIR) / "vrftaug-data";
    return import;
}

inline std::int64_t countOf(const ImportLedger& ledger, ImportState state) {
    return ledger.counts[static_cast<std::size_t>(state)];
}

// The ledger as the workspace keeps it, by what follows `root`/; checks that it says what the import said.
inline std::map<std::string, ImportRow> ledgerRows(Workspace& workspace, const ImportLedger& ledger,
                                                   const std::filesystem::path& root) {
    std::map<std::string, ImportRow> rows;
    std::int64_t count = 0;
    workspace.imports().rows(ledger.import, {}, [&](const ImportRow& row) {
        ++count;
        const std::string prefix = root.string() + "/";
        rows[row.source.starts_with(prefix) ? row.source.substr(prefix.size()) : row.source] = row;
    });
    CHECK(count == ledger.found);
    CHECK(std::accumulate(ledger.counts.begin(), ledger.counts.end(), std::int64_t{0}) == ledger.found);
    CHECK(workspace.imports().all().front().counts == ledger.counts);
    return rows;
}

} // namespace vrft::test
