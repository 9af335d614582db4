// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chart's values as rows, newest first: the view for those who don't read curves.
//
// Reads the shared columns when a cell is shown. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/chart_plan.h"

#include <QAbstractTableModel>

namespace vrft::ui {

class ChartTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(const ChartPlan& plan, std::shared_ptr<const MetricColumns> columns);
    int stepOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartPlan plan_;
    std::shared_ptr<const MetricColumns> columns_;
    std::vector<std::size_t> rows_; // records with a value, newest first
};

} // namespace vrft::ui
