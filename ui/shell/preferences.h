// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers from one day to the next: reader, theme, memory for images, last workspace.
//
// Places of splitters are the splitters' own. Nothing of a workspace's content. Thread rule: UI thread.
#pragma once

#include "ui/widgets/themes.h"

#include <QString>

namespace vrft::ui {

namespace preferences {

QString reader(); // the login name until one is chosen
void setReader(const QString& reader);
ThemeChoice themeChoice();
void setThemeChoice(ThemeChoice choice);
int imageMemory_mb();
void setImageMemory_mb(int megabytes);
QString lastWorkspace(); // empty: none yet
void setLastWorkspace(const QString& folder);

inline constexpr int kLeastMemory_mb = 128;
inline constexpr int kMostMemory_mb = 65'536;

} // namespace preferences

} // namespace vrft::ui
