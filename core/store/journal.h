// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The journal: every edit with who, when, its name, and each thing's state before and after. It is the undo
// and redo stack and survives a restart.
//
// Edits of user work (annotations, tasks, Trash) can be undone; records of imports, plans, links and frozen
// datasets are kept for reading only. A new edit ends the redo stack; what was undone stays readable. Thread
// rule, errors: workspace.h.
#pragma once

#include "core/json.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class StoreConnection;

struct JournalChange {
    std::string entity; // "annotation", "task", "instance", ...
    std::string key;
    Json before; // null: wasn't there
    Json after;  // null: is gone
};

enum class EditState {
    Done,
    Undone,  // can be redone
    Dropped, // undone, and then something else was done
    Record   // can't be undone
};

struct JournalEdit {
    std::int64_t id = 0;
    double time = 0; // Unix seconds
    std::string who;
    std::string action;
    EditState state = EditState::Done;
};

class Journal {
public:
    Journal(StoreConnection& connection, std::string who);

    std::optional<JournalEdit> nextUndo() const;
    std::optional<JournalEdit> nextRedo() const;
    // One transaction each; nothing when the stack is empty. Returns the edit concerned.
    std::optional<JournalEdit> undo();
    std::optional<JournalEdit> redo();

    std::vector<JournalEdit> edits(int limit = 100) const; // newest first
    std::vector<JournalChange> changes(std::int64_t edit) const;

    static double now(); // Unix seconds

    // While one lives, edits can't be undone later: for what a program brings along as given (the truth of a
    // published set), which a reader's Ctrl+Z must never reach.
    class AsGiven {
    public:
        explicit AsGiven(Journal& journal)
            : journal_(journal) {
            ++journal_.asGiven_;
        }
        ~AsGiven() { --journal_.asGiven_; }
        AsGiven(const AsGiven&) = delete;
        AsGiven& operator=(const AsGiven&) = delete;

    private:
        Journal& journal_;
    };

    const std::string& who() const { return who_; }
    void setWho(std::string who) { who_ = std::move(who); }

    // For the tables of this room. `Applier` brings the thing `key` to `state` (null: removes it); `verb` is
    // "undo" or "redo". `record` belongs to the transaction of the edit.
    using Applier = std::function<void(const std::string& key, const Json& state, const std::string& verb)>;
    void registerApplier(const std::string& entity, Applier applier);
    std::int64_t record(const std::string& action, std::span<const JournalChange> changes, bool undoable);

private:
    std::optional<JournalEdit> step(bool undo);

    StoreConnection& connection_;
    std::string who_;
    std::map<std::string, Applier> appliers_;
    int asGiven_ = 0; // AsGiven that live
};

} // namespace vrft
