// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RunsThread that lives in its thread.
//
// Errors: by `failed`, in words. Ownership: RunsThread's. Thread rule: that thread.
#pragma once

#include "ui/runs/run_watch.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

namespace vrft::ui {

class RunsWorker : public QObject {
    Q_OBJECT
public:
    RunsWorker();

    void begin(); // once, in its thread
    void setFolder(const std::filesystem::path& runs);
    void choose(const QString& run);
    void look();
    void start(const QString& run);
    void startQueue();
    void want(const QString& run, Want want);
    void endAndStart(const QString& run);
    void dismiss(const QString& run, const RunAlarm& alarm, const QString& reader);
    void readStep(const QString& run, int step);
    void readExamples(const QString& run, const RunAlarm& alarm);
    void readLog(const QString& run);

Q_SIGNALS:
    void listed(vrft::ui::RunsPointer runs);
    void shown(vrft::ui::RunPointer run);
    void stepRead(const QString& run, vrft::ui::AnswersPointer answers);
    void examplesRead(const QString& run, const QString& alarm, vrft::ui::AnswersPointer answers);
    void logRead(const QString& run, const QString& text);
    void failed(const QString& text);

private:
    void guarded(const std::function<void()>& act); // what it throws becomes `failed`, then looks
    void tell();                                    // the chosen run's picture
    void findRuns();
    void list(const std::vector<std::string>& queue);
    QString queueTrouble(const std::vector<std::string>& queue);
    void watchFiles();
    RunWatch* find(const QString& run);

    std::filesystem::path runs_;
    std::map<std::string, std::unique_ptr<RunWatch>> watches_; // by folder name
    std::unique_ptr<OpenRun> open_;
    QString chosen_;
    std::shared_ptr<std::atomic<bool>> taken_ = std::make_shared<std::atomic<bool>>(true);
    RunsPointer listed_;
    QTimer* timer_ = nullptr;
    QTimer* soon_ = nullptr; // a burst of changes is one look
    QFileSystemWatcher* files_ = nullptr;
    int idleLooks_ = 0; // in which runs waited and nobody worked
    QString startTrouble_;
};

} // namespace vrft::ui
