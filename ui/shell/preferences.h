// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers from one day to the next: reader, looks, memory for images, the place
// of workspaces and the last ones. Keys are those of the key bindings.
//
// Places of splitters are the splitters' own, the engine's are in ui/workspace/engine_program.h. Nothing of a
// workspace's content. Thread rule: UI thread.
#pragma once

#include "ui/shell/language.h"
#include "ui/widgets/themes.h"

#include <QString>
#include <QStringList>

namespace vrft::ui {

namespace preferences {

QString reader(); // the login name until one is chosen
void setReader(const QString& reader);
ThemeChoice themeChoice();
void setThemeChoice(ThemeChoice choice);
Language language(); // the system's until one is chosen
void setLanguage(Language language);
int textSize_percent();
void setTextSize_percent(int percent);
int imageMemory_mb();
void setImageMemory_mb(int megabytes);
QString lastWorkspace();        // empty: none yet
QStringList recentWorkspaces(); // that are still there, the last one first
void rememberWorkspace(const QString& folder);
bool othersShown(); // labels of other readers before one's own
void setOthersShown(bool shown);
int autosave_ms(); // from the last key typed to the text being stored
void setAutosave_ms(int milliseconds);

// The folder where new workspaces and the sample are made; the user's data folder until another is chosen.
QString workspacePlace();
void setWorkspacePlace(const QString& folder); // empty: the first one again

inline constexpr int kLeastAutosave_ms = 500;
inline constexpr int kMostAutosave_ms = 10'000;
inline constexpr int kLeastMemory_mb = 128;
inline constexpr int kMostMemory_mb = 65'536;

} // namespace preferences

} // namespace vrft::ui
