// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/class_names.h"

#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace vrft::ui {

namespace {

struct ClassNames {
    Q_DECLARE_TR_FUNCTIONS(ClassNames)
};

constexpr qsizetype kMostNamed = 3;
constexpr qsizetype kLongestClassName = 60;

QString shown(const std::string& name) {
    return harmlessLine(qs(name), kLongestClassName);
}

} // namespace

QString renamedClasses(const Task& frozen, const Task& today) {
    if (frozen.id != today.id) return {};
    QStringList changes;
    for (const TaskClass& before : frozen.classes) {
        const TaskClass* now = findClass(today, before.id);
        if (now == nullptr)
            changes << ClassNames::tr("“%1” isn’t among the classes any more").arg(shown(before.name));
        else if (now->name != before.name)
            changes << ClassNames::tr("“%1” is “%2” today").arg(shown(before.name), shown(now->name));
    }
    if (changes.size() > kMostNamed) {
        const QString more = ClassNames::tr("%1 more").arg(grouped(changes.size() - kMostNamed));
        changes = changes.mid(0, kMostNamed);
        changes << more;
    }
    return enumerated(changes);
}

} // namespace vrft::ui
