// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bar at the foot of what is about to be started: whether it can be, in words, beside its buttons.
//
// Thread rule: UI thread.
#pragma once

#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>

namespace vrft::ui {

class StartBar : public QWidget {
    Q_OBJECT

public:
    // `name` is the head's object name; the text's is NAME with "Text" behind.
    explicit StartBar(const QString& name, QWidget* parent = nullptr);

    // To the right of those added before, all of one height.
    void addButton(QPushButton* button);
    // `text` empty: the head alone.
    void say(const QString& icon, Token ink, const QString& head, const QString& text);
    QString head() const { return head_->text(); }

private:
    QLabel* icon_;
    QLabel* head_;
    QLabel* text_;
};

} // namespace vrft::ui
