// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the run folders of a workspace and works off the user's orders; lives in RunsThread's thread.
//
// Errors: by `failed`, in words. Ownership: RunsThread's. Thread rule: that thread; orders come by
// RunsThread::tell.
#pragma once

#include "ui/runs/run_watch.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace vrft::ui {

class RunsWorker : public QObject {
    Q_OBJECT
public:
    RunsWorker();

    void begin();                                      // once, in its thread
    void setFolder(const std::filesystem::path& runs); // WORKSPACE/runs, which needn't be there; empty: none
    void choose(const QString& run);                   // answered by shown, whenever there is news
    void look();
    void start(const QString& run); // or go on with it: into the queue, and an engine if none works
    void startQueue();
    void want(const QString& run, Want want); // Stop also takes it out of the queue
    // The unfinished runs of a study, all at once, into the queue and out of it.
    void startStudy(const std::filesystem::path& study, const QStringList& openRuns);
    void stopRuns(const QStringList& runs);
    void endAndStart(const QString& run); // ends an engine that is silent first
    void dismiss(const QString& run, const RunAlarm& alarm, const QString& reader);
    void readStep(const QString& run, int step);                  // answered by stepRead
    void readExamples(const QString& run, const RunAlarm& alarm); // answered by examplesRead
    void readLog(const QString& run);                             // answered by logRead
    void rename(const QString& run, const QString& name);
    void weigh(const QString& run);       // answered by weighed
    void moveToTrash(const QString& run); // refused where an engine holds it or it waits; answered by trashed

Q_SIGNALS:
    void listed(vrft::ui::RunsPointer runs);
    void shown(vrft::ui::RunPointer run);
    void stepRead(const QString& run, vrft::ui::AnswersPointer answers);
    void examplesRead(const QString& run, const QString& alarm, vrft::ui::AnswersPointer answers);
    void logRead(const QString& run, const QString& text);
    void weighed(const QString& run, double bytes);
    void trashed(const QString& run, const QString& name);
    void failed(const QString& text);

private:
    void guarded(const std::function<void()>& act); // what it throws becomes `failed`, then looks
    void tell();                                    // the chosen run's picture
    void findRuns();
    void tellApart();
    void list(const std::vector<std::string>& queue);
    void logChanges(const RunsPicture& before, const RunsPicture& now);
    void tellTrouble(const QString& text);
    QString queueTrouble(const std::vector<std::string>& queue);
    void watchFiles();
    RunWatch* find(const QString& run);

    std::filesystem::path runs_;
    std::map<std::string, std::unique_ptr<RunWatch>> watches_; // by folder name
    std::unique_ptr<OpenRun> open_;
    QString chosen_;
    std::shared_ptr<std::atomic<bool>> taken_ = std::make_shared<std::atomic<bool>>(true);
    RunsPointer listed_;
    std::set<QString> logged_; // alarms
    QTimer* timer_ = nullptr;
    QTimer* soon_ = nullptr; // a burst of changes is one look
    QFileSystemWatcher* files_ = nullptr;
    QElapsedTimer idle_;  // since runs wait and nobody works; invalid: somebody does
    qint64 launched_ = 0; // the process that works the queue off, where this window started it
    QString startTrouble_;
};

} // namespace vrft::ui
