// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/child_jobs.h"
#include "app/engine/commands.h"
#include "app/engine/job_report.h"
#include "app/engine/study_cells.h"
#include "core/error.h"
#include "core/run/control.h"
#include "core/run/queue.h"
#include "core/run/run_folder.h"
#include "core/run/study_table.h"
#include "training/machine.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

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
            if (runFinished(run)) {
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
                           [this](const fs::path& run) { return open(run) && !runFinished(run); });
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

// The tables of the queue's studies that hold the run. A study that can't be read keeps its old ones.
void renewTables(const fs::path& queueFile, const fs::path& run, const cli::Output& output) {
    std::vector<fs::path> studies;
    try {
        studies = queueStudies(queueFile);
    } catch (const Error&) { // the next reading of the queue says it
        return;
    }
    for (const fs::path& file : studies) {
        try {
            StudyPlan plan = openStudy(file);
            if (std::none_of(plan.cells.begin(), plan.cells.end(),
                             [&](const StudyCell& cell) { return cell.run == run; }))
                continue;
            keepRefusals(plan);
            writeStudyTable(plan.spec.out, assembleStudy(plan.spec, plan.cells), plan.notes);
        } catch (const std::exception& problem) {
            output.note(fmt::format("the tables of a study stay as they were: {}", problem.what()));
        }
    }
}

void work(const fs::path& queueFile, int parallel, cli::Output& output) {
    requireFastBlas(describeMachine());
    queueRuns(queueFile); // before the lock: it would leave its file beside what is no queue
    JobReport report{output};
    QueueReading queue(queueFile, report);
    JobOptions options;
    options.parallel = parallel;
    options.next = [&] { return queue.next(); };
    options.started = [&](const fs::path& run) { report.started(run); };
    options.ended = [&](const JobResult& result) {
        report.ended(result);
        renewTables(queueFile, result.run, output);
    };
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

} // namespace

void addQueueCommands(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "work",
        "Trains the runs of a queue, one after the other; the file is read again between runs");
    auto file = std::make_shared<std::string>();
    auto parallel = std::make_shared<int>(1);
    command->add_option("QUEUE", *file, "The JSON file")->required();
    command->add_option("--parallel", *parallel, "Runs at the same time")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 64));
    command->callback([&output, file, parallel] { work(*file, *parallel, output); });
}

} // namespace vrft::engine
