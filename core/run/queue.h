// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// QUEUE.json, the runs an engine works off, and STUDY.json, the strategies x datasets x seeds of a study,
// expanded into cells (formats.md §8). Both are files people write: unknown keys are refused by name.
//
// Doesn't start runs and makes no run folder. Relative paths in both files are relative to the file's own
// folder. Thread rule: values. Errors: Error(InvalidFormat) with file and key.
#pragma once

#include "core/files.h"
#include "core/run/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

struct WorkQueue {
    std::vector<std::string> runs; // as written, relative to the queue's folder
};

WorkQueue readQueue(const std::filesystem::path& file);
void writeQueue(const std::filesystem::path& file, const WorkQueue& queue);      // atomically
std::vector<std::filesystem::path> queueRuns(const std::filesystem::path& file); // resolved

// One program works a queue off at a time: it holds QUEUE.json.lock meanwhile; Error(Locked) for a second
// one.
class QueueLock {
public:
    explicit QueueLock(const std::filesystem::path& file);

private:
    FileLock lock_;
};
// Whether a program holds it now. Takes nothing, so it disturbs none that is about to.
bool queueWorked(const std::filesystem::path& file);

struct StudySpec {
    using Places =
        std::vector<std::pair<std::string, std::filesystem::path>>; // dataset name -> folder, file order
    std::vector<std::string> rows;                                  // presets
    Places datasets;
    Places policies; // the same names as `datasets`
    std::vector<std::uint64_t> seeds;
    std::optional<int> steps;           // none: the preset's
    Places localise;                    // dataset name -> the localise dataset of its runs
    std::optional<std::string> control; // a preset, run as one more row beside the others
    std::filesystem::path out;

    const std::filesystem::path* localiseOf(const std::string& dataset) const;
    const std::filesystem::path& policyOf(const std::string& dataset) const;
    std::vector<std::string> allRows() const; // rows, then the control if it isn't one of them
};

StudySpec studyFromJson(const Json& json, const std::filesystem::path& folder, const std::string& where);
StudySpec readStudy(const std::filesystem::path& file);

struct StudyCell {
    std::string row; // preset
    std::string dataset;
    std::uint64_t seed = 1;
    std::filesystem::path run;          // OUT/DATASET-ROW-sSEED: the same at every start of the study
    PresetContext context;              // resolves the preset
    std::optional<std::string> refused; // why the row's task refuses it; such a cell has no run
};

// What the study needs to know of a dataset's task and policy to resolve presets.
struct StudyContext {
    TaskKind kind = TaskKind::Classification;
    bool large = false;
};

// Seeds run innermost, datasets outermost.
std::vector<StudyCell> expandStudy(const StudySpec& spec,
                                   const std::function<StudyContext(const std::string& dataset)>& contextOf);

// Whether the cell's run has its final evaluation.
bool cellFinished(const StudyCell& cell);

} // namespace vrft
