// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Training workplace shows of runs: immutable values the room's thread hands out.
//
// Nothing here reads or writes files. Times are Unix seconds, durations end in `_s`, memory is in bytes.
// Thread rule: values; shared as pointers to const.
#pragma once

#include "core/run/control.h"
#include "core/run/run_folder.h"
#include "ui/runs/metric_columns.h"
#include "ui/workspace/run_names.h"

#include <QImage>
#include <QMetaType>
#include <QString>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

enum class RunState {
    New,        // made, never started
    Waiting,    // in the queue
    Working,    // an engine trains it
    Paused,     // an engine holds it, and waits
    Silent,     // the engine's process is there, without a sign of life
    Gone,       // the engine died
    Unsure,     // a heartbeat of another machine, not watched long enough to tell
    Stopped,    // as asked, with a checkpoint
    Failed,     // the engine gave up and said why
    Finished,   // with its final evaluation
    Unreadable, // no run.json this program understands
};
inline bool engineHolds(RunState state) {
    return state == RunState::Working || state == RunState::Paused || state == RunState::Silent ||
           state == RunState::Unsure;
}
// Training may begin or go on.
inline bool canGoOn(RunState state) {
    return state == RunState::New || state == RunState::Gone || state == RunState::Stopped ||
           state == RunState::Failed;
}

// It is nobody's just now, so it may leave.
inline bool canBeTrashed(RunState state) {
    return !engineHolds(state) && state != RunState::Waiting;
}

// A run as one row of the list.
struct RunLine {
    QString id;          // the folder's name
    QString name;        // without the time in front
    RunDifference apart; // from other runs of that name
    QString preset;
    std::uint64_t seed = 0;
    RunState state = RunState::New;
    int step = 0; // done
    int totalSteps = 0;
    std::optional<double> heldOut; // of the best checkpoint: accuracy, or mean overlap for boxes
    int openAlarms = 0;
    double created = 0;
    QString trouble; // Unreadable: why
    bool operator==(const RunLine&) const = default;
};

struct RunsPicture {
    std::vector<RunLine> lines; // working first, then waiting in their order, then the newest first
    bool folderThere = false;
    QString queueTrouble; // runs wait and nobody works: why, in words
    QString now;          // of the run that works, for the status bar; empty: none
    int openAlarms = 0;   // of runs that still go on, and runs that died
};

struct RunAnswer {
    QString id; // of the completion
    QString sample;
    int step = 0;
    QString text;      // the reasoning on one line; the whole text where there is none
    QString answer;    // empty: none could be read
    QString reference; // empty: unknown
    std::optional<bool> right;
    double reward = 0;
    QString why;    // reasons of the rewards, a line each
    QImage picture; // null: not there
};

struct RunAnswers {
    std::vector<RunAnswer> all; // one an image, the newest step first
    std::vector<RunAnswer> wrong;
    std::vector<RunAnswer> best;
    std::optional<int> step; // of this step only; none: the latest
    QString trouble;         // why images or references are missing
};
using AnswersPointer = std::shared_ptr<const RunAnswers>;

struct RunAlarm {
    QString key; // what a dismissal remembers; alarms of one key are one
    QString head;
    QString evidence;
    QString advice;
    int fromStep = 0;
    int toStep = 0;
    std::string metric;                // whose chart shows it; empty: none alone
    std::vector<std::string> examples; // ids of completions of `toStep`; empty: chosen when asked for
    double time = 0;
    bool broken = true;   // else: look at this, nothing is lost
    bool lasting = false; // it ends by itself; can't be dismissed
};

// What a finished run reached on the test patients, with the best checkpoint (final.json, formats.md §6).
struct FinalScore {
    bool overlap = false; // of boxes; else accuracy
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
    std::optional<double> start; // of the policy it began with
    int step = 0;                // of the checkpoint
};

struct TestFigures;     // evaluation_figures.h
struct ExternalFigures; // external_figures.h

// Everything the open run's page shows.
struct RunPicture {
    RunLine line;
    std::shared_ptr<const RunInfo> info; // null: unreadable
    std::optional<TaskKind> taskKind;    // none: the dataset can't be read
    std::shared_ptr<const MetricColumns> metrics;
    std::optional<Phase> phase;
    int phaseStep = 0;
    std::optional<double> lastSign; // when the heartbeat was written
    double silent_s = 0;
    Want wanted = Want::Run;
    bool orderPending = false; // told to the engine, not obeyed yet
    std::optional<double> secondsAStep;
    std::optional<double> left_s;
    std::optional<double> memory_bytes;
    std::optional<int> savedStep;
    std::optional<FinalScore> finalScore;
    std::shared_ptr<const TestFigures> test;                      // null: not finished
    std::shared_ptr<const std::vector<ExternalFigures>> external; // null: none, or not read yet
    std::vector<RunAlarm> alarms;                                 // open ones, newest first
    QString notes;                                                // torn lines and the like, in words
    AnswersPointer answers;
    std::optional<qint64> numAnswers;
};

// It has ended with a checkpoint that can be asked on other datasets.
inline bool canBeEvaluated(const RunPicture& run) {
    return run.info && run.savedStep && run.line.state != RunState::New && canBeTrashed(run.line.state);
}

using RunsPointer = std::shared_ptr<const RunsPicture>;
using RunPointer = std::shared_ptr<const RunPicture>;

} // namespace vrft::ui

Q_DECLARE_METATYPE(vrft::ui::RunsPointer)
Q_DECLARE_METATYPE(vrft::ui::RunPointer)
Q_DECLARE_METATYPE(vrft::ui::AnswersPointer)
