// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rolling backups of the open workspace: each is looked through on another thread; make one now, or go
// back to one.
//
// Going back is only asked for here (`restoreWanted`); who does it keeps the present state first. Ownership:
// the caller's; borrows the workspace's thread. Thread rule: UI thread.
#pragma once

#include "core/store/backups.h"
#include "ui/workspace/workspace_thread.h"

#include <QDialog>
#include <QThreadPool>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace vrft::ui {

class BackupsDialog : public QDialog {
    Q_OBJECT
public:
    explicit BackupsDialog(WorkspaceThread& workspace, QWidget* parent = nullptr);

Q_SIGNALS:
    void restoreWanted(const QString& file, const QString& when); // the dialog is closed by then

private:
    void read();
    void show(const std::vector<BackupInfo>& backups);
    void verify(const std::filesystem::path& file);
    void mark(const QString& file, const QString& trouble);
    void choose();

    WorkspaceThread& workspace_;
    QLabel* head_;
    QTreeWidget* list_;
    QPushButton* make_;
    QPushButton* restore_;
    QThreadPool checking_; // ends before the rest goes
};

} // namespace vrft::ui
