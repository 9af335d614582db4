// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Studies shows while there are none: the next step, a place to drop files on, and how making the sample
// goes.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/widgets/next_step.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace vrft::ui {

class EmptyPage : public NextStep {
    Q_OBJECT
public:
    EmptyPage(QAction* importFolder, QAction* sample, QAction* openOther, QWidget* parent = nullptr);
    void setWorkspaceOpen(bool open); // without one, nothing can be brought in
    // While files come in or the sample is made; empty: not busy. `stop`: it can be stopped.
    void setBusy(const QString& text, bool stop = false);
    void setTrouble(const QString& text);

Q_SIGNALS:
    void stopWanted();

private:
    QWidget* drop_;
    QLabel* note_;
    QProgressBar* busy_;
    QPushButton* stop_;
};

} // namespace vrft::ui
