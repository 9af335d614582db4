// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/tasks_table.h"

#include "core/annotation/annotation.h"
#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"

#include <fmt/format.h>

namespace vrft {

namespace {

struct TaskRow {
    std::string document;
    bool trashed = false;
};

std::optional<TaskRow> findRow(StoreConnection& connection, const std::string& id) {
    StoreStatement row = connection.query("SELECT document, trashed FROM tasks WHERE id = ?", id);
    return row.step() ? std::optional(TaskRow{row.text(0), row.integer(1) != 0}) : std::nullopt;
}

Json stateOf(const std::optional<TaskRow>& row) {
    if (!row) return {};
    return {{"task", parseJson(row->document, "tasks")}, {"trashed", row->trashed}};
}

Task taskOf(const std::string& document, const std::string& where) {
    return taskFromJson(parseJson(document, where), where);
}

void writeRow(StoreConnection& connection, const Task& task, bool trashed) {
    connection.run("INSERT INTO tasks (id, document, version, trashed) VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (id) DO UPDATE SET document = ?2, version = ?3, trashed = ?4",
                   task.id, jsonLine(taskToJson(task)), knowledgeVersion(task), trashed);
}

void refuseIfAnnotationsBreak(StoreConnection& connection, const Task& task) {
    std::int64_t num_broken = 0;
    std::string first;
    StoreStatement rows = connection.query("SELECT document FROM annotations WHERE task = ?", task.id);
    while (rows.step()) {
        const Annotation annotation =
            annotationFromJson(parseJson(rows.text(0), "annotations"), "annotations");
        const std::vector<std::string> problems = annotationProblems(annotation, task, {});
        if (problems.empty()) continue;
        if (num_broken++ == 0) first = problems.front();
    }
    if (num_broken > 0)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("{} annotations wouldn't fit the changed task: {}", num_broken, first),
                    task.id, "Change those annotations first, or give the new task another id");
}

} // namespace

TasksTable::TasksTable(StoreConnection& connection, Journal& journal)
    : connection_(connection)
    , journal_(journal) {
    journal_.registerApplier("task", [this](const std::string& key, const Json& state, const std::string&) {
        if (state.is_null()) {
            connection_.run("DELETE FROM tasks WHERE id = ?", key);
        } else {
            writeRow(connection_, taskFromJson(state.at("task"), "journal"), state.at("trashed").get<bool>());
        }
    });
}

std::string TasksTable::put(const Task& task, const std::string& action,
                            std::span<const JournalChange> along) {
    validateTask(task, task.id);
    const std::string version = knowledgeVersion(task);
    const std::string document = jsonLine(taskToJson(task));
    StoreTransaction transaction(connection_);
    const std::optional<TaskRow> before = findRow(connection_, task.id);
    if (before && !before->trashed && before->document == document && along.empty()) return version;
    refuseIfAnnotationsBreak(connection_, task);
    writeRow(connection_, task, false);
    connection_.run("INSERT OR IGNORE INTO knowledge_versions (task, version, document, time, who)"
                    " VALUES (?, ?, ?, ?, ?)",
                    task.id, version, document, Journal::now(), journal_.who());
    std::vector<JournalChange> changes{{"task", task.id, stateOf(before), stateOf(TaskRow{document, false})}};
    changes.insert(changes.end(), along.begin(), along.end());
    journal_.record(action, changes, true);
    transaction.commit();
    return version;
}

void TasksTable::remove(const std::string& id, const std::string& action) {
    StoreTransaction transaction(connection_);
    require(id);
    const std::optional<TaskRow> before = findRow(connection_, id);
    connection_.run("UPDATE tasks SET trashed = 1 WHERE id = ?", id);
    journal_.record(
        action,
        std::array{JournalChange{"task", id, stateOf(before), stateOf(TaskRow{before->document, true})}},
        true);
    transaction.commit();
}

std::vector<Task> TasksTable::all() const {
    std::vector<Task> tasks;
    StoreStatement rows = connection_.query("SELECT document, id FROM tasks WHERE trashed = 0 ORDER BY id");
    while (rows.step())
        tasks.push_back(taskOf(rows.text(0), "task " + rows.text(1)));
    return tasks;
}

std::optional<Task> TasksTable::find(const std::string& id) const {
    const std::optional<TaskRow> row = findRow(connection_, id);
    return row && !row->trashed ? std::optional(taskOf(row->document, "task " + id)) : std::nullopt;
}

Task TasksTable::require(const std::string& id) const {
    if (std::optional<Task> found = find(id)) return *std::move(found);
    std::string ids;
    for (const Task& task : all())
        ids += (ids.empty() ? "" : ", ") + task.id;
    throw Error(ErrorCode::NotFound, fmt::format("there is no task \"{}\"", id), connection_.file().string(),
                ids.empty() ? "Import a task first" : "The tasks are: " + ids);
}

std::vector<KnowledgeVersion> TasksTable::history(const std::string& id) const {
    std::vector<KnowledgeVersion> versions;
    StoreStatement rows =
        connection_.query("SELECT version, time, who FROM knowledge_versions WHERE task = ? ORDER BY id", id);
    while (rows.step())
        versions.push_back({rows.text(0), rows.real(1), rows.text(2)});
    return versions;
}

Task TasksTable::atVersion(const std::string& id, const std::string& version) const {
    StoreStatement row = connection_.query(
        "SELECT document FROM knowledge_versions WHERE task = ? AND version = ?", id, version);
    if (!row.step())
        throw Error(ErrorCode::NotFound, fmt::format("task \"{}\" has no knowledge version {}", id, version),
                    connection_.file().string(), "List its history to see the versions");
    return taskOf(row.text(0), "task " + id);
}

} // namespace vrft
