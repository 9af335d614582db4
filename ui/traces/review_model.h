// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Review workplace is about: run, scope and queue, the list, the trace looked at, its study, and the
// reader's verdicts.
//
// Has no widgets. Every verdict is stored the moment it is given, as an undoable edit. Ownership: the
// parent's; borrows the workspace's thread, owns the room's. Thread rule: UI thread.
#pragma once

#include "core/annotation/annotation.h"
#include "ui/traces/trace.h"
#include "ui/traces/trace_list.h"
#include "ui/traces/trace_thread.h"
#include "ui/workspace/workspace_thread.h"

#include <QObject>
#include <map>
#include <optional>
#include <set>

namespace vrft::ui {

struct ReviewState {
    TraceScope scope;
    TraceQueue queue = TraceQueue::Unreviewed;
    std::optional<TracePlace> trace;
    bool blind = false;
};

class ReviewModel : public QObject {
    Q_OBJECT
public:
    explicit ReviewModel(WorkspaceThread& workspace, QObject* parent = nullptr);

    ReviewState state() const;
    void beginWith(const ReviewState& state); // chosen with the workspace that is opened next

    // --- What there is ---
    const std::vector<RunEntry>& runs() const { return *runs_; }
    const RunEntry* run() const;          // the chosen one; nullptr: none
    bool ready() const { return ready_; } // the index has been read to its end once
    void chooseRun(const std::string& run);
    const TraceScope& scope() const { return query_.scope; }
    void chooseScope(const TraceScope& scope);
    TraceQueue queue() const { return query_.queue; }
    void chooseQueue(TraceQueue queue);
    // Words that the list's answers have, in the queue or `everywhere`, in all runs; empty: the whole queue.
    const QString& words() const { return query_.words; }
    bool searchesAll() const { return query_.searchesAll(); }
    void search(const QString& words);
    void searchEverywhere(bool everywhere);
    bool listed() const; // the list is the one that was asked for last
    const TraceListing& listing() const { return listing_; }
    std::int64_t reviewed() const; // of the scope, by the reader
    TraceList& list() { return list_; }
    void refresh(); // what came since the list was made

    // --- The trace looked at ---
    const TracePointer& trace() const { return trace_; } // null: none
    int row() const;                                     // in the list; -1: not in it
    void openRow(int row);
    void open(const TraceRow& row);
    void open(const TracePlace& place);
    void step(int rows); // next, previous
    bool canStep(int rows) const;

    // The image of the workspace it was about; nothing where the study is gone or isn't known (yet).
    const std::optional<ImageRef>& image() const { return image_; }
    bool imageAsked() const { return imageAsked_; } // the answer is there
    // The trace can be judged and used: it is there and none of the final test.
    bool canJudge() const { return trace_ && trace_->trouble.isEmpty() && !onlyRead(trace_->row); }

    // --- Verdicts ---
    void setReader(const QString& reader);
    const QString& reader() const { return reader_; }
    const TraceVerdict* own() const;                 // on the trace looked at
    bool ownIsOfOtherText() const;                   // the run was resumed since
    std::vector<const TraceVerdict*> others() const; // of other readers; none before one's own
    void judge(Verdict verdict);
    void setComment(const TracePlace& trace, const QString& comment); // of the own verdict on it
    void takeBack();
    bool judged(const TraceRow& row) const;

    bool blind() const { return blind_; }
    void setBlind(bool blind);

    // Makes the reasoning the exemplar of the reader's own annotation, an ordinary edit.
    void useAsExemplar();

    // Classes of the trace's dataset that are called otherwise today; empty: none.
    QString renamedWords() const;

    // Where several readers labelled the image, or one does otherwise than the reference: who says what.
    QString readersWords() const;

    // All verdicts of the chosen run, every reader's, as a CSV file.
    void exportVerdicts(const std::filesystem::path& file);

    void setWatching(bool watching); // in view: follows the runs closely, and what readers say
    void comeIntoView();             // what nobody chose by hand gives way to the newest evaluation
    void close();
    void verdictStepped(const std::string& key); // undone or done again: shows its trace

Q_SIGNALS:
    void runsChanged();
    void scopeChanged();
    void listChanged(); // ids
    void countsChanged();
    void traceChanged();
    void imageChanged();
    void verdictChanged();
    void blindChanged();
    void readingsChanged(); // what readers say of the run's images
    // Answers of the scope, thus of the queue shown, that wait for the reader's verdict; `meaning` says so.
    void unreviewedChanged(int count, const QString& meaning);
    void exported(const QString& file, int num);
    void said(const QString& text);
    void trouble(const QString& text);

private:
    void openWorkspace(const QString& folder);
    void takeRuns(RunEntries runs);
    void showLatest(const RunEntry& entry);
    void showNewest();
    void ask();
    void takeListing(const TraceQuery& query, const TraceListing& listing);
    void takeIds(const std::vector<std::int64_t>& ids);
    void takeTrace(TracePointer trace);
    void takeFound(const TracePlace& place, const std::optional<TraceRow>& row, bool runIsGone);
    void readVerdicts(const std::string& run);
    void readReadings();
    void tellBadge();
    void askImage();
    void put(TraceVerdict verdict, const QString& action);
    QString actionName() const; // of an edit of the verdict on the trace
    std::vector<TracePlace> judgedPlaces() const;

    std::optional<ReviewState> begin_;
    WorkspaceThread& workspace_;
    TraceThread thread_;
    TraceList list_;
    RunEntries runs_ = std::make_shared<std::vector<RunEntry>>();
    bool ready_ = false;
    TraceQuery query_;
    TraceListing listing_;
    std::int64_t judgedHere_ = 0;         // verdicts given less those taken back since the listing
    std::optional<TraceQuery> listedFor_; // what `list_` is about
    bool chosenByHand_ = false;           // run, steps or a trace: the newest no longer takes their place
    bool openFirst_ = true;               // of the next list, where the trace looked at isn't in it
    TracePointer trace_;
    std::optional<std::int64_t> wanted_;   // the id asked for, not here yet
    std::optional<TracePlace> waitingFor_; // a link to what the index hasn't reached
    std::optional<ImageRef> image_;
    bool imageAsked_ = false;
    QString reader_;
    std::set<std::string> verdictsOf_;                                   // runs
    std::map<TracePlace, std::map<std::string, TraceVerdict>> verdicts_; // by reader
    std::shared_ptr<const std::vector<Task>> tasks_;                     // of today
    std::shared_ptr<const Readings> readings_;                           // of the chosen run's datasets
    bool blind_ = false;
};

} // namespace vrft::ui
