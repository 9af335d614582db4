// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in the Trash, study by study and run by run, and the way back.
//
// Nothing is deleted here. Ownership: the caller's; borrows the workspace's thread. Thread rule: UI thread.
#pragma once

#include "core/run/run_edits.h"
#include "ui/workspace/workspace_thread.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace vrft::ui {

class TrashDialog : public QDialog {
    Q_OBJECT
public:
    explicit TrashDialog(WorkspaceThread& workspace, QWidget* parent = nullptr);

private:
    struct Content {
        std::vector<StudyRow> studies;
        std::vector<TrashedRun> runs;
    };
    void read();
    void show(const Content& content);
    void putBack();

    WorkspaceThread& workspace_;
    QLabel* head_;
    QTreeWidget* list_;
    QPushButton* back_;
};

} // namespace vrft::ui
