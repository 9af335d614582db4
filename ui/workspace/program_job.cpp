// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/program_job.h"

#include "ui/widgets/text.h"
#include "ui/workspace/log.h"

namespace vrft::ui {

namespace {

// The failure as the program tells it with --json; empty: this record is none.
QString failureOf(const Json& record) {
    if (!record.is_object() || !record.contains("error") || !record["error"].is_object()) return {};
    const Json& error = record["error"];
    const auto part = [&error](const char* key) {
        return error.contains(key) && error[key].is_string() ? qs(error[key].get_ref<const std::string&>())
                                                             : QString();
    };
    QString text = part("what");
    if (text.isEmpty()) return {};
    text[0] = text[0].toUpper();
    if (!part("where").isEmpty()) text += QStringLiteral(" (%1)").arg(part("where"));
    text += QLatin1Char('.');
    if (!part("next").isEmpty()) text += QStringLiteral(" %1.").arg(part("next"));
    return text;
}

constexpr qsizetype kKeptOfStderr = 4096;

} // namespace

ProgramJob::ProgramJob(std::filesystem::path program, QStringList arguments, QObject* parent)
    : QObject(parent)
    , program_(std::move(program))
    , arguments_(std::move(arguments)) {
    arguments_ << QStringLiteral("--json");
    connect(&child_, &QProcess::readyReadStandardOutput, this, &ProgramJob::takeLines);
    connect(&child_, &QProcess::readyReadStandardError, this, [this] {
        const QByteArray text = child_.readAllStandardError();
        logStderr(program_, text);
        said_ = (said_ + text).right(kKeptOfStderr);
    });
    connect(&child_, &QProcess::started, this, [this] {
        if (!input_.isEmpty()) child_.write(input_);
        child_.closeWriteChannel();
    });
    connect(&child_, &QProcess::finished, this, &ProgramJob::ended);
    connect(&child_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("%1 can’t be started. Check that the program is installed completely.")
                              .arg(qs(program_.string())));
    });
}

ProgramJob::~ProgramJob() {
    child_.disconnect(this);
    if (!running()) return;
    child_.kill();
    child_.waitForFinished();
}

void ProgramJob::start(const QByteArray& input) {
    input_ = input;
    child_.start(qs(program_.string()), arguments_);
}

void ProgramJob::stop() {
    stopped_ = true;
    if (running()) child_.kill();
}

void ProgramJob::takeLines() {
    partial_ += child_.readAllStandardOutput();
    for (qsizetype end = partial_.indexOf('\n'); end >= 0; end = partial_.indexOf('\n')) {
        const Json line = Json::parse(partial_.left(end).toStdString(), nullptr, false);
        partial_.remove(0, end + 1);
        if (line.is_discarded() || stopped_) continue;
        last_ = line;
        Q_EMIT record(last_);
    }
}

void ProgramJob::ended(int code, QProcess::ExitStatus status) {
    if (stopped_) return;
    takeLines();
    if (code == 0 && status == QProcess::NormalExit) {
        Q_EMIT finished(last_);
        return;
    }
    QString text = failureOf(last_);
    if (text.isEmpty()) text = QString::fromUtf8(said_).trimmed().section(QLatin1Char('\n'), -1);
    if (text.isEmpty())
        text = tr("%1 ended without saying why. Try again; the log has more.")
                   .arg(qs(program_.filename().string()));
    Q_EMIT failed(text);
}

} // namespace vrft::ui
