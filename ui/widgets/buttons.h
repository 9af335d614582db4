// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons, labels and lines in the program's few kinds. The look is the style sheet's, by the property
// `kind`.
//
// Every button gets an accessible name and a tool tip. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

class QAction;

namespace vrft::ui {

enum class ButtonKind {
    Plain,
    Filled, // at most one in a view
    Link,
    Chip // a filter; checkable
};

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent = nullptr);
// An icon-only button of `action`: name, key and state are the action's.
QToolButton* makeToolButton(QAction* action, QWidget* parent = nullptr);

enum class TextKind {
    Body,
    Head,    // 13 bold
    Title,   // 20 bold
    Caption, // 12, text3
    Second,  // 13, text2
    Grey     // 13, text3: what does not apply yet
};
QString kindName(TextKind kind); // as the style sheet has it
QLabel* makeLabel(const QString& text, TextKind kind, QWidget* parent = nullptr);
// In another kind, where a label says different things at different times.
void setKind(QWidget* widget, const QString& kind);

// A square tag on its own ground: "approved", "waiting". `kind`: "tag", "tagGood", "tagCaution", "tagAlarm".
QLabel* makeTag(const QString& text, const QString& kind, QWidget* parent = nullptr);

QFrame* makeLine(Qt::Orientation orientation, QWidget* parent = nullptr);

} // namespace vrft::ui
