// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict on the trace: five buttons with their keys, a comment, what else can be made of it. Always in
// view.
//
// What is typed is stored when typing rests, the field is left or another trace is opened. Ownership: the
// parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/traces/review_model.h"

#include <QWidget>
#include <array>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace vrft::ui {

class VerdictBar : public QWidget {
    Q_OBJECT
public:
    explicit VerdictBar(ReviewModel& model, QWidget* parent = nullptr);

    void commit(); // the comment
    QList<QAction*> actions() const { return actions_; }

Q_SIGNALS:
    void labelWanted(); // the study, to correct its label
    void commented();   // Enter or Escape in the comment: keys are verdicts again

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void showVerdict();
    void arrange();

    ReviewModel& model_;
    QList<QAction*> actions_;
    QAction* comment_ = nullptr;
    QAction* takeBack_ = nullptr;
    QAction* label_ = nullptr;
    QAction* exemplar_ = nullptr;
    std::array<QPushButton*, 5> buttons_{};
    QPushButton* useAs_;
    QGridLayout* grid_;
    QLabel* head_;
    QLabel* stored_;
    QLabel* others_;
    QLineEdit* text_;
    QTimer* typing_;
    std::optional<TracePlace> shown_;
    int columns_ = 0;
};

} // namespace vrft::ui
