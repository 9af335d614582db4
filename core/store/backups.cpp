// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/backups.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/connection.h"
#include "core/store/journal.h"
#include "core/store/schema.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "workspace-";
constexpr std::string_view kSuffix = ".sqlite";

std::string stampOf(double time) {
    const auto seconds = static_cast<std::time_t>(time);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &utc);
    return text;
}

// Time and number of "workspace-YYYYMMDD-HHMMSS[-N].sqlite" (N: of several in one second); nothing for other
// names.
std::optional<std::pair<double, int>> ageOf(const std::string& name) {
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
    std::tm utc{};
    const char* rest = ::strptime(name.c_str() + kPrefix.size(), "%Y%m%d-%H%M%S", &utc);
    if (rest == nullptr) return std::nullopt;
    const int number = *rest == '-' ? std::atoi(rest + 1) : 1;
    return std::pair(static_cast<double>(::timegm(&utc)), number);
}

fs::path freshName(const fs::path& folder, const std::string& stem, std::string_view suffix) {
    fs::path file = folder / fmt::format("{}{}", stem, suffix);
    for (int number = 2; fs::exists(file); ++number)
        file = folder / fmt::format("{}-{}{}", stem, number, suffix);
    return file;
}

// Which of `backups` (newest first) stay: half of the room for the newest, the rest for the newest of earlier
// days, so that a busy hour doesn't push out yesterday.
std::set<fs::path> worthKeeping(const std::vector<BackupInfo>& backups, int num_kept) {
    std::set<fs::path> kept;
    const auto room = static_cast<std::size_t>(std::max(num_kept, 1));
    std::set<std::int64_t> days;
    for (const BackupInfo& backup : backups) {
        const auto day = static_cast<std::int64_t>(backup.time / 86400.0);
        if (kept.size() < (room + 1) / 2 || (kept.size() < room && !days.contains(day)))
            kept.insert(backup.file);
        days.insert(day);
    }
    return kept;
}

} // namespace

Backups::Backups(StoreConnection& connection, fs::path workspaceFolder, int num_kept)
    : connection_(connection)
    , folder_(std::move(workspaceFolder))
    , num_kept_(num_kept)
    , changesAtLast_(connection.totalChanges()) {}

BackupInfo Backups::make(const fs::path& spared) {
    makeFolders(folder_ / "backups");
    const double now = Journal::now();
    const fs::path target = freshName(folder_ / "backups", std::string(kPrefix) + stampOf(now), kSuffix);
    const fs::path temporary = target.string() + ".tmp";
    try {
        connection_.copyTo(temporary);
        verify(temporary);
        fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write);
        fs::rename(temporary, target);
    } catch (const std::exception&) {
        std::error_code ignored; // the first error is the one to tell
        fs::remove(temporary, ignored);
        throw;
    }
    syncFolder(target.parent_path());
    changesAtLast_ = connection_.totalChanges();
    const std::vector<BackupInfo> backups = all();
    const std::set<fs::path> kept = worthKeeping(backups, num_kept_);
    for (const BackupInfo& backup : backups) {
        if (!kept.contains(backup.file) && backup.file != spared) fs::remove(backup.file);
    }
    return {target, now, fs::file_size(target)};
}

std::vector<BackupInfo> Backups::all() const {
    return list(folder_);
}

bool Backups::due(double every_h) const {
    if (every_h < 0) return false;
    const std::vector<BackupInfo> backups = all();
    // A clock set back makes ages negative: then too a new one is due.
    return backups.empty() || std::abs(Journal::now() - backups.front().time) >= every_h * 3600.0;
}

bool Backups::changedSinceLast() const {
    return connection_.totalChanges() != changesAtLast_;
}

std::vector<BackupInfo> Backups::list(const fs::path& workspaceFolder) {
    std::vector<BackupInfo> backups;
    std::error_code code;
    for (const fs::directory_entry& item : fs::directory_iterator(workspaceFolder / "backups", code)) {
        const auto age = ageOf(item.path().filename().string());
        if (age && item.is_regular_file()) backups.push_back({item.path(), age->first, item.file_size()});
    }
    std::sort(backups.begin(), backups.end(), [](const BackupInfo& a, const BackupInfo& b) {
        return ageOf(a.file.filename().string()) > ageOf(b.file.filename().string());
    });
    return backups;
}

void Backups::verify(const fs::path& backup) {
    if (!fs::is_regular_file(backup))
        throw Error(ErrorCode::NotFound, "there is no such backup", backup.string(),
                    "Look into the folder backups");
    StoreConnection copy(backup, StoreConnection::Mode::Open, [] { return "Choose another backup"; });
    readSchemaVersion(copy, "Choose another backup");
    if (const std::optional<std::string> trouble = copy.check(true))
        throw Error(ErrorCode::InvalidFormat, "the backup is damaged: " + *trouble, backup.string(),
                    "Choose another backup");
}

void Backups::restore(const fs::path& workspaceFolder, const fs::path& backup) {
    const FileLock lock(workspaceFolder / "workspace.lock", "another program has this workspace open",
                        "Close it there first");
    verify(backup);
    makeFolders(workspaceFolder / "trash");
    const std::string stem = std::string(kPrefix) + stampOf(Journal::now()) + "-replaced";
    const fs::path temporary = workspaceFolder / "workspace.sqlite.restore";
    try {
        fs::copy_file(backup, temporary, fs::copy_options::overwrite_existing);
        syncFile(temporary);
        const fs::path aside = freshName(workspaceFolder / "trash", stem, kSuffix);
        // The log must be gone before the backup stands there: it would be played into it.
        for (const char* part : {"", "-wal", "-shm"}) {
            const fs::path present = workspaceFolder / (std::string("workspace.sqlite") + part);
            if (fs::exists(present)) fs::rename(present, aside.string() + part);
        }
        fs::rename(temporary, workspaceFolder / "workspace.sqlite");
    } catch (const fs::filesystem_error& error) {
        throw systemError(error.code().value(), "can't put the backup in place", backup.string(),
                          fs::file_size(backup));
    }
    syncFolder(workspaceFolder);
}

} // namespace vrft
