// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A study as it fills: one table a dataset with its forest plot, what it allows to say, and the runs of the
// chosen strategy, each of which opens.
//
// Shows what it is given; orders are signals. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"
#include "ui/runs/study_forest.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace vrft::ui {

class Combo;
class FigureTable;

class StudyPage : public QWidget {
    Q_OBJECT
public:
    explicit StudyPage(QWidget* parent = nullptr);

    void show(const StudyPointer& study, const RunsPointer& runs);
    void setTrouble(const QString& text); // of an order that failed
    void setBusy(bool busy);              // its runs are being made
    const StudyPointer& study() const { return study_; }
    StudyForest& forest() { return *forest_; }

Q_SIGNALS:
    void stopWanted();
    void resumeWanted();
    void runWanted(const QString& run); // the name of its folder
    void said(const QString& text);

private:
    QWidget* makeHead();
    const StudyDatasetTable* shownTable() const; // null: there is none
    const RunLine* lineOf(const QString& run) const;
    QString wordsOf(const RunLine& line) const;
    void fill();
    void fillDatasets();
    void fillState();
    void fillSeeds();
    void openSeed();
    void copyTable();
    void copyFigure();
    void showFiles();

    StudyPointer study_;
    RunsPointer runs_;
    QString dataset_; // chosen
    QString orderTrouble_;
    bool busy_ = false;
    QLabel* title_;
    QLabel* state_;
    QLabel* trouble_;
    QPushButton* stop_;
    QPushButton* resume_;
    QPushButton* csv_;
    QPushButton* figure_;
    QPushButton* files_;
    QScrollArea* scroll_;
    Combo* datasets_;
    QLabel* of_;
    StudyForest* forest_;
    QLabel* legend_;
    QLabel* conclusion_;
    QLabel* notes_;
    QWidget* seedCard_;
    QLabel* seedsOf_;
    FigureTable* seeds_;
    QPushButton* openRun_;
    QStringList seedRuns_; // as the rows of `seeds_`
};

} // namespace vrft::ui
