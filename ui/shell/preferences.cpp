// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include <QSettings>
#include <algorithm>

namespace vrft::ui::preferences {

QString reader() {
    QString login = qEnvironmentVariable("USER");
    if (login.isEmpty()) login = QStringLiteral("reader");
    return QSettings().value(QStringLiteral("reader"), login).toString();
}

void setReader(const QString& reader) {
    QSettings().setValue(QStringLiteral("reader"), reader);
}

ThemeChoice themeChoice() {
    const QString name = QSettings().value(QStringLiteral("theme")).toString();
    if (name == QStringLiteral("dark")) return ThemeChoice::Dark;
    return name == QStringLiteral("light") ? ThemeChoice::Light : ThemeChoice::System;
}

void setThemeChoice(ThemeChoice choice) {
    QSettings().setValue(QStringLiteral("theme"), choice == ThemeChoice::Dark    ? QStringLiteral("dark")
                                                  : choice == ThemeChoice::Light ? QStringLiteral("light")
                                                                                 : QStringLiteral("system"));
}

int imageMemory_mb() {
    return std::clamp(QSettings().value(QStringLiteral("image_memory_mb"), 1024).toInt(), kLeastMemory_mb,
                      kMostMemory_mb);
}

void setImageMemory_mb(int megabytes) {
    QSettings().setValue(QStringLiteral("image_memory_mb"), megabytes);
}

QString lastWorkspace() {
    return QSettings().value(QStringLiteral("workspace")).toString();
}

void setLastWorkspace(const QString& folder) {
    QSettings().setValue(QStringLiteral("workspace"), folder);
}

} // namespace vrft::ui::preferences
