// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Below the image: the sample over the steps, what the policy saw, and all answers to it at this step.
//
// Where there is little room the answers become a tab beside what the policy saw. Blind: only what it saw.
// Ownership: the parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/traces/review_model.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTabBar;

namespace vrft::ui {

class GroupTable;
class StepStrip;

class BelowImage : public QWidget {
    Q_OBJECT
public:
    explicit BelowImage(ReviewModel& model, QWidget* parent = nullptr);
    GroupTable& group() { return *table_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTrace();
    void arrange();

    ReviewModel& model_;
    QWidget* steps_;
    QLabel* step_;
    QLabel* ofSteps_;
    StepStrip* strip_;
    QTabBar* tabs_;
    QWidget* saw_;
    QLabel* sawHead_;
    QLabel* picture_;
    QLabel* sawText_;
    QWidget* group_;
    QLabel* groupHead_;
    QLabel* groupCaption_;
    GroupTable* table_;
};

} // namespace vrft::ui
