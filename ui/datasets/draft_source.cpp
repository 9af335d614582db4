// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/draft_source.h"

#include "core/store/annotations_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"

namespace vrft::ui {

namespace {

std::set<ImageRef> findDisputed(Workspace& workspace, const std::string& task) {
    using Said = std::pair<std::optional<std::string>, std::optional<int>>;
    std::map<ImageRef, Said> first;
    std::set<ImageRef> disputed;
    for (const StoredAnnotation& stored : workspace.annotations().ofTask(task)) {
        const Annotation& annotation = stored.annotation;
        const auto [said, fresh] = first.try_emplace(annotation.image, annotation.label, annotation.grade);
        if (!fresh && said->second != Said(annotation.label, annotation.grade))
            disputed.insert(annotation.image);
    }
    return disputed;
}

} // namespace

DraftSourcePointer readDraftSource(Workspace& workspace, const std::string& task, const std::string& plan) {
    const auto found = workspace.tasks().find(task);
    if (!found) return nullptr;
    auto source = std::make_shared<DraftSource>();
    source->task = *found;
    const std::vector<KnowledgeVersion> history = workspace.tasks().history(task);
    const auto present = std::find_if(history.begin(), history.end(), [&](const KnowledgeVersion& version) {
        return version.version == knowledgeVersion(*found);
    });
    source->version =
        static_cast<std::size_t>(present - history.begin()) + (present != history.end() ? 1 : 0);
    source->workspace = workspace.folder();
    source->plans = workspace.plans().all();
    const auto chosen = workspace.plans().find(plan);
    const auto official = workspace.plans().find(task); // as an import of a published set makes it
    source->plan = chosen                           ? *chosen
                   : official && official->official ? *official
                                                    : workspace.plans().require(kFirstPlan.name);
    source->labelled = workspace.datasets().labelledImages(task, source->plan.name);
    for (const LabelledImage& item : source->labelled)
        source->files.push_back(workspace.filePath(item.instance.instance.storedPath).string());
    source->disputed = findDisputed(workspace, task);
    for (SplitAssignment& assignment : workspace.plans().assignments(source->plan.name))
        source->patients.emplace(assignment.patientId, assignment);
    for (DatasetRow& row : workspace.datasets().all())
        if (row.task == task) source->frozen.push_back(std::move(row));
    if (!source->frozen.empty())
        for (SampleOrigin& origin : workspace.datasets().origins(source->frozen.back().hash))
            source->lastOrigins.emplace(std::move(origin.sample), std::move(origin.image));
    return source;
}

} // namespace vrft::ui
