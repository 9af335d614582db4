// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The left of Review: run and steps, queues with their counts, search, the list of traces, how many are done.
//
// Ownership: the parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/traces/review_model.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPushButton;

namespace vrft::ui {

class Combo;
class ElidedLabel;

class QueuesPanel : public QWidget {
    Q_OBJECT
public:
    // `search`: focuses the search field; its key stands in the tool tip.
    QueuesPanel(ReviewModel& model, QAction* search, QWidget* parent = nullptr);

    QListView& list() { return *list_; }

private:
    void showRuns();
    void showScope();
    void showTrouble(const RunEntry* run);
    void showCounts();
    void showSearch();
    QString queueName() const; // of the one chosen
    static QString testWords();
    void showRow();
    void takeScope(int index);

    ReviewModel& model_;
    Combo* runs_;
    Combo* steps_;
    QListWidget* queues_;
    QLineEdit* search_;
    QTimer* typing_;
    QWidget* searched_; // where the words are looked for, while there are any
    ElidedLabel* where_;
    QPushButton* elsewhere_;
    QListView* list_;
    QLabel* empty_;
    QLabel* trouble_; // of the chosen run
    QLabel* footer_;
    std::vector<TraceScope> scopes_; // beside the entries of `steps_`
};

} // namespace vrft::ui
