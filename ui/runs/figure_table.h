// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small table of figures that is as high as its rows: settings, classes, a confusion matrix.
//
// Shows what it is given; names come harmless. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/widgets/theme.h"

#include <QTableView>
#include <optional>
#include <vector>

namespace vrft::ui {

struct FigureCell {
    QString text;
    QString tip = {};    // the whole text where it is cut; else what it means
    bool strong = false; // the best of its row, the value that differs
    double shade = 0;    // 0 to 1: share of a row, on the colour of series 1
};

struct FigureColumn {
    QString name;
    std::optional<Token> colour = {}; // of the series the column speaks of
    bool number = true;               // at the right
};

class FigureTableModel;

// What every table of figures has: whole rows chosen one at a time, no grid, headers of fixed sizes.
void setUpFigures(QTableView& table);

class FigureTable : public QTableView {
    Q_OBJECT
public:
    // `name` for accessibility; taller than `mostRows` it scrolls.
    explicit FigureTable(const QString& name, int mostRows, QWidget* parent = nullptr);

    void set(std::vector<FigureColumn> columns, std::vector<std::vector<FigureCell>> rows);
    QString text(int row, int column) const;
    int numRows() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void fitColumns();

    FigureTableModel* model_;
    int mostRows_;
};

} // namespace vrft::ui
