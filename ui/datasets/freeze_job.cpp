// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/freeze_job.h"

#include "core/error.h"
#include "core/store/plans.h"
#include "imaging/decoding/client.h"
#include "ui/widgets/text.h"
#include "ui/workspace/data_program.h"
#include "ui/workspace/workspace_thread.h"

#include <chrono>

namespace vrft::ui {

namespace {

constexpr std::chrono::milliseconds kTellEvery{100};

DecodeSettings decodeSettings() {
    DecodeSettings settings;
    settings.program = dataProgram();
    return settings;
}

} // namespace

FreezeJob::FreezeJob(WorkspaceThread& workspace, FreezeOrder order, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , order_(std::move(order))
    , client_(std::make_unique<DecodeClient>(decodeSettings())) {}

FreezeJob::~FreezeJob() {
    stop();
    if (thread_.joinable()) thread_.join();
}

void FreezeJob::start() {
    thread_ = std::thread([this] { run(); });
}

void FreezeJob::stop() {
    stop_ = true;
    client_->cancel();
}

FreezeReport FreezeJob::freeze() {
    using Clock = std::chrono::steady_clock;
    const WorkspaceAccess access([this](const WorkspaceAccess::Use& use) { workspace_.withWorkspace(use); });
    FreezeOptions options;
    options.task = order_.choice.task;
    options.plan = order_.choice.plan;
    if (const auto& plan = order_.choice.newPlan) {
        access.with([&](Workspace& workspace) { workspace.plans().create(*plan); });
        options.plan = plan->name;
    }
    options.images = order_.images;
    options.shown = displayWish(order_.choice);
    options.program = std::string("vrftaug ") + VRFT_VERSION;
    options.render = [this](const std::filesystem::path& file, int frame, const DisplayWish& wish) {
        return client_->renderFrame(file, frame, wish);
    };
    options.cancelled = [this] { return stop_.load(); };
    options.onProgress = [this, told = Clock::time_point()](std::size_t done, std::size_t all) mutable {
        if (Clock::now() - told < kTellEvery) return;
        told = Clock::now();
        Q_EMIT progress(static_cast<qint64>(done), static_cast<qint64>(all));
    };
    return freezeDataset(access, options);
}

void FreezeJob::run() {
    try {
        const auto report = std::make_shared<const FreezeReport>(freeze());
        workspace_.order([](Workspace&) {}); // what the journal says now
        Q_EMIT frozen(report);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled)
            Q_EMIT stopped();
        else
            Q_EMIT failed(troubleOf(error).text());
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

} // namespace vrft::ui
