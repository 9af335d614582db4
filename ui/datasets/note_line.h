// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence with the picture of its weight before it: something to look at, or something wrong. Hidden while
// it has nothing to say.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QLabel;

namespace vrft::ui {

class IconMark;

class NoteLine : public QWidget {
    Q_OBJECT
public:
    enum class Weight { Plain, Caution, Alarm };
    // `name`: of the label, as an object.
    explicit NoteLine(const QString& name, QWidget* parent = nullptr);
    void say(const QString& text, Weight weight);

private:
    IconMark* mark_;
    QLabel* text_;
};

} // namespace vrft::ui
