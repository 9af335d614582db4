// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

#include "core/error.h"
#include "core/files.h"
#include "core/knowledge/starter_pack.h"
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

// A draft, marked as one. As in the window it never replaces what somebody may have checked.
void importPack(const cli::Output& output, const Arguments& arguments, const StarterPack& pack) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    if (workspace->tasks().find(pack.task.id))
        throw Error(ErrorCode::AlreadyExists,
                    fmt::format("the workspace has a task {} already", pack.task.id), arguments.file.string(),
                    "Go on with it, or import a task file to give it other knowledge");
    const std::string version = workspace->tasks().put(pack.task, "Starter pack " + pack.task.name);
    Drafts drafts = readDrafts(workspace->folder());
    for (const TaskClass& item : pack.task.classes)
        drafts[pack.task.id].insert(item.id);
    writeDrafts(workspace->folder(), drafts);
    if (output.json)
        return output.document({{"task", pack.task.id}, {"knowledge", version}, {"draft", true}});
    output.say(fmt::format("Task {} with {} {}: a draft, which an expert has to check", pack.task.id,
                           pack.task.classes.size(), pack.task.classes.size() == 1 ? "class" : "classes"));
}

void importTask(const cli::Output& output, const Arguments& arguments) {
    if (const Json document = readJsonFile(arguments.file); isStarterPack(document))
        return importPack(output, arguments, starterPackFromJson(document, arguments.file.string()));
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
    command->add_option("FILE", arguments->file, "task.json, or a starter pack")->required();
    command->callback([arguments, &output] { importTask(output, *arguments); });

    command = cli::addCommand(*task, output, "export", "Write a task as JSON");
    command->add_option("ID", arguments->id, "Id of the task")->required();
    command->add_option("--out", arguments->out, "File to write; else standard output");
    command->callback([arguments, &output] { exportTask(output, *arguments); });
}

} // namespace vrft::data
