// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that follows the run folders of a workspace: looks at once when a file changes and once a second
// besides, hands out immutable pictures, and gives the user's orders to the engines.
//
// What can be ordered and what comes back stands in runs_worker.h; no order waits. Engines go on when this
// ends. Ownership: owns thread and worker. Thread rule: call from the thread it lives in; the worker's
// signals arrive in their receivers' threads.
#pragma once

#include "ui/runs/runs_worker.h"

#include <QThread>

namespace vrft::ui {

class RunsThread {
public:
    RunsThread();
    ~RunsThread();
    RunsThread(const RunsThread&) = delete;
    RunsThread& operator=(const RunsThread&) = delete;

    const RunsWorker& worker() const { return *worker_; } // for its signals
    // `order` is worked off there, after those before: tell(&RunsWorker::choose, run).
    template <typename... Takes, typename... Given>
    void tell(void (RunsWorker::*order)(Takes...), Given... given) {
        QMetaObject::invokeMethod(worker_,
                                  [worker = worker_, order, given...] { (worker->*order)(given...); });
    }

private:
    QThread thread_;
    RunsWorker* worker_; // lives in thread_
};

} // namespace vrft::ui
