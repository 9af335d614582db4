// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/task_changes.h"

#include "ui/knowledge/task_words.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace vrft::ui {

namespace {

struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::ChangeWords)
};

constexpr qsizetype kMostWords = 2000; // longer texts are shown as a whole before and after

void addRun(std::vector<TextRun>& runs, TextRun::Kind kind, const QString& word) {
    if (!runs.empty() && runs.back().kind == kind)
        runs.back().text += QLatin1Char(' ') + word;
    else
        runs.push_back({kind, word});
}

QString listOf(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << qs(text);
    return list.join(QStringLiteral(", "));
}

QString attributeText(const Attribute& attribute) {
    const QString values = listOf(attribute.values);
    return attribute.how.empty() ? values : QStringLiteral("%1 (%2)").arg(values, qs(attribute.how));
}

QString classText(const TaskClass& item) {
    QString text = item.grade ? QStringLiteral("%1 %2").arg(*item.grade).arg(qs(item.name)) : qs(item.name);
    if (!item.definition.empty()) text += QStringLiteral(": ") + qs(item.definition);
    return text;
}

QString distanceText(const GradeDistance& distance) {
    switch (distance.preset) {
    case GradeDistance::Preset::Geometric:
        return ChangeWords::tr("× %1 per grade").arg(figure(distance.base, 3));
    case GradeDistance::Preset::Table: {
        QStringList credits;
        for (const double value : distance.table)
            credits << figure(value, 3);
        return ChangeWords::tr("table %1").arg(enumerated(credits));
    }
    case GradeDistance::Preset::Power:
        return ChangeWords::tr("fourth power");
    }
    return {};
}

class Collector {
public:
    void compare(const QString& where, const QString& before, const QString& after) {
        if (before != after) changes.push_back({where, wordChanges(before, after)});
    }
    void compareClass(const TaskClass& before, const TaskClass& after) {
        const QString name = className(after);
        const auto at = [&name](const QString& what) { return titled(name, what); };
        compare(at(ChangeWords::tr("name")), qs(before.name), qs(after.name));
        compare(at(ChangeWords::tr("grade")), before.grade ? QString::number(*before.grade) : QString(),
                after.grade ? QString::number(*after.grade) : QString());
        compare(at(ChangeWords::tr("also accepted")), listOf(before.synonyms), listOf(after.synonyms));
        compare(at(ChangeWords::tr("definition")), qs(before.definition), qs(after.definition));
        for (const Attribute& attribute : after.attributes) {
            const auto old = std::ranges::find(before.attributes, attribute.name, &Attribute::name);
            compare(at(qs(attribute.name)), old == before.attributes.end() ? QString() : attributeText(*old),
                    attributeText(attribute));
        }
        for (const Attribute& attribute : before.attributes)
            if (std::ranges::find(after.attributes, attribute.name, &Attribute::name) ==
                after.attributes.end())
                compare(at(qs(attribute.name)), attributeText(attribute), {});
    }

    std::vector<TaskChange> changes;
};

QString orderOf(const Task& task, const Task& other) {
    QStringList names;
    for (const TaskClass& item : task.classes)
        if (findClass(other, item.id) != nullptr) names << qs(item.id);
    return names.join(QStringLiteral(", "));
}

} // namespace

std::vector<TextRun> wordChanges(const QString& before, const QString& after) {
    const QStringList a = before.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QStringList b = after.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<TextRun> runs;
    if (a.size() > kMostWords || b.size() > kMostWords) {
        if (!a.isEmpty()) runs.push_back({TextRun::Kind::Removed, before});
        if (!b.isEmpty()) runs.push_back({TextRun::Kind::Added, after});
        return runs;
    }
    // Longest common subsequence; common[i][j] is its length from word i of a and j of b on.
    const auto columns = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> common((static_cast<std::size_t>(a.size()) + 1) * columns, 0);
    const auto at = [&](qsizetype i, qsizetype j) -> int& {
        return common[static_cast<std::size_t>(i) * columns + static_cast<std::size_t>(j)];
    };
    for (qsizetype i = a.size() - 1; i >= 0; --i)
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            addRun(runs, TextRun::Kind::Same, a[i]);
            ++i;
            ++j;
        } else if (i < a.size() && (j >= b.size() || at(i + 1, j) >= at(i, j + 1))) {
            addRun(runs, TextRun::Kind::Removed, a[i++]);
        } else {
            addRun(runs, TextRun::Kind::Added, b[j++]);
        }
    }
    return runs;
}

std::vector<TaskChange> taskChanges(const Task& before, const Task& after) {
    Collector all;
    all.compare(ChangeWords::tr("Name"), qs(before.name), qs(after.name));
    all.compare(ChangeWords::tr("Question"), qs(before.question), qs(after.question));
    if (after.kind == TaskKind::Grading && !(before.distance == after.distance))
        all.compare(ChangeWords::tr("Credit for near grades"), distanceText(before.distance),
                    distanceText(after.distance));
    for (const TaskClass& item : after.classes) {
        if (const TaskClass* old = findClass(before, item.id))
            all.compareClass(*old, item);
        else
            all.compare(ChangeWords::tr("New: %1").arg(className(item)), {}, classText(item));
    }
    for (const TaskClass& item : before.classes)
        if (findClass(after, item.id) == nullptr)
            all.compare(ChangeWords::tr("Gone: %1").arg(className(item)), classText(item), {});
    all.compare(ChangeWords::tr("Order"), orderOf(before, after), orderOf(after, before));
    return std::move(all.changes);
}

} // namespace vrft::ui
