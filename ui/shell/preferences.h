// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers from one day to the next: reader, theme, memory for images, the last
// workspaces. Keys are those of the key bindings.
//
// Places of splitters are the splitters' own. Nothing of a workspace's content. Thread rule: UI thread.
#pragma once

#include "ui/widgets/themes.h"

#include <QString>
#include <QStringList>

namespace vrft::ui {

namespace preferences {

QString reader(); // the login name until one is chosen
void setReader(const QString& reader);
ThemeChoice themeChoice();
void setThemeChoice(ThemeChoice choice);
int imageMemory_mb();
void setImageMemory_mb(int megabytes);
QString lastWorkspace();        // empty: none yet
QStringList recentWorkspaces(); // that are still there, the last one first
void rememberWorkspace(const QString& folder);
bool othersShown(); // labels of other readers before one's own
void setOthersShown(bool shown);
int autosave_ms(); // from the last key typed to the text being stored
void setAutosave_ms(int milliseconds);

inline constexpr int kLeastAutosave_ms = 500;
inline constexpr int kMostAutosave_ms = 10'000;
inline constexpr int kLeastMemory_mb = 128;
inline constexpr int kMostMemory_mb = 65'536;

} // namespace preferences

} // namespace vrft::ui
