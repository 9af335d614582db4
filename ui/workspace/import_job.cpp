// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/import_job.h"

#include "core/error.h"
#include "imaging/path_import.h"
#include "ui/widgets/text.h"
#include "ui/workspace/data_program.h"
#include "ui/workspace/workspace_thread.h"

#include <chrono>

namespace vrft::ui {

ImportJob::ImportJob(WorkspaceThread& workspace, std::vector<std::filesystem::path> paths, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , paths_(std::move(paths)) {}

void ImportJob::start() {
    workspace_.order([this, state = state_](Workspace& workspace) { run(workspace, *state); }, true);
}

void ImportJob::run(Workspace& workspace, const State& state) {
    const auto started = std::chrono::steady_clock::now();
    auto so = std::make_shared<ImportProgress>();
    const auto tell = [&] {
        so->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        Q_EMIT progress(std::make_shared<const ImportProgress>(*so));
    };
    PathImport import;
    import.settings.onRow = [&](const ImportRow& row) { so->rows.push_back(row);
};
import.settings.onProgress = [&](const ImportLedger& ledger) { so->ledger = ledger;
tell();
}; // namespace vrft::ui
import.scanner.program = dataProgram();
import.cancelled = [&state] { return state.stop.load();
}
;
try {
    so->ledger = importPaths(workspace, paths_, std::move(import));
} catch (const Error& error) {
    so->stopped = error.code() == ErrorCode::Cancelled;
    if (!so->stopped) so->trouble = troubleOf(error).text();
}
so->finished = true;
tell();
}

} // namespace vrft::ui
