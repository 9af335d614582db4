// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_words.h"

#include "ui/traces/trace.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr qsizetype kFirstWords = 160;

struct TraceTexts {
    Q_DECLARE_TR_FUNCTIONS(TraceTexts)
};

} // namespace

QString firstWords(const QString& text) {
    return harmless(text.left(kFirstWords)).simplified();
}

QString verdictWords(Verdict verdict) {
    switch (verdict) {
    case Verdict::RightReason:
        return TraceTexts::tr("Right, right reason");
    case Verdict::WrongReason:
        return TraceTexts::tr("Right, wrong reason");
    case Verdict::Wrong:
        return TraceTexts::tr("Wrong");
    case Verdict::Invented:
        return TraceTexts::tr("Invented finding");
    case Verdict::Unreadable:
        return TraceTexts::tr("Unreadable");
    }
    return {};
}

QString kindWords(CompletionKind kind) {
    switch (kind) {
    case CompletionKind::Rollout:
        return TraceTexts::tr("training");
    case CompletionKind::Heldout:
        return TraceTexts::tr("held out");
    case CompletionKind::ImageGain:
        return TraceTexts::tr("image exchanged");
    }
    return {};
}

QString rewardWords(const std::string& name) {
    if (name == "format") return TraceTexts::tr("Format");
    if (name == "accuracy") return TraceTexts::tr("Accuracy");
    if (name == "fuzzy_grade") return TraceTexts::tr("Fuzzy grade");
    if (name == "boxes") return TraceTexts::tr("Box overlap");
    if (name == "recitation") return TraceTexts::tr("Recitation");
    if (name == "overlong") return TraceTexts::tr("Overlong");
    if (name == "repetition") return TraceTexts::tr("Repetition");
    return harmless(qs(name));
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

namespace {

// "YYYYMMDD-HHMMSS-" in front.
bool beginsWithTime(const std::string& name) {
    if (name.size() < 17 || name[8] != '-' || name[15] != '-') return false;
    return std::all_of(name.begin(), name.begin() + 15,
                       [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

} // namespace

QString runWords(const std::string& name) {
    return harmless(qs(beginsWithTime(name) ? std::string_view(name).substr(16) : std::string_view(name)));
}

QString runTime(const std::string& folder) {
    if (!beginsWithTime(folder)) return {};
    return QStringLiteral("%1-%2 %3:%4")
        .arg(qs(folder.substr(4, 2)), qs(folder.substr(6, 2)), qs(folder.substr(9, 2)),
             qs(folder.substr(11, 2)));
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
