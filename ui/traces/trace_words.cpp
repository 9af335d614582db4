// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_words.h"

#include "ui/traces/trace.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace vrft::ui {

namespace {

constexpr qsizetype kFirstWords = 160;

} // namespace

QString firstWords(const QString& text) {
    return harmless(text.left(kFirstWords)).simplified();
}

QString verdictWords(Verdict verdict) {
    switch (verdict) {
    case Verdict::RightReason:
        return TraceText::tr("Right, right reason");
    case Verdict::WrongReason:
        return TraceText::tr("Right, wrong reason");
    case Verdict::Wrong:
        return TraceText::tr("Wrong");
    case Verdict::Invented:
        return TraceText::tr("Invented finding");
    case Verdict::Unreadable:
        return TraceText::tr("Unreadable");
    }
    return {};
}

QString kindWords(CompletionKind kind) {
    switch (kind) {
    case CompletionKind::Rollout:
        return TraceText::tr("training");
    case CompletionKind::Heldout:
        return TraceText::tr("held out");
    case CompletionKind::ImageGain:
        return TraceText::tr("image exchanged");
    case CompletionKind::Test:
        return TraceText::tr("test");
    }
    return {};
}

QString classWords(const TaskClass& item) {
    const QString name = harmless(qs(item.name));
    return item.grade ? QStringLiteral("%1 %2").arg(*item.grade).arg(name) : name;
}

QString scopeWords(const TraceScope& scope) {
    switch (scope.of) {
    case TraceScope::Of::Step:
        return TraceText::tr("held out, step %1").arg(scope.step);
    case TraceScope::Of::Heldout:
        return TraceText::tr("held out, all steps");
    case TraceScope::Of::Training:
        return TraceText::tr("training, all steps");
    case TraceScope::Of::All:
        return TraceText::tr("all answers");
    case TraceScope::Of::Test:
        return TraceText::tr("test, checkpoint of step %1").arg(scope.step);
    }
    return {};
}

QString share(double value) {
    QString text = QString::number(value, 'f', 2);
    if (text.startsWith(QStringLiteral("0."))) text.remove(0, 1);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString signedFigure(double value) {
    QString text = QString::number(std::abs(value), 'f', 2);
    if (text == QStringLiteral("0.00")) return text;
    return (value < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + text;
}

std::optional<TracePlace> placeOfCompletionId(const QString& id) {
    QStringList parts = id.split(QLatin1Char('/'));
    TracePlace place;
    place.kind = "rollout";
    if (parts.size() == 4) place.kind = utf8(parts.takeAt(1));
    if (parts.size() != 3) return std::nullopt;
    bool stepRead = false;
    bool kRead = false;
    place.step = parts[0].toInt(&stepRead);
    place.sample = utf8(parts[1]);
    place.k = parts[2].toInt(&kRead);
    return stepRead && kRead ? std::optional(place) : std::nullopt;
}

TracePlace placeOf(const TraceRow& row) {
    return {row.run, row.stage, std::string(completionKindName(row.kind)), row.step, row.sample, row.k};
}

} // namespace vrft::ui
