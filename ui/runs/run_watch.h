// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one run folder at little cost: who works on it, how far it is, what went wrong. OpenRun adds what
// the page of the chosen run shows.
//
// Only reads. Whether an engine lives is judged by its process where it is this machine's, and by the beat on
// a monotonic clock else: clocks that were set back don't matter. Nothing throws: what can't be read becomes
// words. Thread rule: an object belongs to one thread.
#pragma once

#include "core/run/checkpoint_folder.h"
#include "ui/runs/dismissals.h"
#include "ui/runs/latest_answers.h"
#include "ui/runs/run_picture.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace vrft::ui {

class RunWatch {
public:
    explicit RunWatch(std::filesystem::path folder,
                      HeartbeatWatcher::Clock clock = std::chrono::steady_clock::now);

    void poll(bool queued); // queued: its name is in the queue
    const RunLine& line() const { return line_; }
    void setApart(const RunDifference& apart) { line_.apart = apart; }
    const std::filesystem::path& folder() const { return folder_; }
    const std::shared_ptr<const RunInfo>& info() const { return info_; }
    const std::optional<HeartbeatState>& beat() const { return beat_; }
    double silent_s() const { return watcher_.silentFor().count(); }
    std::optional<double> lastSign() const { return lastSign_; }
    const Control& control() const { return control_; }
    std::optional<int> savedStep() const { return savedStep_; }
    const std::vector<RunAlarm>& alarms() const { return alarms_; } // open ones, newest first
    std::size_t skippedEvents() const { return events_.skippedLines(); }
    void forgetDismissals() { dismissed_.reset(); } // they changed

private:
    // What tells whether anything happened to a run that has ended.
    struct Stamp {
        std::optional<double> beat, control, finalEvaluation;
        std::uintmax_t events = 0;
        bool queued = false;
        bool operator==(const Stamp&) const = default;
    };
    void readInfo();
    Stamp stampOf(bool queued) const;
    RunState stateOf(HeartbeatWatcher::Life life, bool queued);
    int stepOf() const;
    void readHeldOut();
    void listAlarms();

    std::filesystem::path folder_;
    RunLine line_;
    std::shared_ptr<const RunInfo> info_;
    std::optional<double> infoTime_; // of run.json as it was read: a run may get another name
    std::optional<Stamp> stamp_;
    std::optional<HeartbeatState> beat_;
    bool beatSeen_ = false; // to go on while watched
    std::optional<double> lastSign_;
    HeartbeatWatcher watcher_;
    EventLog events_;
    Control control_;
    std::optional<int> savedStep_;
    std::optional<int> heldOutStep_; // of line_.heldOut
    std::optional<std::vector<Dismissal>> dismissed_;
    std::vector<RunAlarm> alarms_;
};

// The chosen run: its metrics and answers besides.
class OpenRun {
public:
    explicit OpenRun(RunWatch& watch);

    // Reads what is new and tells whether the picture is another one. `answers`: else only figures, which are
    // there sooner.
    bool poll(bool answers = true);
    RunPointer picture() const;
    const SampleBooks& books() const { return books_; }
    RunWatch& watch() { return watch_; }

private:
    void readMetrics();
    void openBook();
    void readFinalScore();
    void readExternal();
    const Task* task() const; // of the last stage's dataset; null: it can't be read
    std::optional<double> secondsAStep() const;

    RunWatch& watch_;
    MetricsLog log_;
    std::size_t marks_ = 0;
    std::shared_ptr<MetricColumns> columns_ = std::make_shared<MetricColumns>();
    LatestAnswers latest_;
    AnswersPointer answers_;
    AnswerCount count_;
    bool counted_ = false;
    SampleBooks books_;
    QString bookTrouble_;
    bool bookAsked_ = false;
    std::optional<FinalScore> finalScore_;
    std::shared_ptr<const TestFigures> test_;
    std::optional<double> externalTime_; // of evaluations/ when `external_` was read
    std::shared_ptr<const std::vector<ExternalFigures>> external_;
    QString trouble_; // of metrics or answers
    RunPointer shown_;
};

} // namespace vrft::ui
