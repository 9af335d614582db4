// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Tasks of a workspace with every version of their knowledge, by content hash (core/knowledge:
// knowledgeVersion).
//
// Deleting is a flag. Thread rule, errors: workspace.h.
#pragma once

#include "core/knowledge/task.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;
struct JournalChange;

struct KnowledgeVersion {
    std::string version;
    double time = 0;
    std::string who;
};

class TasksTable {
public:
    TasksTable(StoreConnection& connection, Journal& journal);

    // One edit; nothing if equal. Returns the knowledge version. Refused with Mismatch when annotations
    // wouldn't fit the changed task (a used class or grade gone, another kind).
    // `along`: changes of the same edit, written already.
    std::string put(const Task& task, const std::string& action, std::span<const JournalChange> along = {});
    void remove(const std::string& id, const std::string& action);

    std::vector<Task> all() const; // by id
    std::optional<Task> find(const std::string& id) const;
    Task require(const std::string& id) const; // NotFound, naming the tasks there are
    std::vector<KnowledgeVersion> history(const std::string& id) const; // oldest first
    Task atVersion(const std::string& id, const std::string& version) const;

private:
    StoreConnection& connection_;
    Journal& journal_;
};

} // namespace vrft
