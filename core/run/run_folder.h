// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The layout of a run folder and its run.json (formats.md §6).
//
// Doesn't write the growing files (run_writer.h) and reads none of them (run_reader.h). Paths inside run.json
// are relative to the run folder, so that a workspace moves as a whole. Thread rule: values and pure
// functions. Errors: Error with file and key.
#pragma once

#include "core/run/recipe.h"
#include "core/run/token_retention.h"

#include <ctime>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// Among the numbers of completions files: RunPaths::finalCompletions().
inline constexpr int kFinalCompletions = -1;

// Where things lie in one run folder. Numbers of completions and token files start at 1 and have four digits
// or more, steps six or more.
struct RunPaths {
    std::filesystem::path folder;

    std::filesystem::path info() const { return folder / "run.json"; }
    std::filesystem::path metrics() const { return folder / "metrics.jsonl"; }
    std::filesystem::path completions(int number) const;
    std::filesystem::path tokens(int number) const;
    std::filesystem::path events() const { return folder / "events.jsonl"; }
    std::filesystem::path control() const { return folder / "control.json"; }
    std::filesystem::path heartbeat() const { return folder / "heartbeat.json"; }
    std::filesystem::path lock() const { return folder / "run.lock"; }
    std::filesystem::path checkpoints() const { return folder / "checkpoints"; }
    std::filesystem::path checkpoint(int step) const;
    std::filesystem::path featureCache() const {
        return folder / "cache" / "features";
    } // may be deleted any time
    std::filesystem::path best() const { return checkpoints() / "best.json"; }
    std::filesystem::path evaluations() const { return folder / "evaluations"; }
    // The first evaluation of a later stage has the step of the last one of the stage before: it has a file
    // of its own, step-NNNNNN-STAGE.json.
    std::filesystem::path evaluation(int step, const std::string& beginningStage = {}) const;
    std::filesystem::path finalEvaluation() const { return evaluations() / "final.json"; }
    // The answers final.json is about, a line each, written whole and before it.
    std::filesystem::path finalCompletions() const { return evaluations() / "final-completions.jsonl"; }

    // The numbers of the completions files (token files) present, ascending.
    std::vector<int> completionNumbers() const;
    std::vector<int> tokenNumbers() const;
};

struct RunDataset {
    std::string hash;
    std::string path; // relative to the run
};

struct RunPolicy {
    std::string hash;
    std::string path; // relative to the run
    std::int64_t parameters = 0;
};

struct RunKnowledge {
    std::string version;
    std::string text; // recitation compares with it, whether or not the prompt shows it
};

struct RunVersions {
    std::string program;
    std::string commit;
    std::string libtorch;
    std::string blas;
};

struct RunMachine {
    std::string cpu;
    int threads = 1;
    std::string device = "cpu";
    int ranks = 1; // parts that a step is divided into, so that as many engines or one get the same bits
};

struct RunInfo {
    std::string id;
    std::string name;
    Recipe recipe;
    RunKnowledge knowledge;
    std::string promptTemplate;                 // its full text
    std::map<std::string, RunDataset> datasets; // every dataset a stage names must be here
    RunPolicy policy;
    RunVersions versions;
    RunMachine machine;
    TokenRetention tokenFiles; // which of them stay
    double created = 0;        // Unix seconds
};

Json runInfoToJson(const RunInfo& info);
RunInfo runInfoFromJson(const Json& json, const std::string& where);

// Reads and validates FOLDER/run.json; Error(NotFound) says that the folder isn't a run.
RunInfo readRun(const std::filesystem::path& folder);
void writeRun(const std::filesystem::path& folder, const RunInfo& info);

// Makes checkpoints/ and evaluations/ in FOLDER, which is made if it isn't there, and writes run.json.
// The caller sees to it that nobody takes the folder for a run before it is complete (FolderDraft).
void createRunIn(const std::filesystem::path& folder, const RunInfo& info);
// FOLDER as a new run, at once complete; refuses a folder that holds anything already.
void createRun(const std::filesystem::path& folder, const RunInfo& info);
bool isRun(const std::filesystem::path& folder);

// "YYYYMMDD-HHMMSS-NAME" in local time: the folder's name and the run's id.
std::string runFolderName(std::time_t when, const std::string& name);
// Refuses what can't be one portable path component (empty, `/`, control characters, a leading point, > 120
// bytes).
void checkRunName(const std::string& name);

// `target` as run.json writes it, and back. Absolute texts are taken as they are by resolveRunPath.
std::string relativeToRun(const std::filesystem::path& run, const std::filesystem::path& target);
std::filesystem::path resolveRunPath(const std::filesystem::path& run, const std::string& path);

// Seconds of the wall clock, as `time` in every file.
double wallTime();

} // namespace vrft
