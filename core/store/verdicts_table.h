// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Verdicts: what reviewers say about a policy's reasoning, one a reader and trace.
//
// A trace is named by its run's folder and its place in the run; the text that was judged by its SHA-256, for
// a resumed run may have written another one at the same place. Every change is an undoable edit (journal
// entity "verdict"). Not here: the traces themselves (core/run, core/traces); a run may be gone, its verdicts
// stay. Thread rule, errors: workspace.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;

enum class Verdict {
    RightReason, // right for the right reason
    WrongReason, // right for the wrong reason
    Wrong,
    Invented,  // speaks of a finding that isn't there
    Unreadable // no reasoning one can judge
};
std::string_view verdictName(Verdict verdict); // "right_reason", ...

struct TracePlace {
    std::string run; // its folder's name
    std::string stage;
    std::string kind; // "rollout", "heldout", "image_gain"
    int step = 0;
    std::string sample;
    int k = 0;
    auto operator<=>(const TracePlace&) const = default;
};

struct TraceVerdict {
    TracePlace trace;
    std::string reader;   // empty: the workspace's user
    std::string textHash; // SHA-256, hex, of the completion's text as it was judged
    Verdict verdict = Verdict::RightReason;
    std::string comment;
    double time = 0; // Unix seconds; 0: now
};

class VerdictsTable {
public:
    VerdictsTable(StoreConnection& connection, Journal& journal);

    // One edit, named `action` in the undo menu; nothing if equal but for the time. A reader's earlier
    // verdict on the trace is replaced.
    void put(TraceVerdict verdict, const std::string& action);
    void remove(const TracePlace& trace, const std::string& reader, const std::string& action);

    std::optional<TraceVerdict> find(const TracePlace& trace, const std::string& reader) const;
    // By run, place, then reader; empty: of all runs.
    std::vector<TraceVerdict> ofRun(const std::string& run) const;
    std::map<Verdict, std::int64_t> counts(const std::string& run) const; // empty: of all runs

    // The trace a journal change of entity "verdict" speaks of.
    static TracePlace placeOfKey(const std::string& journalKey);

private:
    void write(const TraceVerdict& verdict);

    StoreConnection& connection_;
    Journal& journal_;
};

} // namespace vrft
