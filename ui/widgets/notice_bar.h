// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A caution across a page: what there is, one suggested action, one way to be done with it. Never a dialog.
//
// Hidden while it has nothing to say. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace vrft::ui {

class NoticeBar : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    // `dismiss` may be empty: there is no second button.
    void say(const QString& head, const QString& text, const QString& action, const QString& dismiss);

Q_SIGNALS:
    void actionWanted(); // hidden by then
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* picture_;
    QLabel* head_;
    QLabel* text_;
    QPushButton* action_;
    QPushButton* dismiss_;
};

} // namespace vrft::ui
