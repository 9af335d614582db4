// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One import into the open workspace, with its ledger as it grows. The only place of the window that knows
// how files are brought in.
//
// Runs on the workspace's thread, so edits wait for it. Stopping takes effect at once; what is committed
// stays. Ownership: the parent's; must outlive its run. Thread rule: UI thread.
#pragma once

#include "imaging/importer.h"

#include <QObject>
#include <QString>
#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

namespace vrft::ui {

class WorkspaceThread;

struct ImportProgress {
    ImportLedger ledger;
    std::vector<ImportRow> rows; // of files with trouble, all so far
    bool finished = false;
    bool stopped = false;
    QString trouble; // why it ended early; empty: it didn't
    double seconds = 0;
};

class ImportJob : public QObject {
    Q_OBJECT
public:
    ImportJob(WorkspaceThread& workspace, std::vector<std::filesystem::path> paths,
              QObject* parent = nullptr);

    void start();
    void stop() { state_->stop = true; }

Q_SIGNALS:
    void progress(std::shared_ptr<const vrft::ui::ImportProgress> progress);

private:
    struct State {
        std::atomic<bool> stop = false;
    };
    void run(Workspace& workspace, const State& state);

    WorkspaceThread& workspace_;
    std::vector<std::filesystem::path> paths_;
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

} // namespace vrft::ui
