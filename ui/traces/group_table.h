// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All answers to one sample at one step: answer, advantage as a bar, reward, first words. A click goes there.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/traces/trace.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace vrft::ui {

class GroupModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kNumber, kAnswer, kBar, kAdvantage, kReward, kWords, kColumns };
    static constexpr int kRight = Qt::UserRole;        // bool, or nothing
    static constexpr int kFraction = Qt::UserRole + 1; // of the bar, −1 to 1

    using QAbstractTableModel::QAbstractTableModel;
    void setGroup(std::vector<ListedTrace> group, double mean);
    const ListedTrace& item(int row) const { return group_[static_cast<std::size_t>(row)]; }
    int rowOf(std::int64_t id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    double worth(const ListedTrace& item) const; // advantage, else total less the group's mean

    std::vector<ListedTrace> group_;
    double mean_ = 0;
    double largest_ = 0;
};

class GroupTable : public QTableView {
    Q_OBJECT
public:
    explicit GroupTable(QWidget* parent = nullptr);
    void setTrace(const Trace* trace); // nullptr: none

Q_SIGNALS:
    void chosen(const vrft::TraceRow& row);

private:
    GroupModel model_;
    bool showing_ = false;
};

} // namespace vrft::ui
