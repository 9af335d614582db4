// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a workplace shows while it has nothing: what is missing, one sentence, the button for the next step,
// and where in the five steps of the work one is.
//
// Ownership: the parent's; borrows the actions. Thread rule: UI thread.
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace vrft::ui {

class NextStep : public QWidget {
    Q_OBJECT
public:
    // `present`: 0 (Studies) to 4 (Review), the step that is marked.
    explicit NextStep(int present, QWidget* parent = nullptr);

    void setWords(const QString& title, const QString& text);
    void addStep(QAction* action);                  // the filled button
    void addOther(QAction* action);                 // plain; the second one is a link
    QVBoxLayout* column() const { return column_; } // between the buttons and the five steps

private:
    void addButton(QAction* action, int kind);

    QLabel* title_;
    QLabel* text_;
    QHBoxLayout* buttons_;
    QVBoxLayout* column_;
    int num_ = 0;
};

} // namespace vrft::ui
