// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From where on alarms speak: every threshold with its bounds and its usual value. Of a new run to change, of
// a run that was made to read.
//
// Nothing is stored: the caller takes thresholds(). A number out of its bounds is said and keeps them from
// being taken. Thread rule: UI thread. Ownership: the caller's.
#pragma once

#include "core/run/health_thresholds.h"

#include <QDialog>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace vrft::ui {

class NumberField;

class ThresholdsDialog : public QDialog {
    Q_OBJECT
public:
    // `run`: whose they are, to read; empty: a new run's, to change.
    explicit ThresholdsDialog(const HealthThresholds& thresholds, const QString& run = {},
                              QWidget* parent = nullptr);
    ~ThresholdsDialog() override;
    const HealthThresholds& thresholds() const { return thresholds_; }

private:
    struct Row {
        const ThresholdField* field;
        QLabel* name;
        QLabel* changed;
        NumberField* number; // these two null: to read
        QPushButton* back;
    };

    QWidget* makeHead();
    QWidget* makeTable();
    QWidget* makeFoot();
    void addRow(QGridLayout* grid, const ThresholdField& field);
    void addNumber(QGridLayout* grid, int line, Row& row, const QString& name);
    void makeUsual(const Row& row);
    void takeAll();
    void showRow(const Row& row) const;
    void showAll();
    QString trouble() const; // of the first number that can't be taken; empty: none

    HealthThresholds thresholds_;
    QString run_;
    std::vector<Row> rows_;
    QPushButton* allUsual_ = nullptr; // these are null: to read
    QLabel* icon_ = nullptr;
    QLabel* words_ = nullptr;
    QPushButton* take_ = nullptr;
};

} // namespace vrft::ui
