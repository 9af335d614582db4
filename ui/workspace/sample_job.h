// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the sample workspace with vrftaug-data, in a child process. The folder gets its name only when all of
// it is there, so a sample that was stopped half-way is made anew.
//
// Ownership: the parent's; the child ends with it. Errors: in words, by `failed`. Thread rule: UI thread.
#pragma once

#include <QObject>
#include <QProcess>
#include <filesystem>

namespace vrft::ui {

class SampleJob : public QObject {
    Q_OBJECT
public:
    explicit SampleJob(std::filesystem::path folder, QObject* parent = nullptr);
    ~SampleJob() override;

    void start();
    void stop(); // answered by failed with an empty text

Q_SIGNALS:
    void made(const QString& folder);
    void failed(const QString& text);

private:
    void ended(int code, QProcess::ExitStatus status);
    void removeRest();

    std::filesystem::path folder_;
    std::filesystem::path making_; // beside it
    QProcess child_;
    bool stopped_ = false;
};

} // namespace vrft::ui
