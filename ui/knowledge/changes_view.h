// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The changes between two versions of a task: words that went struck through, words that came bold.
//
// Shows; decides nothing. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/knowledge/task_changes.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTextEdit;

namespace vrft::ui {

class ChangesView : public QWidget {
    Q_OBJECT
public:
    explicit ChangesView(QWidget* parent = nullptr);

    // `restore`: the words of its button; empty: none.
    void setChanges(const QString& head, std::vector<TaskChange> changes, const QString& restore);

Q_SIGNALS:
    void restoreWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void fitHeight();

    std::vector<TaskChange> changes_;
    QLabel* head_;
    QLabel* count_;
    QPushButton* restore_;
    QTextEdit* text_;
};

} // namespace vrft::ui
