// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Starter packs: tasks with drafts of what is known, for an expert to check, and which classes of a workspace
// still wait for that.
//
// What waits stands in drafts.json of the workspace, beside the tasks: a task's own file knows no drafts.
// Errors: Error. Thread rule: `packs` any; drafts the workspace's thread (one writer).
#pragma once

#include "core/knowledge/task.h"

#include <QString>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vrft::ui {

struct Pack {
    QString about;  // one sentence
    QString source; // what it follows
    Task task;
};

std::vector<Pack> readPacks();

// Class ids by task id.
using Drafts = std::map<std::string, std::set<std::string>>;
Drafts readDrafts(const std::filesystem::path& workspace);
void writeDrafts(const std::filesystem::path& workspace, const Drafts& drafts);

} // namespace vrft::ui
