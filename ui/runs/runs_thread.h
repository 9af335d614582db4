// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that follows the run folders of a workspace: looks at once when a file changes and once a second
// besides, hands out immutable pictures, and gives the user's orders to the engines.
//
// No call here waits. Engines go on when this ends. Errors: by `failed`, in words. Ownership: owns the
// thread. Thread rule: call from the thread it lives in; signals arrive there.
#pragma once

#include "ui/runs/run_picture.h"

#include <QObject>
#include <QThread>
#include <filesystem>

namespace vrft::ui {

class RunsWorker;

class RunsThread : public QObject {
    Q_OBJECT
public:
    explicit RunsThread(QObject* parent = nullptr);
    ~RunsThread() override;

    void setFolder(const std::filesystem::path& runs); // WORKSPACE/runs, which needn't be there; empty: none
    void choose(const QString& run);                   // answered by shown, whenever there is news
    void lookNow();

    void start(const QString& run); // or go on with it: into the queue, and an engine if none works
    void startQueue();
    void want(const QString& run, Want want); // Stop also takes it out of the queue
    void endAndStart(const QString& run);     // ends an engine that is silent first
    void dismiss(const QString& run, const RunAlarm& alarm, const QString& reader);
    void readStep(const QString& run, int step);                  // answered by stepRead
    void readExamples(const QString& run, const RunAlarm& alarm); // answered by examplesRead
    void readLog(const QString& run);                             // answered by logRead

Q_SIGNALS:
    void listed(vrft::ui::RunsPointer runs);
    void shown(vrft::ui::RunPointer run);
    void stepRead(const QString& run, vrft::ui::AnswersPointer answers);
    void examplesRead(const QString& run, const QString& alarm, vrft::ui::AnswersPointer answers);
    void logRead(const QString& run, const QString& text);
    void failed(const QString& text);

private:
    QThread thread_;
    RunsWorker* worker_; // lives in thread_
};

} // namespace vrft::ui
