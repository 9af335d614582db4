// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Starter packs: tasks with drafts of what is known, for an expert to check (formats.md §3), and which
// classes of a workspace still wait for that.
//
// What waits stands in drafts.json of the workspace, beside the tasks: a task's own file knows no drafts.
// Errors: Error. Thread rule: values; drafts.json has one writer at a time, who holds the workspace.
#pragma once

#include "core/knowledge/task.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace vrft {

struct StarterPack {
    std::string about;  // one sentence
    std::string source; // what it follows
    Task task;
};

bool isStarterPack(const Json& document); // rather than a task itself
StarterPack starterPackFromJson(const Json& document, const std::string& where);

// Class ids by task id.
using Drafts = std::map<std::string, std::set<std::string>>;
Drafts readDrafts(const std::filesystem::path& workspace);
void writeDrafts(const std::filesystem::path& workspace, const Drafts& drafts);

} // namespace vrft
