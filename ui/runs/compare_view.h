// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs beside each other: the list to choose from at the left; how their recipes differ, their held-out
// curves, who was right case by case, what each reached at the end.
//
// Reads run folders on a thread of its own and shows pictures; what it showed before stays until the next is
// there. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/comparison_picture.h"
#include "ui/runs/run_picture.h"
#include "ui/runs/step_cursor.h"
#include "ui/widgets/theme.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <map>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace vrft::ui {

class CaseCard;
class ChartCard;
class CompareList;
class FigureTable;
class Segments;
class Splitter;

class CompareView : public QWidget {
    Q_OBJECT
public:
    explicit CompareView(QWidget* parent = nullptr);

    void setFolder(const std::filesystem::path& runs); // WORKSPACE/runs
    void setRuns(const RunsPointer& runs);
    void add(const QString& run); // to those compared
    void setCompared(const QStringList& runs);
    QStringList compared() const;

    CompareList& list() { return *list_; }
    ChartCard& chart() { return *chart_; }
    CaseCard& cases() { return *cases_; }
    QWidget* page() const { return page_; }
    const ComparisonPointer& shown() const { return shown_; } // null: nothing yet
    void setLeftHidden(bool hidden);

Q_SIGNALS:
    void openWanted(const QString& run, const QString& completion);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();
    static QString nothingMarked();
    void read();
    void readPair();
    void show(const ComparisonPointer& picture);
    void showSettings();
    void showChart(bool anew);
    bool byTime() const;
    void showEnd();
    void tellNote();
    Token colourOf(qsizetype run) const; // of the one at that place in `shown_`

    std::filesystem::path runs_;
    QString newsOf_; // what a change of makes it read again
    ComparisonPointer shown_;
    std::map<QString, QString> names_;
    int asked_ = 0;
    int askedPair_ = 0;
    StepCursor cursor_;
    QTimer soon_; // several marks are one reading
    Splitter* splitter_;
    CompareList* list_;
    QWidget* page_;
    QLabel* nothing_;
    QLabel* trouble_;
    QScrollArea* scroll_;
    QWidget* cards_;
    QGridLayout* grid_;
    QWidget* settingsCard_;
    QLabel* settingsCount_;
    FigureTable* settings_;
    ChartCard* chart_;
    Segments* across_; // by step, by time
    CaseCard* cases_;
    QWidget* endCard_;
    QLabel* endOf_;
    FigureTable* end_;
    int columns_ = 0;
    QThreadPool pool_; // ends before the rest goes
};

} // namespace vrft::ui
