// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Watching runs: the list at the left, the chosen run with its alarms and charts, its latest answers at the
// right (in a narrow window they become a tab beside the charts); of a run that has ended its test result
// beside the charts.
//
// Shows pictures, orders nothing itself. Ownership: the parent's; borrows the actions. Thread rule: UI
// thread.
#pragma once

#include "ui/runs/run_picture.h"

#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace vrft::ui {

class AlarmBar;
class AnswersPanel;
class ChartBoard;
class RunHead;
class RunList;
class Segments;
class Splitter;
class TestResult;

class RunView : public QWidget {
    Q_OBJECT
public:
    struct Actions {
        QAction* pause;
        QAction* stop;
        QAction* goOn;
        QAction* openInReview;
    };
    explicit RunView(const Actions& actions, QWidget* parent = nullptr);

    void setRuns(const RunsPointer& runs);
    void show(const RunPointer& run);
    void showAnswersOf(const AnswersPointer& step); // in the panel, wherever it is
    void setTrouble(const QString& text);           // a line above the charts; empty: none

    RunList& list() { return *list_; }
    RunHead& head() { return *head_; }
    AlarmBar& alarms() { return *alarms_; }
    ChartBoard& charts() { return *charts_; }
    TestResult& testResult() { return *test_; }
    AnswersPanel& answers() { return *answers_; }
    QWidget* middle() const { return middle_; }
    const RunPointer& run() const { return run_; }
    void setLeftHidden(bool hidden);
    void setRightHidden(bool hidden);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setNarrow(bool narrow);
    enum Part { kCharts, kAnswers, kTest };
    void showPart(int part); // answers: in a narrow window; test: of a run that has ended
    bool hasTest() const;
    void updateParts();

    Splitter* splitter_;
    RunList* list_;
    QWidget* middle_;
    RunHead* head_;
    AlarmBar* alarms_;
    QLabel* trouble_;
    QWidget* parts_;
    Segments* part_;
    QStackedWidget* stack_;
    ChartBoard* charts_;
    TestResult* test_;
    QLabel* unreadable_;
    AnswersPanel* answers_;
    RunPointer run_;
    bool narrow_ = false;
    bool rightHidden_ = false;
};

} // namespace vrft::ui
