// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/task_words.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace vrft::ui {

namespace {

struct TaskWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::TaskWords)
};

} // namespace

QString taskKindWord(TaskKind kind) {
    switch (kind) {
    case TaskKind::Classification:
        return TaskWords::tr("classification");
    case TaskKind::Grading:
        return TaskWords::tr("grading");
    case TaskKind::Localisation:
        return TaskWords::tr("localisation");
    }
    return {};
}

QString taskSummary(const Task& task) {
    const int count = static_cast<int>(task.classes.size());
    switch (task.kind) {
    case TaskKind::Classification:
        return TaskWords::tr("classification · %1 classes").arg(count);
    case TaskKind::Grading:
        return TaskWords::tr("grading · %1 grades").arg(count);
    case TaskKind::Localisation:
        return taskKindWord(task.kind);
    }
    return {};
}

QString className(const TaskClass& item) {
    QString name = qs(item.name);
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    return name;
}

QString timeWords(double time, double now) {
    const QDateTime then = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time));
    const QDate today = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(now)).date();
    const QString clock = then.toString(QStringLiteral("HH:mm"));
    if (then.date() == today) return TaskWords::tr("today %1").arg(clock);
    return QStringLiteral("%1 %2").arg(QLocale::c().toString(then.date(), QStringLiteral("d MMM yyyy")),
                                       clock);
}

std::string idFrom(const QString& name, const std::vector<std::string>& taken) {
    constexpr qsizetype kLongest = 48;
    std::string id;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower().left(kLongest)) {
        if (c.unicode() < 128 && c.isLetterOrNumber())
            id += c.toLatin1();
        else if (!c.isMark() && !id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    if (id.empty()) id = "task";
    std::string free = id;
    for (int i = 2; std::ranges::find(taken, free) != taken.end(); ++i)
        free = id + "-" + std::to_string(i);
    return free;
}

} // namespace vrft::ui
