// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Finds traces in a workspace's index: by run, step, sample, how the answer was scored, and words of the
// text.
//
// What a person types as words is data: each word is looked for as a beginning, words in quotation marks as
// they stand one after another, all must be there; no operators. Not here: texts and rewards of a trace
// (readCompletion in core/run), filling the index. Errors: as trace_index.h. Thread rule: one thread; may
// read while another object writes.
#pragma once

#include "core/run/run_reader.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class StoreConnection;

struct TraceRow {
    std::int64_t id = 0; // within this index, until it is made anew
    std::string run;     // its folder's name
    int step = 0;
    std::string stage;
    CompletionKind kind = CompletionKind::Rollout;
    std::string sample;
    int k = 0;
    std::string imageOf;
    std::optional<std::string> answer; // none: no valid answer element
    std::optional<double> score;       // answerScore
    double total = 0;
    std::optional<double> advantage;
    int length = 0; // tokens
    bool truncated = false;
    std::optional<double> entropy; // nats, mean over its tokens
    CompletionPlace place;
    bool superseded = false;
};

enum class TraceOrder {
    Step,             // run, step, sample, k
    LatestFirst,      // the reverse
    LeastSureFirst,   // entropy descending
    WorstFirst,       // score, then total ascending
    LargestAdvantage, // of rollouts
};

struct TraceFilter {
    std::string run; // empty: all
    std::optional<int> firstStep;
    std::optional<int> lastStep;
    std::string stage;
    std::optional<CompletionKind> kind; // none: every kind but Test, which is shown only where asked for
    std::string sample;
    std::optional<int> k;
    std::optional<double> scoreBelow; // 1: everything that isn't wholly right
    std::optional<double> scoreFrom;
    std::optional<double> entropyFrom;
    bool truncatedOnly = false;
    bool withoutAnswerOnly = false;
    bool supersededToo = false;
    std::string words;
};

class TraceSearch {
public:
    explicit TraceSearch(const std::filesystem::path& workspace);
    ~TraceSearch();
    TraceSearch(const TraceSearch&) = delete;
    TraceSearch& operator=(const TraceSearch&) = delete;

    std::vector<TraceRow> find(const TraceFilter& filter, TraceOrder order = TraceOrder::Step,
                               std::int64_t limit = 200, std::int64_t skip = 0);
    std::int64_t count(const TraceFilter& filter);
    std::int64_t skippedLines(const std::string& run); // torn or foreign lines in its completions

    // For long lists that are filled bit by bit: the ids alone, then the rows of some of them, in the order
    // of `ids`; those the index doesn't know (any more) are left out.
    std::vector<std::int64_t> ids(const TraceFilter& filter, TraceOrder order = TraceOrder::Step);
    std::vector<TraceRow> rows(std::span<const std::int64_t> ids);

    struct Step { // held-out answers
        int step = 0;
        std::string stage;
        std::int64_t num = 0; // greedy ones
    };
    std::vector<Step> heldoutSteps(const std::string& run); // in order
    // The entropy that `share` (0 to 1) of the traces reach or exceed; nothing where none has one.
    std::optional<double> entropyOfLeastSure(const TraceFilter& filter, double share);

private:
    std::unique_ptr<StoreConnection> connection_;
};

} // namespace vrft
