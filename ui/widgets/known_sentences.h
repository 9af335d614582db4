// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences that were written down as text, in the language of that day or by a program that speaks English
// alone, said in the language spoken now: each is found again among those that are known.
//
// What stands in a sentence (names, numbers) is taken over as it is. A sentence that isn't known stays.
// Thread rule: an object belongs to one thread; translations are those of the moment.
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace vrft::ui {

struct KnownSentence { // as QT_TRANSLATE_NOOP has it
    const char* context;
    const char* source; // with %1 to %9 where something else stands
};

class KnownSentences {
public:
    // `otherwise`: how a sentence may be written besides, in other languages. `tail`: a comma and more may
    // follow one, and is taken over. `outer`: a sentence whose %1 is a known sentence itself.
    struct Options {
        std::function<QStringList(const KnownSentence&)> otherwise;
        bool tail = false;
        QString outer;
    };
    KnownSentences(const std::vector<KnownSentence>& all, const Options& options);

    QString inWords(const QString& written) const;

private:
    struct Pattern {
        KnownSentence sentence;
        QRegularExpression text;
        std::vector<int> places; // what each capture stands for: the placeholder's number; 0: the tail
        qsizetype literal = 0;   // letters that must be there: of two that fit the one with more is meant
    };
    Pattern patternOf(const KnownSentence& sentence, const QString& text, bool tail) const;

    std::optional<QString> find(const QString& written) const;

    std::vector<Pattern> patterns_; // most letters first, before them `outer_`
    QString outer_;
};

} // namespace vrft::ui
