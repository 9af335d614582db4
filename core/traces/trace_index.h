// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The search index over the traces of a workspace's runs: `index.sqlite`, made from the completions files and
// rebuildable from them at any time (formats.md §2).
//
// Follows runs that an engine is writing, a short transaction at a time; texts stay in the run folders, the
// index holds where they lie. Needs no lock of the workspace: position and rows of a run are committed
// together, so two writers take turns without doubling a row. A damaged or older index is made anew. Not
// here: searching (trace_search.h), verdicts. Errors: Error for a workspace without write permission or a
// full disk. Thread rule: one thread, which owns the object.
#pragma once

#include "core/run/run_reader.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace vrft {

class StoreConnection;

struct TraceIndexCounts {
    std::int64_t runs = 0;
    std::int64_t traces = 0;
    std::int64_t superseded = 0; // of these: of steps that a resume did again
};

class TraceIndex {
public:
    explicit TraceIndex(std::filesystem::path workspace);
    ~TraceIndex();
    TraceIndex(const TraceIndex&) = delete;
    TraceIndex& operator=(const TraceIndex&) = delete;

    // Takes in what is new in every run, for about `budget`, and forgets runs whose folder is gone; false
    // once there is nothing more.
    bool follow(std::chrono::milliseconds budget = std::chrono::milliseconds(100));
    void followToTheEnd();
    // Empties the index; follow() fills it again.
    void clear();

    TraceIndexCounts counts();
    std::int64_t skippedLines() const { return skipped_; } // torn or foreign lines met by this object

private:
    struct Run;
    bool followRun(const std::string& name);
    bool followFinal(const std::string& name, std::int64_t run, std::int64_t taken);
    void forgetMissing(const std::vector<std::string>& present);
    void forget(std::int64_t run);

    std::filesystem::path workspace_;
    std::unique_ptr<StoreConnection> connection_;
    std::map<std::string, CompletionTail> tails_; // by run
    std::int64_t skipped_ = 0;
};

// Names of the run folders of a workspace, sorted.
std::vector<std::string> runNames(const std::filesystem::path& workspace);

// The completion's main score, between 0 and 1 where a reward measures the answer: accuracy, fuzzy_grade or
// boxes, whichever the run has; nothing without one.
std::optional<double> answerScore(const CompletionRecord& record);

} // namespace vrft
