// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/journal.h"

#include "core/error.h"
#include "core/store/connection.h"

#include <chrono>

namespace vrft {

namespace {

std::string_view stateName(EditState state) {
    switch (state) {
    case EditState::Done:
        return "done";
    case EditState::Undone:
        return "undone";
    case EditState::Dropped:
        return "dropped";
    case EditState::Record:
        return "record";
    }
    return "record";
}

EditState stateFromName(const std::string& name) {
    for (const EditState state : {EditState::Done, EditState::Undone, EditState::Dropped}) {
        if (stateName(state) == name) return state;
    }
    return EditState::Record;
}

std::optional<std::string> stored(const Json& state) {
    return state.is_null() ? std::nullopt : std::optional(jsonLine(state));
}

Json loaded(const StoreStatement& row, int column) {
    return row.isNull(column) ? Json() : parseJson(row.text(column), "journal");
}

JournalEdit readEdit(const StoreStatement& row) {
    return {row.integer(0), row.real(1), row.text(2), row.text(3), stateFromName(row.text(4))};
}

std::optional<JournalEdit> firstEdit(StoreStatement rows) {
    if (!rows.step()) return std::nullopt;
    return readEdit(rows);
}

} // namespace

Journal::Journal(StoreConnection& connection, std::string who)
    : connection_(connection)
    , who_(std::move(who)) {}

double Journal::now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::optional<JournalEdit> Journal::nextUndo() const {
    return firstEdit(connection_.query(
        "SELECT id, time, who, action, state FROM edits WHERE state = 'done' ORDER BY id DESC LIMIT 1"));
}

std::optional<JournalEdit> Journal::nextRedo() const {
    return firstEdit(connection_.query(
        "SELECT id, time, who, action, state FROM edits WHERE state = 'undone' ORDER BY id LIMIT 1"));
}

std::optional<JournalEdit> Journal::undo() {
    return step(true);
}

std::optional<JournalEdit> Journal::redo() {
    return step(false);
}

std::optional<JournalEdit> Journal::step(bool undo) {
    StoreTransaction transaction(connection_);
    std::optional<JournalEdit> edit = undo ? nextUndo() : nextRedo();
    if (!edit) return edit;
    std::vector<JournalChange> steps = changes(edit->id);
    if (undo) std::reverse(steps.begin(), steps.end());
    for (const JournalChange& change : steps) {
        const auto applier = appliers_.find(change.entity);
        if (applier == appliers_.end())
            throw Error(ErrorCode::Internal, "nothing knows how to bring back a " + change.entity,
                        edit->action);
        applier->second(change.key, undo ? change.before : change.after, undo ? "undo" : "redo");
    }
    edit->state = undo ? EditState::Undone : EditState::Done;
    connection_.run("UPDATE edits SET state = ? WHERE id = ?", stateName(edit->state), edit->id);
    transaction.commit();
    return edit;
}

std::vector<JournalEdit> Journal::edits(int limit) const {
    std::vector<JournalEdit> list;
    StoreStatement rows =
        connection_.query("SELECT id, time, who, action, state FROM edits ORDER BY id DESC LIMIT ?", limit);
    while (rows.step())
        list.push_back(readEdit(rows));
    return list;
}

std::vector<JournalChange> Journal::changes(std::int64_t edit) const {
    std::vector<JournalChange> list;
    StoreStatement rows = connection_.query(
        "SELECT entity, key, before, after FROM changes WHERE edit = ? ORDER BY ordinal", edit);
    while (rows.step())
        list.push_back({rows.text(0), rows.text(1), loaded(rows, 2), loaded(rows, 3)});
    return list;
}

void Journal::registerApplier(const std::string& entity, Applier applier) {
    appliers_[entity] = std::move(applier);
}

std::int64_t Journal::record(const std::string& action, std::span<const JournalChange> changes,
                             bool undoable) {
    undoable = undoable && asGiven_ == 0;
    StoreTransaction transaction(connection_);
    if (undoable) connection_.run("UPDATE edits SET state = 'dropped' WHERE state = 'undone'");
    connection_.run("INSERT INTO edits (time, who, action, state) VALUES (?, ?, ?, ?)", now(), who_, action,
                    stateName(undoable ? EditState::Done : EditState::Record));
    const std::int64_t edit = connection_.lastId();
    int ordinal = 0;
    for (const JournalChange& change : changes) {
        connection_.run(
            "INSERT INTO changes (edit, ordinal, entity, key, before, after) VALUES (?, ?, ?, ?, ?, ?)", edit,
            ordinal++, change.entity, change.key, stored(change.before), stored(change.after));
    }
    transaction.commit();
    return edit;
}

} // namespace vrft
