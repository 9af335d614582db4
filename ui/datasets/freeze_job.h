// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Freezes one draft of the open workspace while work goes on.
//
// Renders and writes on a thread of its own, with a decoding child of its own; only two short orders go to
// the workspace's thread, one at each end. Stopping leaves nothing of the dataset (a split plan that was made
// for it stays). Errors: by `failed`, in words. Ownership: the parent's; stops and waits when it goes. Thread
// rule: UI thread.
#pragma once

#include "imaging/freeze.h"
#include "ui/datasets/draft_choice.h"

#include <QObject>
#include <QString>
#include <atomic>
#include <memory>
#include <set>
#include <thread>

namespace vrft {
class DecodeClient;
}

namespace vrft::ui {

class WorkspaceThread;

struct FreezeOrder {
    DraftChoice choice;
    std::set<ImageRef> images;
};

class FreezeJob : public QObject {
    Q_OBJECT
public:
    FreezeJob(WorkspaceThread& workspace, FreezeOrder order, QObject* parent = nullptr);
    ~FreezeJob() override;

    void start();
    void stop(); // answered by `stopped`, soon

Q_SIGNALS:
    void progress(qint64 done, qint64 all);
    void frozen(std::shared_ptr<const vrft::FreezeReport> report);
    void failed(const QString& text);
    void stopped();

private:
    void run();
    FreezeReport freeze();

    WorkspaceThread& workspace_;
    const FreezeOrder order_;
    std::unique_ptr<DecodeClient> client_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

} // namespace vrft::ui
