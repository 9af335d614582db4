// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An icon that says something, such as a state: no control. Follows the theme by itself.
//
// What it says is its accessible name and tool tip too. Thread rule: UI thread.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

namespace vrft::ui {

class IconMark : public QWidget {
    Q_OBJECT
public:
    IconMark(QString icon, Token ink, int side, QWidget* parent = nullptr);
    void show(const QString& icon, Token ink, const QString& word);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString icon_;
    Token ink_;
};

} // namespace vrft::ui
