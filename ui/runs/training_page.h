// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Training workplace: makes a new run.
//
// Thread rule: UI thread. Ownership: the parent's; borrows the workspace's thread.
#pragma once

#include "ui/workspace/workplace.h"
#include "ui/workspace/workspace_thread.h"

namespace vrft::ui {

class NewRunView;

class TrainingPage : public Workplace {
    Q_OBJECT
public:
    explicit TrainingPage(WorkspaceThread& workspace, QWidget* parent = nullptr);
    QList<QWidget*> areas() const override;
    void enter() override;
    void leave() override;

private:
    NewRunView* newRun_;
};

} // namespace vrft::ui
