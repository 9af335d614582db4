// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One command of vrftaug-engine or vrftaug-data as a child with --json: its records as they come, its last
// document, and its failure in words.
//
// For commands that end by themselves while the window waits with words; not for training, which outlives the
// window. Ownership: the parent's; the child ends with it. Errors: by `failed`, one line that says what,
// where and what next. Thread rule: UI thread.
#pragma once

#include "core/json.h"

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <filesystem>

namespace vrft::ui {

class ProgramJob : public QObject {
    Q_OBJECT
public:
    ProgramJob(std::filesystem::path program, QStringList arguments, QObject* parent = nullptr);
    ~ProgramJob() override;

    void start(const QByteArray& input = {}); // `input` on its stdin
    void stop();                              // answered by nothing
    bool running() const { return child_.state() != QProcess::NotRunning; }

Q_SIGNALS:
    void record(const vrft::Json& record);     // each line as it comes, the last included
    void finished(const vrft::Json& document); // the last line; null where there was none
    void failed(const QString& text);

private:
    void takeLines();
    void ended(int code, QProcess::ExitStatus status);

    std::filesystem::path program_;
    QStringList arguments_;
    QProcess child_;
    QByteArray input_;
    QByteArray partial_;
    QByteArray said_; // stderr
    Json last_;
    bool stopped_ = false;
};

} // namespace vrft::ui
