// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/engine_launch.h"

#include "core/error.h"
#include "core/run/queue.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"

#include <QProcess>
#include <algorithm>

namespace vrft::ui {

void launchRun(const std::filesystem::path& runs, const std::string& run) {
    const std::filesystem::path file = runs / "queue.json";
    WorkQueue queue;
    if (std::filesystem::exists(file)) queue = readQueue(file);
    if (std::find(queue.runs.begin(), queue.runs.end(), run) == queue.runs.end()) queue.runs.push_back(run);
    writeQueue(file, queue);
    QProcess engine;
    engine.setProgram(qs(engineProgram().string()));
    engine.setArguments({QStringLiteral("work"), qs(file.string())});
    engine.setStandardOutputFile(qs((runs / "queue.log").string()), QIODevice::Append);
    engine.setStandardErrorFile(qs((runs / "queue.log").string()), QIODevice::Append);
    if (!engine.startDetached())
        throw Error(ErrorCode::NotFound, "the engine can't be started", engineProgram().string(),
                    "Check that the program is installed completely");
}

} // namespace vrft::ui
