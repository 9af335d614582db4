// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The alarms of a run across its page: what happens, since which step, the evidence, three examples, what to
// do. The newest in full, older ones as a line each.
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
    void endWanted(); // of an engine that is silent

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillOlder();
    void clearExamples();

    std::vector<RunAlarm> alarms_;
    QString examplesOf_; // alarm and run
    QString run_;
    QLabel* picture_;
    QLabel* head_;
    QLabel* when_;
    QLabel* evidence_;
    QLabel* advice_;
    QHBoxLayout* exampleRow_;
    QPushButton* examples_;
    QPushButton* log_;
    QPushButton* end_;
    QPushButton* dismiss_;
    QVBoxLayout* older_;
};

} // namespace vrft::ui
