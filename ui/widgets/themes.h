// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses and applies a theme and the size of text: at once, to every window, without a restart. By default
// it follows the system: the palette the desktop gave the program at its start.
//
// Doesn't remember the choice (the shell's settings do). Ownership: made by main, lives as long as the
// application. Thread rule: UI thread.
#pragma once

#include "ui/widgets/theme.h"

#include <QObject>

namespace vrft::ui {

enum class ThemeChoice { System, Dark, Light };

class Themes : public QObject {
    Q_OBJECT
public:
    explicit Themes(QObject* parent = nullptr);

    ThemeChoice choice() const { return choice_; }
    void choose(ThemeChoice choice);
    int textSize_percent() const { return textSize_percent_; }
    void setTextSize_percent(int percent); // kept within its bounds

Q_SIGNALS:
    void changed();

private:
    void apply();

    ThemeChoice choice_ = ThemeChoice::System;
    bool systemDark_ = true;
    int textSize_percent_ = 100;
    Theme dark_;
    Theme light_;
};

} // namespace vrft::ui
