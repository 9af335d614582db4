// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of the workspace: those an engine holds, those that wait, those that ended with what they reached.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"

#include <QAbstractListModel>
#include <QWidget>

class QLabel;
class QListView;
class QHBoxLayout;
class QPushButton;

namespace vrft::ui {

// Rows are runs and the headings above their kinds.
class RunListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { kLine = Qt::UserRole, kHeading };
    using QAbstractListModel::QAbstractListModel;

    void set(const RunsPointer& runs);
    const RunLine* line(const QModelIndex& index) const; // null: a heading
    QModelIndex find(const QString& run) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading; // empty: a run
        std::size_t line = 0;
    };
    RunsPointer runs_;
    std::vector<Row> rows_;
};

class RunList : public QWidget {
    Q_OBJECT
public:
    explicit RunList(QWidget* parent = nullptr);

    void set(const RunsPointer& runs);
    void choose(const QString& run);
    QString chosen() const;
    QString first() const; // the run to show when none was chosen; empty: there is none
    void setNewRunAction(QAction* action);
    void setRowActions(const QList<QAction*>& actions); // by right click and by key in the list
    QListView* view() const { return list_; }

Q_SIGNALS:
    void chosenByHand(const QString& run);
    void queueStartWanted();

private:
    RunListModel model_;
    QLabel* count_;
    QHBoxLayout* head_;
    QListView* list_;
    QLabel* trouble_;
    QPushButton* startQueue_;
    bool quiet_ = false; // a change of rows is not a choice
};

} // namespace vrft::ui
