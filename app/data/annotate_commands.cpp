// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/data/commands.h"

#include "core/annotation/annotation_writers.h"
#include "core/error.h"
#include "core/files.h"
#include "core/store/annotate.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct AnnotateArguments {
    fs::path workspace;
    fs::path from;
    AnnotateOptions options;
};

// A list of which nothing was taken is a failure: one line with the first reason.
void refuseUseless(const AnnotateReport& report) {
    const PutReport& stored = report.stored;
    if (report.skipped.empty() || stored.added + stored.changed + stored.unchanged > 0) return;
    const SkippedEntry& first = report.skipped.front();
    const std::size_t others = report.skipped.size() - 1;
    throw Error(ErrorCode::InvalidArgument,
                fmt::format("nothing of the list was taken: {}{}", first.reason,
                            others > 0 ? fmt::format("; {} more left out", others) : std::string()),
                first.where, first.next.empty() ? "Correct the list" : first.next);
}

void annotateImages(const cli::Output& output, const AnnotateArguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    const AnnotateReport report = annotateFrom(*workspace, arguments.from, arguments.options);
    for (const SkippedEntry& row : report.skipped)
        output.line({{"where", row.where}, {"source", row.source}, {"reason", row.reason}});
    refuseUseless(report);
    if (!output.json)
        for (const SkippedEntry& row : report.skipped)
            output.note(fmt::format("left out: {} ({}): {}", row.where, row.source, row.reason));
    if (output.json)
        return output.document({{"annotations",
                                 {{"entries", report.entries},
                                  {"added", report.stored.added},
                                  {"changed", report.stored.changed},
                                  {"unchanged", report.stored.unchanged},
                                  {"skipped", report.skipped.size()}}}});
    output.say(fmt::format("{} added, {} changed, {} unchanged, {} left out", report.stored.added,
                           report.stored.changed, report.stored.unchanged, report.skipped.size()));
}

struct ExportArguments {
    fs::path workspace;
    std::string format = "jsonl";
    fs::path out;
    bool force = false; // replace an earlier export
};

void exportAnnotations(const cli::Output& output, const ExportArguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    std::vector<Annotation> annotations;
    for (const Task& task : workspace->tasks().all())
        for (StoredAnnotation& stored : workspace->annotations().ofTask(task.id))
            annotations.push_back(std::move(stored.annotation));
    const fs::path file = arguments.out / ("annotations." + arguments.format);
    if (fs::exists(file) && !arguments.force)
        throw Error(ErrorCode::AlreadyExists, "there is an export already", file.string(),
                    "Choose another folder, or replace it with --force");
    makeFolders(arguments.out);
    writeFileAtomic(file, arguments.format == "csv" ? annotationsToCsv(annotations)
                                                    : annotationsToJsonl(annotations));
    if (output.json) return output.document({{"file", file.string()}, {"annotations", annotations.size()}});
    output.say(fmt::format("Wrote {} annotations to {}", annotations.size(), file.string()));
}

} // namespace

void addAnnotateCommands(CLI::App& app, cli::Output& output) {
    const auto annotating = std::make_shared<AnnotateArguments>();
    CLI::App* command = cli::addCommand(app, output, "annotate", "Bring labels, grades and boxes in");
    command->add_option("WS", annotating->workspace, "Folder of the workspace")->required();
    command
        ->add_option("--from", annotating->from, "F.csv, coco.json, F.jsonl or a folder of Pascal VOC files")
        ->required();
    command->add_option("--task", annotating->options.task, "Task of entries that name none");
    command->add_option("--reader", annotating->options.reader, "Reader of entries that name none");
    command->callback([annotating, &output] { annotateImages(output, *annotating); });

    const auto exporting = std::make_shared<ExportArguments>();
    command = cli::addCommand(app, output, "export", "Write the annotations of a workspace");
    command->add_option("WS", exporting->workspace, "Folder of the workspace")->required();
    command->add_option("--format", exporting->format, "Format of the list")
        ->check(cli::oneOf({"jsonl", "csv"}))
        ->capture_default_str();
    command->add_option("--out", exporting->out, "Folder to write into")->required();
    command->add_flag("--force", exporting->force, "Replace an earlier export there");
    command->callback([exporting, &output] { exportAnnotations(output, *exporting); });
}

} // namespace vrft::data
