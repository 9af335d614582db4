// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/engine_launch.h"

#include "core/error.h"
#include "core/run/control.h"
#include "core/run/queue.h"
#include "core/run/run_folder.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/log.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <algorithm>
#include <fstream>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

// Trained now, or not begun: such a run keeps its place in the queue.
bool stillToDo(const fs::path& run) {
    if (fs::exists(RunPaths{run}.finalEvaluation())) return false;
    return !readHeartbeatOrNone(run) || engineWorks(run);
}

WorkQueue queueOf(const fs::path& runs) {
    const fs::path file = queueFile(runs);
    return fs::exists(file) ? readQueue(file) : WorkQueue{};
}

void requireEngine() {
    if (!fs::exists(engineProgram()))
        throw Error(ErrorCode::NotFound, "the program that trains isn't there", engineProgram().string(),
                    "Install the program completely, or build it with training");
}

// Asks each of them to go on and puts it at the end of the queue, where no engine trains it already. Runs
// that ended or died leave.
void append(WorkQueue& queue, const fs::path& runs, const std::vector<std::string>& names) {
    const auto named = [&](const std::string& run) {
        return std::find(names.begin(), names.end(), run) != names.end();
    };
    std::erase_if(queue.runs, [&](const std::string& other) {
        return named(other) ? !engineWorks(runs / other) : !stillToDo(runs / other);
    });
    for (const std::string& run : names) {
        requestWant(runs / run, Want::Run);
        if (std::find(queue.runs.begin(), queue.runs.end(), run) == queue.runs.end())
            queue.runs.push_back(run);
    }
}

} // namespace

std::vector<std::string> queuedRuns(const fs::path& runs) {
    return queueOf(runs).runs;
}

qint64 launchRun(const fs::path& runs, const std::string& run) {
    requireEngine();
    WorkQueue queue = queueOf(runs);
    append(queue, runs, {run});
    writeQueue(queueFile(runs), queue);
    qCInfo(trainingLog).noquote() << "run" << qs(run) << "is in the queue";
    return startQueue(runs);
}

qint64 launchStudy(const fs::path& runs, const fs::path& study, const std::vector<std::string>& names) {
    requireEngine();
    WorkQueue queue = queueOf(runs);
    append(queue, runs, names);
    std::erase_if(queue.studies, [&](const std::string& other) { return !fs::exists(runs / other); });
    const std::string place = relativeToRun(runs, study);
    if (std::find(queue.studies.begin(), queue.studies.end(), place) == queue.studies.end())
        queue.studies.push_back(place);
    writeQueue(queueFile(runs), queue);
    qCInfo(trainingLog).noquote() << "study" << qs(place) << "is in the queue with" << names.size() << "runs";
    return startQueue(runs);
}

void withdrawRuns(const fs::path& runs, const std::vector<std::string>& names) {
    WorkQueue queue = queueOf(runs);
    const auto named = [&](const std::string& run) {
        return std::find(names.begin(), names.end(), run) != names.end();
    };
    if (std::erase_if(queue.runs, named) > 0) writeQueue(queueFile(runs), queue);
}

qint64 startQueue(const fs::path& runs) {
    QProcess engine;
    engine.setProgram(qs(engineProgram().string()));
    engine.setArguments({QStringLiteral("work"), qs(queueFile(runs).string())});
    engine.setWorkingDirectory(qs(runs.string()));
    const QString log = qs((runs / "queue.log").string());
    engine.setStandardInputFile(QProcess::nullDevice());
    engine.setStandardOutputFile(log, QIODevice::Append);
    engine.setStandardErrorFile(log, QIODevice::Append);
    // Each run's engine sets its own number of threads; without this the BLAS would start one a core before.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"})
        if (!environment.contains(QLatin1String(name)))
            environment.insert(QLatin1String(name), QStringLiteral("1"));
    engine.setProcessEnvironment(environment);
    qint64 process = 0;
    if (!engine.startDetached(&process))
        throw Error(ErrorCode::NotFound, "the program that trains can't be started", engineProgram().string(),
                    "Install the program completely");
    qCInfo(trainingLog).noquote() << "engine started, process" << process;
    return process;
}

QString endOfLog(const fs::path& file, std::size_t bytes) {
    std::error_code code;
    const std::uintmax_t size = fs::file_size(file, code);
    if (code) return {};
    std::ifstream stream(file, std::ios::binary);
    const std::uintmax_t from = size > bytes ? size - bytes : 0;
    stream.seekg(static_cast<std::streamoff>(from));
    std::string text(static_cast<std::size_t>(size - from), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    QString shown = qs(text);
    if (from > 0) shown = shown.mid(shown.indexOf(QLatin1Char('\n')) + 1);
    return harmless(shown);
}

} // namespace vrft::ui
