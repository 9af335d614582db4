// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_words.h"

#include "core/run/health_monitor.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"
#include "ui/workspace/core_words.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <cmath>

namespace vrft::ui::run_words {

namespace {

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

constexpr double kMinute_s = 60;
constexpr double kHour_s = 3600;
constexpr double kDay_s = 86400;

// What stands before the first ": " or ". " (or their full-width forms), and what comes after.
std::pair<QString, QString> parted(const QString& text) {
    static const QRegularExpression kEnd(QStringLiteral("[:.] |[：。]"));
    const QRegularExpressionMatch match = kEnd.match(text);
    if (!match.hasMatch()) return {text, {}};
    QString rest = text.mid(match.capturedEnd());
    if (!rest.isEmpty()) rest[0] = rest[0].toUpper();
    return {text.left(match.capturedStart()), rest};
}

// What is wrong in few words; empty: the engine's own have to do.
QString headOf(std::string_view key) {
    namespace keys = alarm_keys;
    if (key == keys::kNonFinite) return RunWords::tr("An update was no number and was left out");
    if (key == keys::kCutOff) return RunWords::tr("Answers are cut off");
    if (key == keys::kOneCharacter) return RunWords::tr("One character again and again");
    if (key == keys::kInvalid) return RunWords::tr("Most answers can’t be read");
    if (key == keys::kKl) return RunWords::tr("The policy has moved far from its start");
    if (key == keys::kEntropyLow) return RunWords::tr("The policy leaves nothing open");
    if (key == keys::kEntropyHigh) return RunWords::tr("The policy becomes undecided");
    if (key == keys::kThinkSkipped) return RunWords::tr("The reasoning is skipped");
    if (key == keys::kDrift) return RunWords::tr("The reasoning drifts while the reward holds");
    if (key == keys::kBoxes) return RunWords::tr("Boxes drift away");
    if (key == keys::kOneAnswer) return RunWords::tr("The policy answers almost always the same");
    if (key == keys::kNoSignal)
        return RunWords::tr("Most answers of an image earn the same: nothing is learned");
    if (key == keys::kOneReward) return RunWords::tr("One part of the reward decides alone");
    if (key == keys::kGreedyGap) return RunWords::tr("Sampled answers are far worse than greedy ones");
    if (key == keys::kImage) return RunWords::tr("The answers don’t depend on the images");
    if (key == keys::kSlow) return RunWords::tr("Steps have become slow");
    if (key == keys::kDisk) return RunWords::tr("The disk fills up");
    return {};
}

} // namespace

QString wholeName(const RunLine& line) {
    return line.apart.all.isEmpty() ? line.name : QStringLiteral("%1 · %2").arg(line.name, line.apart.all);
}

QString strategy(const RunLine& line) {
    if (line.state == RunState::Unreadable) return RunWords::tr("can’t be read");
    const QString chosen = RunWords::tr("%1, seed %2").arg(presetName(line.preset)).arg(line.seed);
    return line.apart.besides.isEmpty() ? chosen : enumerated({line.apart.besides, chosen});
}

QString state(RunState state) {
    switch (state) {
    case RunState::New:
        return RunWords::tr("not started");
    case RunState::Waiting:
        return RunWords::tr("waiting");
    case RunState::Working:
        return RunWords::tr("training");
    case RunState::Paused:
        return RunWords::tr("paused");
    case RunState::Silent:
    case RunState::Gone:
        return RunWords::tr("stopped answering");
    case RunState::Unsure:
        return RunWords::tr("looking for a sign of life");
    case RunState::Stopped:
        return RunWords::tr("stopped");
    case RunState::Failed:
        return RunWords::tr("failed");
    case RunState::Finished:
        return RunWords::tr("finished");
    case RunState::Unreadable:
        return RunWords::tr("can’t be read");
    }
    return {};
}

QString rightOfRow(const RunLine& line) {
    const QString of = RunWords::tr("%1 of %2").arg(grouped(line.step), grouped(line.totalSteps));
    switch (line.state) {
    case RunState::Working:
    case RunState::Unsure:
        return of;
    case RunState::Paused:
        return RunWords::tr("paused at %1").arg(grouped(line.step));
    case RunState::Stopped:
        return RunWords::tr("stopped at %1").arg(grouped(line.step));
    case RunState::Failed:
        return RunWords::tr("failed at %1").arg(grouped(line.step));
    case RunState::Silent:
    case RunState::Gone:
        return RunWords::tr("died at %1").arg(grouped(line.step));
    case RunState::Finished:
        return line.heldOut ? share(*line.heldOut) : QStringLiteral("—");
    case RunState::New:
    case RunState::Waiting:
    case RunState::Unreadable:
        return line.state == RunState::Unreadable ? QString() : state(line.state);
    }
    return {};
}

QString phase(Phase phase, int step) {
    const QString number = grouped(step);
    switch (phase) {
    case Phase::Load:
        return RunWords::tr("Loading the policy");
    case Phase::Rollout:
        return RunWords::tr("Sampling answers for step %1").arg(number);
    case Phase::Reward:
        return RunWords::tr("Rewarding the answers of step %1").arg(number);
    case Phase::Update:
        return RunWords::tr("Learning from step %1").arg(number);
    case Phase::Evaluate:
        return RunWords::tr("Asking the held-out images after step %1").arg(number);
    case Phase::Checkpoint:
        return RunWords::tr("Saving step %1").arg(number);
    case Phase::Paused:
        return RunWords::tr("Paused in step %1").arg(number);
    case Phase::Done:
        return RunWords::tr("Done");
    }
    return {};
}

QString ago(double time, double now) {
    return time > now ? QString() : RunWords::tr("%1 ago").arg(durationText(now - time));
}

QString clock(double time) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time * 1000));
    if (when.date() == QDate::currentDate()) return when.toString(QStringLiteral("HH:mm:ss"));
    return when.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString share(double value) {
    QString text = QString::number(std::abs(value), 'f', 2);
    if (text.startsWith(QStringLiteral("0."))) text.remove(0, 1);
    if (text == QStringLiteral(".00")) text = QStringLiteral("0");
    if (text == QStringLiteral("1.00")) text = QStringLiteral("1");
    return value < 0 && text != QStringLiteral("0") ? QChar(0x2212) + text : text;
}

QString signedShare(double value) {
    const QString text = share(value);
    return value > 0 && text != QStringLiteral("0") ? QLatin1Char('+') + text : text;
}

RunAlarm alarm(const RunEvent& event) {
    RunAlarm alarm;
    alarm.time = event.time;
    alarm.fromStep = alarm.toStep = event.step;
    const QString text = harmlessLine(qs(event.text), 1000);
    alarm.key = parted(text).first;
    alarm.advice = coreWords(harmlessLine(qs(event.advice), 1000));
    const QString words = coreWords(text); // the key stays English: it is what a dismissal remembers
    if (event.kind == EventKind::Paused) { // the disk is full: what a user asked for is no alarm
        alarm.head = RunWords::tr("The disk is full. The run is paused in step %1.").arg(grouped(event.step));
        alarm.evidence = parted(text).second;
        alarm.broken = false;
        alarm.lasting = true;
        return alarm;
    }
    if (event.kind == EventKind::Failed) {
        alarm.head = RunWords::tr("The run failed in step %1").arg(grouped(event.step));
        alarm.evidence = parted(text).second;
        alarm.lasting = true;
        return alarm;
    }
    if (event.facts) {
        const AlarmFacts& facts = *event.facts;
        alarm.key = harmlessLine(qs(facts.key), 100);
        alarm.fromStep = facts.fromStep;
        alarm.metric = facts.metric;
        alarm.examples = facts.examples;
        alarm.broken = facts.grave;
        std::tie(alarm.head, alarm.evidence) = parted(words);
        if (const QString head = headOf(facts.key); !head.isEmpty()) alarm.head = head;
        return alarm;
    }
    // Runs of earlier programs.
    if (text.contains(QStringLiteral("had equal rewards for all completions"))) {
        alarm.key = QStringLiteral("no signal");
        alarm.head = headOf(alarm_keys::kNoSignal);
        alarm.fromStep = std::max(1, event.step - static_cast<int>(HealthThresholds().noSignalSteps) + 1);
        alarm.metric = "groups/no_signal";
        alarm.evidence = words;
        return alarm;
    }
    if (text.contains(QStringLiteral("that update was not applied"))) {
        alarm.key = QStringLiteral("non-finite");
        alarm.head = headOf(alarm_keys::kNonFinite);
        alarm.evidence = words;
        return alarm;
    }
    std::tie(alarm.head, alarm.evidence) = parted(words);
    return alarm;
}

RunAlarm gone(const RunLine& line, const HeartbeatState& beat, bool processThere, double silent_s,
              std::optional<int> savedStep) {
    RunAlarm alarm;
    alarm.lasting = true;
    alarm.fromStep = alarm.toStep = line.step;
    alarm.head = RunWords::tr("%1 stopped answering").arg(line.name);
    const QString saved = savedStep
                              ? RunWords::tr("everything up to step %1 is saved.").arg(grouped(*savedStep))
                              : RunWords::tr("nothing was saved yet; it begins again.");
    alarm.evidence = RunWords::tr("Its last step was %1; %2").arg(grouped(line.step), saved);
    if (processThere)
        alarm.advice =
            RunWords::tr("Its engine (process %1) has been silent for %2. Wait if the machine slept or "
                         "the disk is busy; else end it and go on.")
                .arg(beat.pid)
                .arg(durationText(silent_s));
    return alarm;
}

} // namespace vrft::ui::run_words
