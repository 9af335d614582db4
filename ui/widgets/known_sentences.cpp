// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/known_sentences.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

namespace vrft::ui {

KnownSentences::KnownSentences(const std::vector<KnownSentence>& all, const Options& options)
    : outer_(options.outer) {
    for (const KnownSentence& sentence : all) {
        QStringList forms{QString::fromUtf8(sentence.source)};
        if (options.otherwise) forms += options.otherwise(sentence);
        for (const QString& form : forms)
            patterns_.push_back(patternOf(sentence, form, options.tail));
    }
    std::stable_sort(patterns_.begin(), patterns_.end(), [this](const Pattern& a, const Pattern& b) {
        const bool first = QString::fromUtf8(a.sentence.source) == outer_;
        const bool second = QString::fromUtf8(b.sentence.source) == outer_;
        return first != second ? first : a.literal > b.literal;
    });
}

KnownSentences::Pattern KnownSentences::patternOf(const KnownSentence& sentence, const QString& text,
                                                  bool tail) const {
    static const QRegularExpression kPlace(QStringLiteral("%([1-9])"));
    Pattern pattern{sentence, {}, {}, 0};
    QString expression = QStringLiteral("^");
    qsizetype done = 0;
    for (auto all = kPlace.globalMatch(text); all.hasNext();) {
        const QRegularExpressionMatch place = all.next();
        const QString before = text.mid(done, place.capturedStart() - done);
        expression += QRegularExpression::escape(before) + QStringLiteral("(.+)");
        pattern.literal += before.size();
        pattern.places.push_back(place.capturedView(1).toInt());
        done = place.capturedEnd();
    }
    const QString rest = text.mid(done);
    pattern.literal += rest.size();
    expression += QRegularExpression::escape(rest);
    if (tail) {
        // What stands last takes as little as it can.
        if (rest.isEmpty() && !pattern.places.empty())
            expression.insert(expression.size() - 1, QLatin1Char('?'));
        expression += QStringLiteral("(, .*)?");
        pattern.places.push_back(0);
    }
    pattern.text.setPattern(expression + QStringLiteral("$"));
    pattern.text.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

QString KnownSentences::inWords(const QString& written) const {
    return find(written).value_or(written);
}

std::optional<QString> KnownSentences::find(const QString& written) const {
    for (const Pattern& pattern : patterns_) {
        const QRegularExpressionMatch match = pattern.text.match(written);
        if (!match.hasMatch()) continue;
        std::map<int, QString> values;
        for (std::size_t i = 0; i < pattern.places.size(); ++i)
            values[pattern.places[i]] = match.captured(static_cast<int>(i) + 1);
        if (!outer_.isEmpty() && QString::fromUtf8(pattern.sentence.source) == outer_) {
            const std::optional<QString> inner = find(values[1]);
            if (!inner) continue; // it only looks like one
            values[1] = *inner;
        }
        const QString text = QCoreApplication::translate(pattern.sentence.context, pattern.sentence.source);
        QString result; // in one go: what is taken over may hold a "%1" itself
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool holder = text[i] == QLatin1Char('%') && i + 1 < text.size();
            const auto value = holder ? values.find(text[i + 1].digitValue()) : values.end();
            if (value != values.end() && value->first > 0) {
                result += value->second;
                ++i;
            } else {
                result += text[i];
            }
        }
        return result + values[0];
    }
    return std::nullopt;
}

} // namespace vrft::ui
