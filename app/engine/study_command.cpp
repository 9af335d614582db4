// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/child_jobs.h"
#include "app/engine/commands.h"
#include "app/engine/job_report.h"
#include "app/engine/study_cells.h"
#include "core/files.h"
#include "core/run/control.h"
#include "core/run/queue.h"
#include "core/run/study_table.h"
#include "training/machine.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <thread>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kLook{300}; // at runs that another engine still trains

std::string rowWords(const StudyRow& row) {
    const std::string name = fmt::format("{} on {} from {}", row.row, row.dataset, row.policy);
    if (row.refused) return fmt::format("{}: left out, {}", name, *row.refused);
    if (!row.value) return fmt::format("{}: no finished run", name);
    const auto bounds = [](const Interval& interval, const char* format) {
        return interval.low && interval.high
                   ? fmt::format(fmt::runtime(format), *interval.low, *interval.high)
                   : std::string();
    };
    std::string text = fmt::format("{}: {} on test {:.3f}{}", name, row.measure, row.value->value,
                                   bounds(*row.value, " ({:.3f} to {:.3f})"));
    if (row.rise) text += fmt::format(", {:+.3f} from the start", row.rise->value);
    if (row.against)
        text += fmt::format(", {:+.3f}{} against plain rft", row.against->value,
                            bounds(*row.against, " ({:+.3f} to {:+.3f})"));
    if (row.majority) text += fmt::format(", majority {:.3f}", *row.majority);
    return text + fmt::format(", {} {}", row.seeds.size(), row.seeds.size() == 1 ? "seed" : "seeds");
}

// The cells that are still to be trained, those that another engine doesn't train first: one may have
// outlived the study that started it.
class OpenCells {
public:
    OpenCells(const std::vector<StudyCell>& cells, JobReport& report)
        : report_(report) {
        for (const StudyCell& cell : cells)
            if (!cell.refused) open_.push_back(&cell);
        report_.total = open_.size();
        dropFinished();
    }

    std::optional<fs::path> next() {
        dropFinished();
        const auto free = std::find_if(open_.begin(), open_.end(),
                                       [](const StudyCell* cell) { return !engineWorks(cell->run); });
        if (free == open_.end()) return std::nullopt;
        const fs::path run = (*free)->run;
        open_.erase(free);
        return run;
    }
    bool any() const { return !open_.empty(); }
    std::string names() const {
        std::string text;
        for (const StudyCell* cell : open_)
            text += (text.empty() ? "" : ", ") + cell->run.filename().string();
        return text;
    }

private:
    void dropFinished() {
        report_.done += std::erase_if(open_, [](const StudyCell* cell) { return cellFinished(*cell); });
    }

    JobReport& report_;
    std::vector<const StudyCell*> open_;
};

void trainCells(const StudyPlan& plan, int parallel, cli::Output& output) {
    JobReport report{output};
    OpenCells open(plan.cells, report);
    const auto renew = [&] {
        writeStudyTable(plan.spec.out, assembleStudy(plan.spec, plan.cells), plan.notes);
    };
    JobOptions options;
    options.parallel = parallel;
    options.next = [&] { return open.next(); };
    options.started = [&](const fs::path& run) { report.started(run); };
    options.ended = [&](const JobResult& result) {
        report.ended(result);
        renew();
    };
    bool complete = runJobs(options);
    if (complete && open.any())
        output.note(fmt::format("Another engine trains {}: waiting for it", open.names()));
    while (complete && open.any()) {
        std::this_thread::sleep_for(kLook);
        complete = runJobs(options);
    }
    renew();
    report.conclude(complete);
}

void tellTable(const StudyPlan& plan, cli::Output& output) {
    const fs::path& out = plan.spec.out;
    if (!output.json) {
        for (const StudyRow& row : assembleStudy(plan.spec, plan.cells))
            output.say(rowWords(row));
        return output.say(
            fmt::format("Wrote table.json, table.csv, table.md and figure.svg to {}", out.string()));
    }
    output.document({{"table", (out / "table.json").string()},
                     {"csv", (out / "table.csv").string()},
                     {"markdown", (out / "table.md").string()},
                     {"figure", (out / "figure.svg").string()}});
}

void study(const fs::path& file, int parallel, bool prepare, cli::Output& output) {
    requireFastBlas(describeMachine());
    StudyPlan plan = openStudy(file);
    RunSources sources;
    for (const auto& [name, folder] : plan.spec.datasets)
        sources.dataset(folder); // whole and as it was frozen
    requireSameCells(plan, sources);
    makeFolders(plan.spec.out);
    const QueueLock lock(plan.spec.out / "table.json");
    setUpCells(plan, sources);
    for (const std::string& note : plan.notes)
        output.note(note);
    std::string told;
    for (const StudyCell& cell : plan.cells) {
        if (!cell.refused) continue;
        const std::string words =
            fmt::format("{} on {}: left out, {}", cell.row, cell.dataset, *cell.refused);
        if (words != told) output.note(words);
        told = words; // once, not for every seed
    }
    if (prepare)
        writeStudyTable(plan.spec.out, assembleStudy(plan.spec, plan.cells), plan.notes);
    else
        trainCells(plan, parallel, output);
    tellTable(plan, output);
}

} // namespace

void addStudyCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "study",
        "Strategies x datasets x seeds as one table with intervals; finished cells are skipped");
    struct Options {
        std::string file;
        int parallel = 1;
        bool prepare = false;
    };
    auto options = std::make_shared<Options>();
    command->add_option("STUDY", options->file, "The JSON file")->required();
    command->add_option("--parallel", options->parallel, "Runs at the same time")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 64));
    command->add_flag("--prepare", options->prepare,
                      "Makes the run folders and the tables, and trains nothing");
    command->callback(
        [&output, options] { study(options->file, options->parallel, options->prepare, output); });
}

} // namespace vrft::engine
