// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commands.h"

#include "ui/shell/key_bindings.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <algorithm>

namespace vrft::ui {

namespace {

enum Distance { Whole, Beginnings, Initials, Inside, NoFit };

QString folded(const QString& text) {
    QString plain = text.normalized(QString::NormalizationForm_KD);
    plain.removeIf([](QChar letter) { return letter.isMark(); });
    return plain.toCaseFolded();
}

QStringList wordsOf(const QString& foldedText) {
    QStringList words;
    QString word;
    for (const QChar letter : foldedText) {
        if (letter.isLetterOrNumber() || letter.isSurrogate()) {
            word += letter;
        } else if (!word.isEmpty()) {
            words << std::exchange(word, {});
        }
    }
    if (!word.isEmpty()) words << word;
    return words;
}

// Whether `typed` is made of beginnings of words from `from` on, in their order.
bool isMadeOfBeginnings(QStringView typed, const QStringList& words, qsizetype from) {
    if (typed.isEmpty()) return true;
    for (qsizetype i = from; i < words.size(); ++i) {
        qsizetype common = 0;
        while (common < typed.size() && common < words[i].size() && typed[common] == words[i][common])
            ++common;
        for (; common > 0; --common)
            if (isMadeOfBeginnings(typed.mid(common), words, i + 1)) return true;
    }
    return false;
}

Distance distanceOf(const QString& word, const QString& text, const QStringList& words) {
    if (text.startsWith(word)) return Whole;
    if (std::any_of(words.begin(), words.end(), [&](const QString& of) { return of.startsWith(word); }))
        return Beginnings;
    if (isMadeOfBeginnings(word, words, 0)) return Initials;
    return text.contains(word) ? Inside : NoFit;
}

std::optional<ImageRef> firstImage(const StudyEntry& study) {
    for (const SeriesEntry& series : study.series)
        for (const ImageEntry& image : series.images)
            if (image.instance.frames > 0) return ImageRef{image.instance.sopUid, 0};
    return std::nullopt;
}

QString studyText(const StudyEntry& study) {
    QStringList parts{qs(study.study.description), qs(displayDate(study.study.date))};
    for (const SeriesEntry& series : study.series)
        parts << qs(series.series.description) << qs(series.series.modality);
    return parts.join(QLatin1Char('\n')).toLower();
}

bool containsAll(const QString& text, const QStringList& words) {
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
}

} // namespace

std::optional<int> distance(const QString& typed, const QString& text) {
    const QString all = folded(text);
    const QStringList words = wordsOf(all);
    int sum = 0;
    for (const QString& word : folded(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const Distance one = distanceOf(word, all, words);
        if (one == NoFit) return std::nullopt;
        sum += one;
    }
    return sum;
}

std::vector<std::size_t> fitting(const std::vector<Command>& commands, const QString& typed) {
    constexpr int kByDetail = 1000; // behind all that fit by name
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Command& command = commands[i];
        if (const auto byName = distance(typed, command.name))
            found.emplace_back(*byName, i);
        else if (const auto byAll = distance(typed, command.name + QLatin1Char(' ') + command.detail))
            found.emplace_back(kByDetail + *byAll, i);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::size_t> places;
    places.reserve(found.size());
    for (const auto& [by, place] : found)
        places.push_back(place);
    return places;
}

Command commandOf(QAction* action, const QString& detail) {
    Command command;
    command.name = action->text();
    command.name.remove(QLatin1Char('&'));
    command.detail = detail;
    command.keys = action->shortcut().toString(QKeySequence::NativeText);
    command.icon = action->isCheckable() && action->isChecked() ? QStringLiteral("check") : QString();
    command.enabled = action->isEnabled();
    command.reason = action->property("reason").toString();
    command.run = [action] { action->trigger(); };
    return command;
}

std::vector<FoundStudy> findStudies(const Library& library, const QString& typed, std::size_t most) {
    std::vector<FoundStudy> found;
    const QStringList words = typed.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty()) return found;
    for (const PatientEntry& patient : library.patients) {
        if (found.size() >= most) break;
        if (!containsAll(patient.searchText, words)) continue;
        const QString name = patientName(patient.patient);
        const QString number = patientNumber(patient.patient);
        const bool byPerson = containsAll(name.toLower() + QLatin1Char('\n') + number.toLower(), words);
        for (const StudyEntry& study : patient.studies) {
            const auto image = firstImage(study);
            if (!image || (!byPerson && !containsAll(studyText(study), words))) continue;
            const QString date = qs(displayDate(study.study.date));
            const QString what = qs(study.study.description);
            found.push_back({byPerson || what.isEmpty() ? name : QStringLiteral("%1 · %2").arg(name, what),
                             QStringLiteral("%1 · %2").arg(number, date), *image});
            if (byPerson || found.size() >= most) break;
        }
    }
    return found;
}

} // namespace vrft::ui
