// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/queue.h"

#include "core/error.h"
#include "core/json.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

fs::path resolved(const fs::path& folder, const std::string& path) {
    return (folder / fs::path(path)).lexically_normal();
}

fs::path folderOf(const fs::path& file) {
    const fs::path parent = fs::absolute(file).parent_path();
    return parent.lexically_normal();
}

fs::path lockOf(const fs::path& file) {
    return fs::path(file.string() + ".lock");
}

void checkPaths(const ObjectReader& reader, const std::string& key, const std::vector<std::string>& paths) {
    std::set<std::string> seen;
    for (const std::string& path : paths) {
        if (path.empty()) reader.fail(key, "holds an empty path");
        if (!seen.insert(path).second) reader.fail(key, fmt::format("holds \"{}\" twice", path));
    }
}

} // namespace

WorkQueue readQueue(const fs::path& file) {
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    reader.find("format");
    reader.array("runs");
    WorkQueue queue{reader.texts("runs"), reader.texts("studies")};
    reader.finish();
    checkPaths(reader, "runs", queue.runs);
    checkPaths(reader, "studies", queue.studies);
    return queue;
}

void writeQueue(const fs::path& file, const WorkQueue& queue) {
    Json json = {{"format", 1}, {"runs", queue.runs}};
    if (!queue.studies.empty()) json["studies"] = queue.studies;
    writeFileAtomic(file, jsonPretty(json));
}

std::vector<fs::path> queueRuns(const fs::path& file) {
    std::vector<fs::path> runs;
    for (const std::string& run : readQueue(file).runs)
        runs.push_back(resolved(folderOf(file), run));
    return runs;
}

std::vector<fs::path> queueStudies(const fs::path& file) {
    std::vector<fs::path> studies;
    for (const std::string& study : readQueue(file).studies)
        studies.push_back(resolved(folderOf(file), study));
    return studies;
}

QueueLock::QueueLock(const fs::path& file)
    : lock_(lockOf(file), "another program works this file off",
            "It takes up what is added to a queue, also now") {}

bool queueWorked(const fs::path& file) {
    const int descriptor = ::open(lockOf(file).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(descriptor);
    return held;
}

} // namespace vrft
