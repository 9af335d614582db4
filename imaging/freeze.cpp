// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/freeze.h"

#include "core/error.h"
#include "core/store/annotations_table.h"
#include "core/store/datasets_table.h"
#include "core/store/plans.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/dicom/render_frame.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

namespace vrft {

namespace fs = std::filesystem;

namespace {

DatasetOptions writerOptions(Workspace& workspace, const FreezeOptions& options, bool patientsKnown) {
    DatasetOptions writer;
    writer.task = workspace.tasks().require(options.task);
    writer.name = options.name.empty() ? options.task : options.name;
    writer.plan = workspace.plans().info(options.plan);
    writer.certificate.patientsKnown = patientsKnown;
    // Wrapped sets keep their published splits: nothing but the made-up PatientID links their images.
    if (!patientsKnown) writer.certificate.linkedBy = {"patient_id"};
    writer.program = options.program;
    writer.parent = options.out.value_or(workspace.datasetsFolder());
    writer.exactFolder = options.out.has_value();
    if (!options.out) writer.sharedImages = workspace.imagesFolder();
    return writer;
}

DraftSample draftOf(const Workspace& workspace, const LabelledImage& item, const Task& task) {
    RenderedFrame rendered = renderFrame(workspace.filePath(item.instance.instance.storedPath), item.frame);
    DraftSample sample;
    sample.split = *item.split;
    sample.patient = workspace.pseudonym(item.groupName);
    sample.images.push_back({std::move(rendered.image), rendered.spacingMm, rendered.render});
    const Annotation& annotation = item.annotation;
    if (task.kind != TaskKind::Localisation) sample.target.label = annotation.label;
    if (task.kind == TaskKind::Grading) sample.target.grade = annotation.grade;
    sample.target.boxes = annotation.boxes; // the whole frame is rendered, so its pixels are the dataset's
    sample.target.attributes = targetAttributes(annotation);
    sample.target.reasoning = targetReasoning(annotation);
    return sample;
}

// A folder inside the workspace is remembered relative to it, so that the workspace can move.
std::string rememberedFolder(const Workspace& workspace, const fs::path& folder) {
    const fs::path relative = fs::absolute(folder).lexically_normal().lexically_relative(
        fs::absolute(workspace.folder()).lexically_normal());
    const bool inside = !relative.empty() && *relative.begin() != "..";
    return inside ? relative.string() : fs::absolute(folder).lexically_normal().string();
}

std::int64_t countDisagreements(Workspace& workspace, const std::string& task) {
    using Said = std::pair<std::optional<std::string>, std::optional<int>>;
    std::map<ImageRef, std::set<Said>> readings;
    for (const StoredAnnotation& stored : workspace.annotations().ofTask(task))
        readings[stored.annotation.image].insert({stored.annotation.label, stored.annotation.grade});
    return std::count_if(readings.begin(), readings.end(),
                         [](const auto& image) { return image.second.size() > 1; });
}

} // namespace

FreezeReport freezeDataset(Workspace& workspace, const FreezeOptions& options) {
    const Task task = workspace.tasks().require(options.task);
    const SplitPlan plan = workspace.plans().require(options.plan);
    const std::vector<LabelledImage> items = workspace.datasets().labelledImages(options.task, plan.name);
    const bool known = std::all_of(items.begin(), items.end(), [](const LabelledImage& item) {
        return item.identity == PatientIdentity::Known;
    });
    DatasetWriter writer(writerOptions(workspace, options, known));
    FreezeReport report;
    std::vector<SampleOrigin> origins;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Instance& instance = items[i].instance.instance;
        if (options.onProgress) options.onProgress(i, items.size());
        if (!items[i].split) {
            report.leftOut.push_back(
                {instance.source, fmt::format("the plan {} doesn't know its patient", plan.name)});
            continue;
        }
        DraftSample draft;
        try {
            draft = draftOf(workspace, items[i], task);
        } catch (const Error& error) {
            report.leftOut.push_back({instance.source, error.summary()});
            continue;
        }
        origins.push_back({writer.add(std::move(draft)), {instance.sopUid, items[i].frame}});
    }
    report.frozen = writer.finish();
    report.disagreements = countDisagreements(workspace, task.id);
    const Dataset& dataset = report.frozen.dataset;
    workspace.datasets().add({.name = dataset.name,
                              .hash = dataset.hash,
                              .task = task.id,
                              .plan = plan.name,
                              .folder = rememberedFolder(workspace, dataset.folder),
                              .program = options.program,
                              .time = dataset.madeTime},
                             origins);
    return report;
}

} // namespace vrft
