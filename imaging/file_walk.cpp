// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/file_walk.h"

#include "core/error.h"
#include "core/study/natural_order.h"

#include <algorithm>

namespace vrft {

namespace fs = std::filesystem;

namespace {

void look(const fs::directory_entry& entry, FileWalk& walk, std::vector<std::string>& folders) {
    std::error_code code;
    if (entry.is_directory(code) && !entry.is_symlink(code)) {
        folders.push_back(entry.path().string());
    } else if (entry.is_regular_file(code)) {
        walk.files.push_back(entry.path().string());
    } else if (entry.is_symlink(code) && !entry.exists(code)) {
        walk.rows.push_back({entry.path().string(), ImportState::Unreadable, "a link that leads nowhere"});
    } else if (!entry.is_directory(code)) {
        walk.rows.push_back({entry.path().string(), ImportState::NotDicom, "no regular file"});
    }
}

} // namespace

FileWalk filesBelow(const fs::path& folder, const std::function<bool()>& cancelled) {
    FileWalk walk;
    std::vector<std::string> folders{folder.string()};
    while (!folders.empty()) {
        const std::string current = std::move(folders.back());
        folders.pop_back();
        std::error_code code;
        fs::directory_iterator entries(current, code);
        if (code && current == folder.string())
            throw systemError(code.value(), "can't read the folder", current);
        for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
            if (cancelled && cancelled()) throw Error(ErrorCode::Cancelled, "the import was cancelled");
            look(*entries, walk, folders);
        }
        if (code)
            walk.rows.push_back(
                {current, ImportState::Unreadable, "the folder can't be read: " + code.message()});
    }
    std::sort(walk.files.begin(), walk.files.end(), NaturalLess());
    return walk;
}

} // namespace vrft
