// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/wrapped_set.h"

#include "core/error.h"
#include "core/store/annotations_table.h"
#include "core/store/journal.h"
#include "core/store/plans.h"
#include "core/store/tasks_table.h"
#include "core/study/natural_order.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

struct Place {
    Split split;
    std::size_t index;
};

std::vector<Place> placesOf(const MedMnist& set) {
    std::vector<Place> places;
    for (const Split split : kSplits)
        for (std::size_t i = 0; i < set.parts[static_cast<std::size_t>(split)].count; ++i)
            places.push_back({split, i});
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
        return a.split == b.split ? a.index < b.index : splitName(a.split) < splitName(b.split);
    });
    return places;
}

// Kind and class ids decide whether the labels fit; names and knowledge may have been edited.
bool holdsLabels(const Task& task, const Task& published) {
    return task.kind == published.kind &&
           std::all_of(published.classes.begin(), published.classes.end(), [&](const TaskClass& entry) {
               const TaskClass* own = findClass(task, entry.id);
               return own != nullptr && own->grade == entry.grade;
           });
}

void makeTask(Workspace& workspace, const MedMnist& set) {
    const auto there = workspace.tasks().find(set.task.id);
    if (!there) {
        workspace.tasks().put(set.task, fmt::format("Import of {}", set.file.filename().string()));
    } else if (!holdsLabels(*there, set.task)) {
        throw Error(
            ErrorCode::Mismatch,
            fmt::format("the workspace has a task {} with other classes than the file's", set.task.id),
            set.file.string(), "Rename the file or the task");
    }
}

} // namespace

ImportLedger importMedMnist(const WorkspaceAccess& workspace, const MedMnist& set,
                            const ImportSettings& settings) {
    workspace.with([&](Workspace& store) {
        const Journal::AsGiven asGiven(store.journal());
        makeTask(store, set);
        store.plans().create({.name = set.stem, .official = true});
    });

    ImportSettings wrapped = settings;
    wrapped.link = false;
    // Published sets hold equal images with different official splits: they stay as published.
    wrapped.linking = {.linkAccessions = false, .linkPixels = false};
    Importer importer(workspace, wrapped);
    const std::vector<Place> places = placesOf(set);
    std::vector<PatientSplit> splits;
    std::vector<Annotation> annotations;
    importer.expect(static_cast<std::int64_t>(places.size()));
    for (const Place& place : places) {
        if (settings.cancelled && settings.cancelled()) {
            importer.commit();
            throw Error(ErrorCode::Cancelled, "the import was cancelled");
        }
        const DicomDraft draft = set.dicom(place.split, place.index);
        importer.add(draft.instance.source, makeDicom(draft), PatientIdentity::Assumed);
        splits.push_back({draft.patient.id, place.split});
        Annotation annotation;
        annotation.task = set.task.id;
        annotation.image.sopUid = draft.instance.sopUid;
        annotation.label = std::to_string(set.label(place.split, place.index));
        annotation.reader = "source";
        annotations.push_back(std::move(annotation));
    }
    ImportLedger ledger = importer.finish();
    workspace.with([&](Workspace& store) {
        const Journal::AsGiven asGiven(store.journal());
        store.plans().assign(set.stem, splits);
        store.annotations().put(annotations, fmt::format("Labels of {}", set.file.filename().string()));
    });
    ledger.notes.push_back(
        fmt::format("task and plan {} with {} labelled images", set.stem, annotations.size()));
    return ledger;
}

} // namespace vrft
