// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What RunsWorker writes into the log.
#include "ui/runs/runs_worker.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"

#include <algorithm>

namespace vrft::ui {

namespace {

// For the log, which stays in one language.
QString stateName(RunState state) {
    switch (state) {
    case RunState::New:
        return QStringLiteral("made");
    case RunState::Waiting:
        return QStringLiteral("waiting");
    case RunState::Working:
        return QStringLiteral("training");
    case RunState::Paused:
        return QStringLiteral("paused");
    case RunState::Silent:
        return QStringLiteral("its engine is silent");
    case RunState::Gone:
        return QStringLiteral("its engine died");
    case RunState::Unsure:
        return QStringLiteral("its engine isn't known to live");
    case RunState::Stopped:
        return QStringLiteral("stopped");
    case RunState::Failed:
        return QStringLiteral("failed");
    case RunState::Finished:
        return QStringLiteral("finished");
    case RunState::Unreadable:
        return QStringLiteral("can't be read");
    }
    return {};
}

} // namespace

// What became of runs while the window looked on, and why.
void RunsWorker::logChanges(const RunsPicture& before, const RunsPicture& now) {
    for (const RunLine& line : now.lines) {
        const auto old = std::find_if(before.lines.begin(), before.lines.end(),
                                      [&](const RunLine& other) { return other.id == line.id; });
        const bool known = old != before.lines.end();
        const RunWatch* watch = find(line.id);
        const bool bad = line.state == RunState::Failed || line.state == RunState::Gone ||
                         line.state == RunState::Silent || line.state == RunState::Unreadable;
        if (!known || old->state != line.state) {
            QString words = QStringLiteral("run %1: %2, step %3 of %4")
                                .arg(line.id, stateName(line.state))
                                .arg(line.step)
                                .arg(line.totalSteps);
            if (!line.trouble.isEmpty()) words += QStringLiteral(". ") + line.trouble;
            if (bad)
                qCWarning(trainingLog).noquote() << words;
            else
                qCInfo(trainingLog).noquote() << words;
        }
        if (watch == nullptr || (known && old->openAlarms == line.openAlarms && old->state == line.state))
            continue;
        for (const RunAlarm& alarm : watch->alarms())
            if (logged_.insert(QStringLiteral("%1 %2 %3").arg(line.id, alarm.key).arg(alarm.time)).second)
                qCWarning(trainingLog).noquote()
                    << QStringLiteral("run %1: %2. %3 %4")
                           .arg(line.id, alarm.head, alarm.evidence, alarm.advice);
    }
    if (now.queueTrouble != before.queueTrouble && !now.queueTrouble.isEmpty())
        qCWarning(trainingLog).noquote() << now.queueTrouble;
}

void RunsWorker::tellTrouble(const QString& text) {
    qCWarning(trainingLog).noquote() << text;
    Q_EMIT failed(text);
}

} // namespace vrft::ui
