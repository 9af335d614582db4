// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/job_report.h"

#include "core/files.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"

#include <csignal>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

// Why a run ended with a failure: its last event's words, else the last line of its log.
std::string failureOf(const fs::path& run) {
    EventLog events(run);
    events.poll();
    if (!events.records().empty() && events.records().back().event.kind == EventKind::Failed) {
        const RunEvent& last = events.records().back().event;
        return last.text + (last.advice.empty() ? "" : " " + last.advice);
    }
    std::error_code missing;
    const fs::path log = run / "engine.log";
    if (!fs::exists(log, missing)) return {};
    std::istringstream lines(readTextFile(log));
    std::string last;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) last = line;
    return last;
}

} // namespace

bool runFinished(const fs::path& run) {
    return fs::exists(RunPaths{run}.finalEvaluation());
}

void JobReport::started(const fs::path& run) const {
    output.note(fmt::format("{} started", run.filename().string()));
}

void JobReport::ended(const JobResult& result) {
    ++done;
    // Ctrl-C before the trainer listens ends it as the signal does.
    const bool bySignal = result.exitCode == 128 + SIGINT || result.exitCode == 128 + SIGTERM;
    std::string how = "finished";
    Json line = {{"run", result.run.string()}, {"finished", result.finished}, {"exit_code", result.exitCode}};
    if (!result.finished && (result.exitCode == 0 || bySignal)) {
        stopped_.push_back(result.run.filename().string());
        how = "stopped";
    } else if (!result.finished) {
        failed_.push_back(result.run.string());
        const std::string why = failureOf(result.run);
        how = fmt::format("failed (code {}): {}", result.exitCode,
                          why.empty() ? "it left no word, see engine.log there" : why);
        line["problem"] = why;
    }
    output.note(fmt::format("{} {} · {} of {}", result.run.filename().string(), how, done, total));
    output.line(line);
}

void JobReport::refused(const fs::path& run, const Error& problem) {
    ++done;
    failed_.push_back(run.string());
    output.note(fmt::format("{} left out: {}", run.filename().string(), problem.what()));
    output.line({{"run", run.string()}, {"finished", false}, {"problem", problem.what()}});
}

void JobReport::conclude(bool complete) const {
    std::string halted;
    if (!complete)
        halted = stopped_.empty() ? "stopped by a signal"
                                  : fmt::format("stopped by a signal in {}", fmt::join(stopped_, ", "));
    if (!failed_.empty())
        throw Error(
            ErrorCode::Io,
            fmt::format("{} of {} runs failed{}", failed_.size(), total, halted.empty() ? "" : "; " + halted),
            failed_.front(),
            "Read what is said above or engine.log in that folder, mend it and start this command "
            "again: finished runs are skipped");
    if (!complete)
        throw Error(ErrorCode::Cancelled, halted, {}, "Start the command again: it goes on where it was");
}

} // namespace vrft::engine
