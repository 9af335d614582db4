// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/child_jobs.h"
#include "app/engine/commands.h"
#include "app/engine/run_setup.h"
#include "app/engine/study_cells.h"
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/policies/policy_files.h"
#include "core/run/control.h"
#include "core/run/queue.h"
#include "core/run/run_reader.h"
#include "core/run/study_table.h"
#include "training/machine.h"
#include "training/policy_source.h"

#include <csignal>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

bool finished(const fs::path& run) {
    return fs::exists(RunPaths{run}.finalEvaluation());
}

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

// Tells of starts and ends, and remembers what failed and what was stopped.
struct JobReport {
    explicit JobReport(cli::Output& told)
        : output(told) {}

    cli::Output& output;
    std::size_t total = 0;
    std::size_t done = 0;
    std::vector<std::string> failed;
    std::vector<std::string> stopped; // names

    void started(const fs::path& run) const {
        output.note(fmt::format("{} started", run.filename().string()));
    }
    void ended(const JobResult& result) {
        ++done;
        // Ctrl-C before the trainer listens ends it as the signal does.
        const bool bySignal = result.exitCode == 128 + SIGINT || result.exitCode == 128 + SIGTERM;
        std::string how = "finished";
        Json line = {
            {"run", result.run.string()}, {"finished", result.finished}, {"exit_code", result.exitCode}};
        if (!result.finished && (result.exitCode == 0 || bySignal)) {
            stopped.push_back(result.run.filename().string());
            how = "stopped";
        } else if (!result.finished) {
            failed.push_back(result.run.string());
            const std::string why = failureOf(result.run);
            how = fmt::format("failed (code {}): {}", result.exitCode,
                              why.empty() ? "it left no word, see engine.log there" : why);
            line["problem"] = why;
        }
        output.note(fmt::format("{} {} · {} of {}", result.run.filename().string(), how, done, total));
        output.line(line);
    }
    void refused(const fs::path& run, const Error& problem) {
        ++done;
        failed.push_back(run.string());
        output.note(fmt::format("{} left out: {}", run.filename().string(), problem.what()));
        output.line({{"run", run.string()}, {"finished", false}, {"problem", problem.what()}});
    }
    // Throws when something failed or a signal stopped the queue.
    void conclude(bool complete) const {
        std::string halted;
        if (!complete)
            halted = stopped.empty() ? "stopped by a signal"
                                     : fmt::format("stopped by a signal in {}", fmt::join(stopped, ", "));
        if (!failed.empty())
            throw Error(
                ErrorCode::Io,
                fmt::format("{} of {} runs failed{}", failed.size(), total,
                            halted.empty() ? "" : "; " + halted),
                failed.front(),
                "Read what is said above or engine.log in that folder, mend it and start this command "
                "again: finished runs are skipped");
        if (!complete)
            throw Error(ErrorCode::Cancelled, halted, {}, "Start the command again: it goes on where it was");
    }
};

// What of a queue is still to be trained. A run that ended without being finished is taken again once its
// user's side asked for it anew (control.json with a later serial).
class QueueReading {
public:
    QueueReading(fs::path file, JobReport& report)
        : file_(std::move(file))
        , report_(report) {}

    std::optional<fs::path> next() {
        const std::vector<fs::path> runs = queueRuns(file_);
        report_.total = runs.size();
        for (const fs::path& run : runs) {
            if (!open(run)) continue;
            const bool again = !taken_.insert_or_assign(run, serialOf(run)).second;
            if (again && report_.done > 0) --report_.done; // it counted as ended
            if (finished(run)) {
                ++report_.done;
                continue;
            }
            try {
                readRun(run);
                return run;
            } catch (const Error& problem) { // the others go on
                report_.refused(run, problem);
            }
        }
        return std::nullopt;
    }
    // Whether next() would find one.
    bool more() const {
        const std::vector<fs::path> runs = queueRuns(file_);
        return std::any_of(runs.begin(), runs.end(),
                           [this](const fs::path& run) { return open(run) && !finished(run); });
    }

private:
    static std::int64_t serialOf(const fs::path& run) {
        try {
            return readControl(run).serial;
        } catch (const Error&) { // the trainer says it
            return 0;
        }
    }
    bool open(const fs::path& run) const {
        const auto before = taken_.find(run);
        if (before == taken_.end()) return true;
        try {
            const Control control = readControl(run);
            const std::optional<HeartbeatState> engine = readHeartbeatOrNone(run);
            const std::int64_t obeyed = std::max(before->second, engine ? engine->serial : 0);
            return control.want == Want::Run && control.serial > obeyed;
        } catch (const Error&) {
            return false;
        }
    }

    fs::path file_;
    JobReport& report_;
    std::map<fs::path, std::int64_t> taken_; // with the serial of the order it was started under
};

void work(const fs::path& queueFile, int parallel, cli::Output& output) {
    requireFastBlas(describeMachine());
    queueRuns(queueFile); // before the lock: it would leave its file beside what is no queue
    JobReport report{output};
    QueueReading queue(queueFile, report);
    JobOptions options;
    options.parallel = parallel;
    options.next = [&] { return queue.next(); };
    options.started = [&](const fs::path& run) { report.started(run); };
    options.ended = [&](const JobResult& result) { report.ended(result); };
    bool complete = true;
    bool first = true;
    do {
        std::optional<QueueLock> lock;
        try {
            lock.emplace(queueFile);
        } catch (const Error& problem) {
            if (first || problem.code() != ErrorCode::Locked) throw;
            break; // another program goes on with what was added
        }
        first = false;
        complete = runJobs(options);
        lock.reset();
        // What was added after the last reading and before the lock was free has nobody else: who added it
        // found the queue worked on.
    } while (complete && queue.more());
    report.conclude(complete);
}

std::string rowWords(const StudyRow& row) {
    const std::string name = fmt::format("{} on {} from {}", row.row, row.dataset, row.policy);
    if (row.refused) return fmt::format("{}: left out, {}", name, *row.refused);
    if (!row.value) return fmt::format("{}: no finished run", name);
    std::string text = fmt::format("{}: {} on test {:.3f}", name, row.measure, row.value->value);
    if (row.value->low && row.value->high)
        text += fmt::format(" ({:.3f} to {:.3f})", *row.value->low, *row.value->high);
    if (row.rise) text += fmt::format(", {:+.3f} from the start", row.rise->value);
    if (row.majority) text += fmt::format(", majority {:.3f}", *row.majority);
    return text + fmt::format(", {} {}", row.seeds.size(), row.seeds.size() == 1 ? "seed" : "seeds");
}

void study(const fs::path& file, int parallel, cli::Output& output) {
    requireFastBlas(describeMachine());
    const StudySpec spec = readStudy(file);
    RunSources sources;
    const std::map<std::string, fs::path> policies = studyPolicies(spec, file);
    std::map<std::string, StudyContext> contexts;
    for (const auto& [name, folder] : spec.datasets) {
        const fs::path& policy = policies.at(name);
        const fs::path base = basePolicyOf(policy);
        contexts[name] = {sources.dataset(folder).task.kind,
                          describePolicy(base).parameters >= kLargePolicyParameters};
    }
    const std::vector<StudyCell> cells =
        expandStudy(spec, [&](const std::string& name) { return contexts.at(name); });
    requireSameCells(spec, policies, cells, sources);
    makeFolders(spec.out);

    JobReport report{output};
    std::vector<const StudyCell*> open;
    for (const StudyCell& cell : cells) {
        if (cell.refused) {
            output.note(fmt::format("{} on {}: left out, {}", cell.row, cell.dataset, *cell.refused));
            continue;
        }
        ++report.total;
        if (cellFinished(cell)) {
            ++report.done;
            continue;
        }
        if (!isRun(cell.run)) setUpRun(requestOf(spec, policies, cell), sources);
        open.push_back(&cell);
    }
    std::size_t next = 0;
    JobOptions options;
    options.parallel = parallel;
    options.next = [&]() -> std::optional<fs::path> {
        if (next == open.size()) return std::nullopt;
        return open[next++]->run;
    };
    options.started = [&](const fs::path& run) { report.started(run); };
    options.ended = [&](const JobResult& result) {
        report.ended(result);
        writeStudyTable(spec.out, assembleStudy(spec, cells));
    };
    const bool complete = runJobs(options);
    writeStudyTable(spec.out, assembleStudy(spec, cells));
    report.conclude(complete);
    if (!output.json) {
        for (const StudyRow& row : assembleStudy(spec, cells))
            output.say(rowWords(row));
        return output.say(
            fmt::format("Wrote table.json, table.csv, table.md and figure.svg to {}", spec.out.string()));
    }
    output.document({{"table", (spec.out / "table.json").string()},
                     {"csv", (spec.out / "table.csv").string()},
                     {"markdown", (spec.out / "table.md").string()},
                     {"figure", (spec.out / "figure.svg").string()}});
}

CLI::App* addQueueCommand(CLI::App& app, cli::Output& output, const std::string& name,
                          const std::string& description, const std::string& argument,
                          void (*action)(const fs::path&, int, cli::Output&)) {
    CLI::App* command = cli::addCommand(app, output, name, description);
    auto file = std::make_shared<std::string>();
    auto parallel = std::make_shared<int>(1);
    command->add_option(argument, *file, "The JSON file")->required();
    command->add_option("--parallel", *parallel, "Runs at the same time")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 64));
    command->callback([&output, file, parallel, action] { action(*file, *parallel, output); });
    return command;
}

} // namespace

void addQueueCommands(CLI::App& app, cli::Output& output) {
    addQueueCommand(app, output, "work",
                    "Trains the runs of a queue, one after the other; the file is read again between runs",
                    "QUEUE", work);
    addQueueCommand(app, output, "study",
                    "Strategies x datasets x seeds as one table with intervals; finished cells are skipped",
                    "STUDY", study);
}

} // namespace vrft::engine
