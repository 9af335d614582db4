// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/task_facts.h"

#include "core/store/annotations_table.h"
#include "core/store/workspace.h"

namespace vrft::ui {

namespace {

constexpr std::size_t kMostExemplars = 60;
constexpr std::size_t kMostImages = 12;

} // namespace

TaskFacts readFacts(Workspace& workspace, const std::string& id, bool labels) {
    TaskFacts facts;
    facts.task = id;
    const auto task = workspace.tasks().find(id);
    if (!task) return facts;
    facts.history = workspace.tasks().history(id);
    if (!labels) return facts;
    const std::string only = task->kind == TaskKind::Localisation ? task->classes.front().id : std::string();
    for (const StoredAnnotation& stored : workspace.annotations().ofTask(id)) {
        const Annotation& said = stored.annotation;
        std::string label = said.label.value_or(only);
        if (!only.empty() && said.boxes.empty()) label.clear(); // the image shows none
        ++facts.labels[label];
        if (stored.accepted) {
            ++facts.accepted[label];
            if (facts.images.size() < kMostImages) facts.images.push_back(said.image);
        }
        const auto reasoning = targetReasoning(said);
        if (reasoning && !reasoning->empty() && facts.exemplars.size() < kMostExemplars)
            facts.exemplars.push_back({said.image, label, said.reader, *reasoning, said.boxes});
    }
    return facts;
}

} // namespace vrft::ui
