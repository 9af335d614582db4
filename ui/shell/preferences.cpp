// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include "core/store/workspace.h"
#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QLocale>
#include <QSettings>
#include <algorithm>

namespace vrft::ui::preferences {

namespace {

constexpr int kMostRecent = 8;

} // namespace

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

Language language() {
    return languageOf(QSettings().value(QStringLiteral("language"), QLocale::system().name()).toString());
}

void setLanguage(Language language) {
    QSettings().setValue(QStringLiteral("language"), nameOf(language).code);
}

int textSize_percent() {
    return std::clamp(QSettings().value(QStringLiteral("text_size_percent"), 100).toInt(),
                      kLeastTextSize_percent, kMostTextSize_percent);
}

void setTextSize_percent(int percent) {
    QSettings().setValue(QStringLiteral("text_size_percent"), percent);
}

QString workspacePlace() {
    const QString chosen = QSettings().value(QStringLiteral("workspace_place")).toString();
    return chosen.isEmpty() ? qs(Workspace::defaultFolder().string()) : chosen;
}

void setWorkspacePlace(const QString& folder) {
    if (folder.isEmpty())
        QSettings().remove(QStringLiteral("workspace_place"));
    else
        QSettings().setValue(QStringLiteral("workspace_place"), folder);
}

int imageMemory_mb() {
    return std::clamp(QSettings().value(QStringLiteral("image_memory_mb"), 1024).toInt(), kLeastMemory_mb,
                      kMostMemory_mb);
}

void setImageMemory_mb(int megabytes) {
    QSettings().setValue(QStringLiteral("image_memory_mb"), megabytes);
}

QString lastWorkspace() {
    return QSettings().value(QStringLiteral("workspaces")).toStringList().value(0);
}

QStringList recentWorkspaces() {
    QStringList list = QSettings().value(QStringLiteral("workspaces")).toStringList();
    list.removeIf([](const QString& folder) {
        return !QFileInfo::exists(folder + QStringLiteral("/workspace.sqlite"));
    });
    return list;
}

void rememberWorkspace(const QString& folder) {
    QStringList list = QSettings().value(QStringLiteral("workspaces")).toStringList();
    list.removeAll(folder);
    list.prepend(folder);
    QSettings().setValue(QStringLiteral("workspaces"), list.mid(0, kMostRecent));
}

bool othersShown() {
    return QSettings().value(QStringLiteral("othersShown"), false).toBool();
}

void setOthersShown(bool shown) {
    QSettings().setValue(QStringLiteral("othersShown"), shown);
}

int autosave_ms() {
    return std::clamp(QSettings().value(QStringLiteral("autosave_ms"), 1500).toInt(), kLeastAutosave_ms,
                      kMostAutosave_ms);
}

void setAutosave_ms(int milliseconds) {
    QSettings().setValue(QStringLiteral("autosave_ms"), milliseconds);
}

} // namespace vrft::ui::preferences
