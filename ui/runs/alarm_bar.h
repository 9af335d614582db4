// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The alarms of a run across its page: what happens, since which step, the evidence, three examples, what to
// do. One in full, the newest until another is chosen; the others as a line each.
//
// Never modal. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QVBoxLayout;
class QHBoxLayout;

namespace vrft::ui {

class AlarmBar : public QWidget {
    Q_OBJECT
public:
    explicit AlarmBar(QWidget* parent = nullptr);

    void show(const RunPicture& run);
    void showExamples(const QString& alarm, const AnswersPointer& answers);

Q_SIGNALS:
    void examplesWanted(const vrft::ui::RunAlarm& alarm);
    void dismissed(const vrft::ui::RunAlarm& alarm);
    void logWanted();
    void thresholdsWanted();
    void endWanted();                           // of an engine that is silent
    void openWanted(const QString& completion); // an example, in Review

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const RunAlarm& shownAlarm() const; // of those there are
    void showAlarm();
    void fillOthers();
    void choose(const QString& key);
    void clearExamples();
    QWidget* exampleCard(const RunAnswer& answer);

    std::vector<RunAlarm> alarms_;
    QString examplesOf_; // run and alarm
    QString chosen_;     // key; empty: the newest
    QString run_;
    QString othersShown_; // what the lines say: they stay while it stays, and keep the focus
    RunState state_ = RunState::New;
    std::optional<double> lastSign_;
    QLabel* picture_;
    QLabel* head_;
    QLabel* when_;
    QLabel* evidence_;
    QLabel* advice_;
    QHBoxLayout* exampleRow_;
    QPushButton* examples_;
    QPushButton* log_;
    QPushButton* end_;
    QPushButton* thresholds_;
    QPushButton* dismiss_;
    QVBoxLayout* others_;
};

} // namespace vrft::ui
