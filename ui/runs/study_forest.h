// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The strategies of a study on one dataset as a table with a forest plot in it: mean as a square, its
// interval as a line, the commonest answer and plain RFT as references through all rows.
//
// As high as its rows. Everything painted stands in cells as words too. Ownership: the parent's. Thread rule:
// UI thread.
#pragma once

#include "ui/runs/metric_columns.h"
#include "ui/runs/study_picture.h"
#include "ui/widgets/theme.h"

#include <QTableView>

namespace vrft::ui {

// What the unfinished runs of a row do, in words; empty: nothing to say. By the run's folder.
using StudyRunWords = std::map<QString, QString>;

class StudyForestModel;

class StudyForest : public QTableView {
    Q_OBJECT
public:
    enum Column { kStrategy, kMean, kInterval, kPlot, kAgainst, kKappa, kError, kSeeds, kNumColumns };

    explicit StudyForest(QWidget* parent = nullptr);

    // The row that is chosen stays chosen where it is there.
    void set(const StudyDatasetTable& table, const StudyRunWords& words);
    const StudyDatasetTable& table() const;
    const StudyStrategyRow* chosen() const; // null: none
    QString text(int row, Column column) const;
    const Axis& axis() const { return axis_; }
    double xOf(double value, const QRect& cell) const; // in the plot's cell

Q_SIGNALS:
    void rowChosen();
    void rowOpened(); // Return or a double-click

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fit();
    void fitColumns();

    struct Lacks {
        bool against = false;
        bool kappa = false;
        bool error = false;
    };
    StudyForestModel* model_;
    Axis axis_;
    Lacks lacks_; // columns that no row has anything in
    bool quiet_ = false;
};

} // namespace vrft::ui
