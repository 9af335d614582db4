// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as a reviewer sees it: a completion with the image it was about, what the policy was asked and saw,
// its rewards, its word pieces and its siblings; and what lists show of one.
//
// Made on the room's thread (trace_thread.h). Model text in here is data: it is shown through `harmless`
// (trace_words.h). Boxes are in pixels of the dataset's image, entropies in nats. Ownership: shared,
// constant. Thread rule: values that never change once handed out.
#pragma once

#include "core/annotation/annotation.h"
#include "core/dataset/dataset.h"
#include "core/prompt/completion.h"
#include "core/run/records.h"
#include "core/store/verdicts_table.h"
#include "core/traces/trace_search.h"

#include <QImage>
#include <QString>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

// A stretch of the reasoning shown, in UTF-16 units.
struct TextMark {
    enum class Kind { RepeatsKnowledge, NamesBox };
    Kind kind = Kind::RepeatsKnowledge;
    int begin = 0;
    int end = 0;
    std::optional<Box> box; // of NamesBox
};

struct TokenPiece {
    QString text;
    double probability = 0; // as sampled
    double entropy = 0;
};

struct ListedTrace {
    TraceRow row;
    QString firstWords;
    QImage thumbnail;          // null: none
    std::optional<bool> right; // none: nothing measures the answer
};

struct Trace {
    TraceRow row;
    QString trouble; // why it can't be read: nothing below is filled then
    CompletionRecord record;
    std::string textHash;
    QString runName;
    std::optional<bool> right;
    double rightFrom = 1; // the score from which an answer is right

    QString reasoning; // the think element, else the whole text
    bool reasoningIsAll = false;
    std::vector<TextMark> marks;

    std::shared_ptr<const Dataset> dataset; // null: it can't be read, `datasetTrouble` says why
    QString datasetTrouble;
    const Sample* sample = nullptr; // in `dataset`
    const Sample* shown = nullptr;  // whose image it was; another one's in image gain
    QImage image;                   // as the dataset has it
    QImage saw;                     // as the policy got it
    int imageTokens = 0;
    QString sawTrouble;
    std::vector<double> overlaps; // of the predicted boxes, where references are there

    std::string task;  // id
    QString answer;    // in words of the task where it is one of them
    QString reference; // empty: unknown
    std::vector<NamedAttribute> attributes;

    QString system; // the prompt
    QString question;
    QString knowledge; // as shown in the prompt; empty: not shown

    std::vector<TokenPiece> pieces;
    QString piecesTrouble;

    std::vector<ListedTrace> group; // of the same step and sample, by advantage
    std::vector<TraceRow> strip;    // greedy held-out answers on the sample, by step
    double groupMean = 0;           // of the totals
};
using TracePointer = std::shared_ptr<const Trace>;

TracePlace placeOf(const TraceRow& row);
// Answers of the final test are read and not judged, labelled by or learned from: who does that has seen the
// test before the next one.
inline bool onlyRead(const TraceRow& row) {
    return row.kind == CompletionKind::Test;
}

// Which traces a list is about.
struct TraceScope {
    enum class Of { Step, Heldout, Training, All, Test }; // All: without Test
    std::string run;
    Of of = Of::Step;
    int step = 0;      // of Step: greedy answers of one evaluation; of Test: of the checkpoint
    std::string stage; // of Step
    bool operator==(const TraceScope&) const = default;
};

enum class TraceQueue { Unreviewed, Wrong, Disagree, LeastSure, Doubtful, Judged };
inline constexpr int kNumQueues = 6;
// Counted bit by bit after the others, for each trace's text or labels are looked at.
inline constexpr bool countedLater(TraceQueue queue) {
    return queue == TraceQueue::Disagree || queue == TraceQueue::Doubtful;
}
// Tells nothing of what a blind review hides.
inline constexpr bool seenBlind(TraceQueue queue) {
    return queue == TraceQueue::Unreviewed || queue == TraceQueue::Judged;
}

// What readers say at present of the images of datasets: by the dataset's hash, then by sample.
using Readings = std::map<std::string, std::map<std::string, std::vector<Annotation>>>;

struct RunEntry {
    std::string run; // its folder
    QString name;
    QString apart;                     // from other runs of that name, in words; empty: it has its name alone
    QString trouble;                   // why its run.json can't be read; its traces are there all the same
    std::vector<std::string> datasets; // their hashes
    std::vector<TraceSearch::Step> steps;
    std::optional<int> testStep; // of the checkpoint that was tested; none: no test answers
    std::int64_t num_traces = 0; // without those of the test
    std::int64_t num_torn = 0;   // lines that are no trace, passed over
    bool operator==(const RunEntry& other) const {
        return run == other.run && name == other.name && apart == other.apart && trouble == other.trouble &&
               testStep == other.testStep && num_traces == other.num_traces && num_torn == other.num_torn;
    }
};
using RunEntries = std::shared_ptr<const std::vector<RunEntry>>;

struct TraceQuery {
    TraceScope scope;
    TraceQueue queue = TraceQueue::Unreviewed;
    QString words;                            // not empty: only answers with them
    bool everywhere = false;                  // with words: of all runs instead of the queue
    std::vector<TracePlace> judged;           // by the reader, in the scope's run, the newest verdict first
    std::shared_ptr<const Readings> readings; // null: not known (yet)

    // Whether both ask for the same list, whatever was judged and read meanwhile.
    bool asksAs(const TraceQuery& other) const {
        return scope == other.scope && queue == other.queue && words == other.words &&
               searchesAll() == other.searchesAll();
    }
    bool searchesAll() const { return everywhere && !words.isEmpty(); }
};

struct TraceListing {
    std::vector<std::int64_t> ids;
    std::array<std::int64_t, kNumQueues> counts{}; // of the scope; -1: not counted (yet)
    std::int64_t total = 0;                        // in the scope
    std::int64_t reviewed = 0;
    std::optional<double> leastSure; // entropy from which a trace is in that queue
};

} // namespace vrft::ui
