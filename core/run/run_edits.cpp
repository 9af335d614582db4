// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_edits.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/control.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTrashed = "run-"; // before the folder's name

void move(const fs::path& from, const fs::path& to) {
    makeFolders(to.parent_path());
    std::error_code code;
    fs::rename(from, to, code);
    if (code)
        throw Error(ErrorCode::Io,
                    fmt::format("the run can't be moved to {}: {}", to.string(), code.message()),
                    from.string(), "Check the permissions of both folders; nothing was changed");
    syncFolder(to.parent_path());
    syncFolder(from.parent_path());
}

fs::path freePlace(const fs::path& wanted) {
    fs::path place = wanted;
    for (int number = 2; fs::exists(place); ++number)
        place = fmt::format("{}-{}", wanted.string(), number);
    return place;
}

void checkFolderName(const std::string& name, const fs::path& parent) {
    if (name.empty() || name.starts_with('.') || fs::path(name).filename() != name)
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" isn't the name of a run's folder", name),
                    parent.string());
}

} // namespace

void renameRun(const fs::path& run, const std::string& name) {
    checkRunName(name);
    readRun(run); // of a newer program or damaged: it stays as it is
    const fs::path file = RunPaths{run}.info();
    Json json = readJsonFile(file);
    if (json["name"] == name) return;
    json["name"] = name;
    writeFileAtomic(file, jsonPretty(json));
}

fs::path trashRun(const fs::path& workspace, const std::string& run) {
    checkFolderName(run, workspace / "runs");
    const fs::path folder = workspace / "runs" / run;
    if (!isRun(folder))
        throw Error(ErrorCode::NotFound, fmt::format("there is no run {}", run), folder.string());
    const fs::path place = freePlace(workspace / "trash" / (std::string(kTrashed) + run));
    const RunLock lock(folder); // an engine that starts now finds the run taken
    move(folder, place);
    return place;
}

std::vector<TrashedRun> trashedRuns(const fs::path& workspace) {
    std::vector<TrashedRun> runs;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace / "trash", code)) {
        TrashedRun run{entry.path().filename().string(), {}, 0};
        if (!run.folder.starts_with(kTrashed) || !isRun(entry.path())) continue;
        run.name = run.folder.substr(kTrashed.size());
        try {
            const RunInfo info = readRun(entry.path());
            run.name = info.name;
            run.created = info.created;
        } catch (const Error&) { // listed by its folder then
        }
        runs.push_back(std::move(run));
    }
    std::sort(runs.begin(), runs.end(), [](const TrashedRun& a, const TrashedRun& b) {
        return a.created != b.created ? a.created > b.created : a.folder > b.folder;
    });
    return runs;
}

std::string restoreRun(const fs::path& workspace, const std::string& folder) {
    checkFolderName(folder, workspace / "trash");
    const fs::path from = workspace / "trash" / folder;
    if (!folder.starts_with(kTrashed) || !isRun(from))
        throw Error(ErrorCode::NotFound, fmt::format("there is no run {} in the trash", folder),
                    from.string());
    const fs::path place = freePlace(workspace / "runs" / folder.substr(kTrashed.size()));
    move(from, place);
    return place.filename().string();
}

std::uint64_t folderBytes(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code code;
    const auto end = fs::recursive_directory_iterator();
    for (auto entry =
             fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, code);
         !code && entry != end; entry.increment(code)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && !ignored) {
            const std::uintmax_t size = entry->file_size(ignored);
            if (!ignored) bytes += size;
        }
    }
    return bytes;
}

} // namespace vrft
