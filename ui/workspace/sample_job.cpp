// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/sample_job.h"

#include "ui/widgets/text.h"
#include "ui/workspace/data_program.h"
#include "ui/workspace/log.h"

namespace vrft::ui {

namespace fs = std::filesystem;

SampleJob::SampleJob(fs::path folder, QObject* parent)
    : QObject(parent)
    , folder_(std::move(folder))
    , making_(folder_.string() + ".making") {
    connect(&child_, &QProcess::finished, this, &SampleJob::ended);
    connect(&child_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("%1 can’t be started. Check that the program is installed completely.")
                              .arg(qs(dataProgram().string())));
    });
}

SampleJob::~SampleJob() {
    child_.disconnect(this);
    if (child_.state() == QProcess::NotRunning) return;
    child_.kill();
    child_.waitForFinished();
    removeRest();
}

void SampleJob::start() {
    removeRest();
    std::error_code code;
    fs::create_directories(folder_.parent_path(), code);
    child_.start(qs(dataProgram().string()),
                 {QStringLiteral("sample"), qs(making_.string()), QStringLiteral("--json")});
}

void SampleJob::stop() {
    stopped_ = true;
    child_.kill();
}

void SampleJob::removeRest() {
    std::error_code code;
    fs::remove_all(making_, code);
}

void SampleJob::ended(int code, QProcess::ExitStatus status) {
    if (stopped_ || code != 0 || status != QProcess::NormalExit) {
        removeRest();
        const QByteArray text = child_.readAllStandardError();
        logStderr(dataProgram(), text);
        const QString said = QString::fromUtf8(text).trimmed();
        Q_EMIT failed(stopped_ ? QString() : tr("The sample could not be made. %1").arg(said));
        return;
    }
    std::error_code trouble;
    fs::rename(making_, folder_, trouble);
    if (trouble)
        Q_EMIT failed(tr("The sample could not be put at %1: %2.")
                          .arg(qs(folder_.string()), QString::fromStdString(trouble.message())));
    else
        Q_EMIT made(qs(folder_.string()));
}

} // namespace vrft::ui
