// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One import into the open workspace, with its ledger as it grows. The only place of the window that knows
// how files are brought in.
//
// Looks and copies on a thread of its own; only short transactions are ordered from the workspace's thread,
// between edits. What came in is in the library a moment later. Pausing commits what was met; stopping takes
// effect within 200 ms, and what is committed stays. Errors: in the last progress, in words. Ownership: the
// parent's; ends the import when it goes. Thread rule: UI thread.
#pragma once

#include "imaging/import_request.h"
#include "imaging/importer.h"

#include <QObject>
#include <QString>
#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace vrft::ui {

class WorkspaceThread;

struct ImportProgress {
    ImportLedger ledger;
    std::vector<ImportRow> rows; // of files with trouble, since the progress before
    bool finished = false;
    bool stopped = false;
    QString trouble; // why it ended early; empty: it didn't
    double seconds = 0;
};

class ImportJob : public QObject {
    Q_OBJECT
public:
    // `goesOn`: the import that was cut off and is taken up again; its ledger is closed.
    ImportJob(WorkspaceThread& workspace, ImportRequest request, std::optional<std::int64_t> goesOn,
              QObject* parent = nullptr);
    ~ImportJob() override;

    void start();
    void setPaused(bool paused) { paused_ = paused; }
    bool paused() const { return paused_; }
    void stop() { stop_ = true; }
    // Stops and waits for it; the ledger keeps the import as one to go on with.
    void leave();
    const ImportRequest& request() const { return request_; }

Q_SIGNALS:
    void progress(std::shared_ptr<const vrft::ui::ImportProgress> progress);

private:
    struct Told;
    void run();
    ImportLedger bringIn(Told& told);

    WorkspaceThread& workspace_;
    const ImportRequest request_;
    const std::optional<std::int64_t> goesOn_;
    std::atomic<bool> paused_ = false;
    std::atomic<bool> stop_ = false;
    std::atomic<bool> leave_ = false;
    std::thread thread_;
};

} // namespace vrft::ui
