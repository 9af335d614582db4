// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// QUEUE.json: the runs an engine works off (formats.md §8). A file people write: unknown keys are refused by
// name.
//
// Doesn't start runs and makes no run folder. Relative paths are relative to the file's own folder.
// Thread rule: values. Errors: Error(InvalidFormat) with file and key.
#pragma once

#include "core/files.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vrft {

struct WorkQueue {
    std::vector<std::string> runs;         // as written, relative to the queue's folder
    std::vector<std::string> studies = {}; // files of studies whose tables are kept up to date meanwhile
};

WorkQueue readQueue(const std::filesystem::path& file);
void writeQueue(const std::filesystem::path& file, const WorkQueue& queue);      // atomically
std::vector<std::filesystem::path> queueRuns(const std::filesystem::path& file); // resolved
std::vector<std::filesystem::path> queueStudies(const std::filesystem::path& file);

// One program works a queue, or a study, off at a time: it holds FILE.lock meanwhile; Error(Locked) for a
// second one.
class QueueLock {
public:
    explicit QueueLock(const std::filesystem::path& file);

private:
    FileLock lock_;
};
// Whether a program holds it now. Takes nothing, so it disturbs none that is about to.
bool queueWorked(const std::filesystem::path& file);

} // namespace vrft
