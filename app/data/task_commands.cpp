// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

#include "core/files.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct Arguments {
    fs::path workspace;
    fs::path file;
    std::string id;
    fs::path out;
};

void importTask(const cli::Output& output, const Arguments& arguments) {
    const Task task = readTask(arguments.file);
    const auto workspace = openWorkspace(output, arguments.workspace);
    const std::string version = workspace->tasks().put(task, "Import of task " + task.id);
    if (output.json) return output.document({{"task", task.id}, {"knowledge", version}});
    output.say(fmt::format("Task {} with {} classes", task.id, task.classes.size()));
}

void exportTask(const cli::Output& output, const Arguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    const Json document = taskToJson(workspace->tasks().require(arguments.id));
    if (arguments.out.empty()) return output.document(document);
    writeFileAtomic(arguments.out, jsonPretty(document));
    if (output.json) return output.document({{"task", arguments.id}, {"file", arguments.out.string()}});
    output.say("Wrote " + arguments.out.string());
}

} // namespace

void addTaskCommands(CLI::App& app, cli::Output& output) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* task = cli::addCommand(app, output, "task", "Tasks and their knowledge, in and out");
    task->add_option("WS", arguments->workspace, "Folder of the workspace")->required();
    task->require_subcommand(1);

    CLI::App* command =
        cli::addCommand(*task, output, "import", "Store a task, or a new version of its knowledge");
    command->add_option("FILE", arguments->file, "task.json")->required();
    command->callback([arguments, &output] { importTask(output, *arguments); });

    command = cli::addCommand(*task, output, "export", "Write a task as JSON");
    command->add_option("ID", arguments->id, "Id of the task")->required();
    command->add_option("--out", arguments->out, "File to write; else standard output");
    command->callback([arguments, &output] { exportTask(output, *arguments); });
}

} // namespace vrft::data
