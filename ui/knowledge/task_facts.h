// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace knows about a task beside the task: its labels by class, examples with reasoning, images
// to show the prompt with, and the versions of its knowledge.
//
// Ownership: values. Errors: the store's. Thread rule: values; `readFacts` the workspace's thread.
#pragma once

#include "core/annotation/annotation.h"
#include "core/store/tasks_table.h"

#include <map>
#include <string>
#include <vector>

namespace vrft {
class Workspace;
}

namespace vrft::ui {

struct Exemplar {
    ImageRef image;
    std::string taskClass; // id
    std::string reader;
    std::string reasoning;
    std::vector<Box> boxes;
    bool operator==(const Exemplar&) const = default;
};

struct TaskFacts {
    std::string task;
    std::map<std::string, int> labels;   // of all readers, by class id
    std::map<std::string, int> accepted; // images whose label counts, by class id
    std::vector<Exemplar> exemplars;
    std::vector<ImageRef> images; // some that are labelled
    std::vector<KnowledgeVersion> history;
};

// `labels` false: the history alone.
TaskFacts readFacts(Workspace& workspace, const std::string& task, bool labels);

} // namespace vrft::ui
