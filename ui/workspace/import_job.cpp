// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/import_job.h"

#include "core/error.h"
#include "core/store/imports_table.h"
#include "imaging/path_import.h"
#include "ui/workspace/data_program.h"
#include "ui/workspace/workspace_thread.h"

#include <chrono>

namespace vrft::ui {

namespace {

using Clock = std::chrono::steady_clock;

// The first studies are shown at once; afterwards the list is renewed ever more rarely.
constexpr std::chrono::seconds kFirstRenewal{1};
constexpr std::chrono::seconds kRarestRenewal{16};

} // namespace

// What has been told, and when.
struct ImportJob::Told {
    Clock::time_point started = Clock::now();
    ImportProgress now;
    std::int64_t numStored = 0; // when the library was last asked for
    Clock::time_point libraryAt{};
    Clock::duration libraryEvery{};

    std::shared_ptr<const ImportProgress> take() {
        now.seconds = std::chrono::duration<double>(Clock::now() - started).count();
        auto progress = std::make_shared<ImportProgress>(now);
        now.rows.clear();
        return progress;
    }
    bool libraryDue() {
        const std::int64_t count = now.ledger.counts[static_cast<std::size_t>(ImportState::Stored)];
        if (count == numStored || Clock::now() - libraryAt < libraryEvery) return false;
        numStored = count;
        libraryAt = Clock::now();
        libraryEvery = std::clamp<Clock::duration>(2 * libraryEvery, kFirstRenewal, kRarestRenewal);
        return true;
    }
};

ImportJob::ImportJob(WorkspaceThread& workspace, ImportRequest request, std::optional<std::int64_t> goesOn,
                     QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , request_(std::move(request))
    , goesOn_(goesOn) {}

ImportJob::~ImportJob() {
    leave();
}

void ImportJob::start() {
    thread_ = std::thread([this] { run(); });
}

void ImportJob::leave() {
    leave_ = true;
    stop_ = true;
    if (thread_.joinable()) thread_.join();
}

ImportLedger ImportJob::bringIn(Told& told) {
    const WorkspaceAccess access([this](const WorkspaceAccess::Use& use) { workspace_.withWorkspace(use); });
    if (goesOn_)
        access.with([this](Workspace& store) { store.imports().finish(*goesOn_, ImportEnd::Cancelled); });
    PathImport files; // not "import": clang-format takes that for the keyword
    files.settings.link = request_.link;
    files.settings.onRow = [&](const ImportRow& row) { told.now.rows.push_back(row); };
    files.settings.onProgress = [&](const ImportLedger& ledger) {
        told.now.ledger = ledger;
        Q_EMIT progress(told.take());
        if (told.libraryDue()) workspace_.libraryChanged(WorkspaceThread::Change::Added);
    };
    files.match = request_.match;
    files.scanner.program = dataProgram();
    files.cancelled = [this] { return stop_.load(); };
    files.paused = [this] { return paused_.load(); };
    files.goesOnLater = [this] { return leave_.load(); };
    return importPaths(access, request_.paths, std::move(files));
}

void ImportJob::run() {
    Told told;
    ImportProgress& now = told.now;
    try {
        now.ledger = bringIn(told);
    } catch (const Error& error) {
        now.stopped = error.code() == ErrorCode::Cancelled;
        if (!now.stopped) now.trouble = troubleOf(error).text();
        now.ledger.found = 0; // what was met but isn't committed isn't in
        for (const std::int64_t count : now.ledger.counts)
            now.ledger.found += count;
    } catch (const std::exception& error) {
        now.trouble = QString::fromUtf8(error.what());
    }
    now.finished = true;
    if (!leave_) {
        // A present image may have come back out of the Trash.
        const bool any = now.ledger.counts[static_cast<std::size_t>(ImportState::Present)] > 0;
        workspace_.order([](Workspace&) {},
                         any ? WorkspaceThread::Change::Any : WorkspaceThread::Change::Added);
    }
    Q_EMIT progress(told.take());
}

} // namespace vrft::ui
