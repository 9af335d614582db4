// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Rolling backups of workspace.sqlite, made with SQLite's backup API and verified by opening and checking
// each.
//
// Not here: stored files, datasets and runs (they are never changed once written). Thread rule, errors:
// workspace.h; `restore` is for a workspace that is not open; `verify` and `list` for any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

class StoreConnection;

struct BackupInfo {
    std::filesystem::path file; // backups/workspace-YYYYMMDD-HHMMSS.sqlite (UTC)
    double time = 0;            // Unix seconds, from the name
    std::uint64_t bytes = 0;
};

class Backups {
public:
    Backups(StoreConnection& connection, std::filesystem::path workspaceFolder, int num_kept);

    // A verified backup of this moment; the oldest beyond the number to keep are deleted afterwards, but
    // never `spared` (one that is about to be restored).
    BackupInfo make(const std::filesystem::path& spared = {});
    std::vector<BackupInfo> all() const; // newest first
    bool due(double every_h) const;      // no backup, or the newest older than that
    bool changedSinceLast() const; // something was committed since this object's last backup, or since open

    static std::vector<BackupInfo> list(const std::filesystem::path& workspaceFolder);
    // Opens the file, checks integrity and that it is a workspace this program can read. Throws
    // InvalidFormat.
    static void verify(const std::filesystem::path& backup);
    // Puts a verified backup in place of workspace.sqlite. The present file and its log move to trash/,
    // nothing is deleted. Refused while a program has the workspace open.
    static void restore(const std::filesystem::path& workspaceFolder, const std::filesystem::path& backup);

private:
    StoreConnection& connection_;
    std::filesystem::path folder_;
    int num_kept_;
    std::int64_t changesAtLast_ = 0;
};

} // namespace vrft
