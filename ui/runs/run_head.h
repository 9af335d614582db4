// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a run's page: what it does just now in words, how far it is, what can be done with it, and
// under it the head numbers.
//
// Orders nothing itself. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/chart_plan.h"

#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace vrft::ui {

class ElidedLabel;

class RunHead : public QWidget {
    Q_OBJECT
public:
    // `pause`: pause or go on, whichever applies.
    RunHead(QAction* pause, QAction* stop, QAction* goOn, QWidget* parent = nullptr);

    void show(const RunPicture& run);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBar(QAction* pause, QAction* stop, QAction* goOn);
    void arrange();
    void showNumbers(const RunPicture& run);

    QWidget* bar_ = nullptr;
    QGridLayout* grid_ = nullptr; // of the bar
    QWidget* middle_ = nullptr;   // what it does, how far it is
    QWidget* facts_ = nullptr;
    QWidget* buttons_ = nullptr;
    bool twoRows_ = false;

    ElidedLabel* name_;
    ElidedLabel* phase_;
    ElidedLabel* progressText_;
    QProgressBar* progress_;
    ElidedLabel* left_;
    ElidedLabel* saved_;
    QPushButton* pause_;
    QPushButton* stop_;
    QPushButton* goOn_;
    QWidget* numbers_;
    QHBoxLayout* numberRow_;
    struct Number {
        QWidget* area;
        ElidedLabel* name;
        QLabel* value;
        ElidedLabel* below;
    };
    std::vector<Number> shownNumbers_;
};

} // namespace vrft::ui
