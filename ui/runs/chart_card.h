// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chart with its title, its present value and one sentence of what it is; T turns it into a table and back.
//
// Ownership: the parent's; borrows the cursor. Thread rule: UI thread.
#pragma once

#include "ui/runs/chart.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedLayout;
class QTableView;

namespace vrft::ui {

class ChartTable;
class ElidedLabel;

class ChartCard : public QWidget {
    Q_OBJECT
public:
    explicit ChartCard(StepCursor& cursor, QWidget* parent = nullptr);

    void setPlan(const ChartPlan& plan);
    void setColumns(const std::shared_ptr<const MetricColumns>& columns, bool anew);
    void setBands(const std::vector<std::pair<int, int>>& steps); // any: the card is in alarm
    Chart& chart() { return *chart_; }
    QString valueText() const;
    bool inAlarm() const { return alarm_; }
    bool tableShown() const;
    void showTable(bool shown);
    void addAtRight(QWidget* widget); // in the head

Q_SIGNALS:
    void answersWanted(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tellValue();
    void fillTable();

    StepCursor& cursor_;
    std::shared_ptr<const MetricColumns> columns_;
    QHBoxLayout* head_;
    QLabel* title_;
    QLabel* value_;
    QLabel* beside_; // interval or step
    ElidedLabel* sentence_;
    QStackedLayout* stack_;
    Chart* chart_;
    QTableView* tableView_;
    ChartTable* table_;
    bool alarm_ = false;
};

} // namespace vrft::ui
