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

// What freezing needs of the workspace, read in one go: labels and splits as they are at one moment.
struct Inputs {
    Task task;
    SplitPlan plan;
    std::vector<LabelledImage> items;
    std::vector<fs::path> files;         // beside the items
    std::vector<std::string> pseudonyms; // beside the items
    std::int64_t disagreements = 0;
    DatasetOptions writer;
};

DraftSample draftOf(const Inputs& inputs, std::size_t index, const FreezeOptions& options) {
    const LabelledImage& item = inputs.items[index];
    RenderedFrame rendered = options.render ? options.render(inputs.files[index], item.frame, options.shown)
                                            : renderFrame(inputs.files[index], item.frame, options.shown);
    DraftSample sample;
    sample.split = *item.split;
    sample.patient = inputs.pseudonyms[index];
    sample.images.push_back({std::move(rendered.image), rendered.spacingMm, rendered.render});
    const Annotation& annotation = item.annotation;
    const TaskKind kind = inputs.task.kind;
    if (kind != TaskKind::Localisation) sample.target.label = annotation.label;
    if (kind == TaskKind::Grading) sample.target.grade = annotation.grade;
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

std::int64_t countDisagreements(Workspace& workspace, const FreezeOptions& options) {
    using Said = std::pair<std::optional<std::string>, std::optional<int>>;
    std::map<ImageRef, std::set<Said>> readings;
    for (const StoredAnnotation& stored : workspace.annotations().ofTask(options.task))
        if (!options.images || options.images->contains(stored.annotation.image))
            readings[stored.annotation.image].insert({stored.annotation.label, stored.annotation.grade});
    return std::count_if(readings.begin(), readings.end(),
                         [](const auto& image) { return image.second.size() > 1; });
}

Inputs readInputs(Workspace& workspace, const FreezeOptions& options) {
    Inputs inputs;
    inputs.task = workspace.tasks().require(options.task);
    inputs.plan = workspace.plans().require(options.plan);
    inputs.items = workspace.datasets().labelledImages(options.task, inputs.plan.name);
    if (options.images)
        std::erase_if(inputs.items, [&](const LabelledImage& item) {
            return !options.images->contains({item.instance.instance.sopUid, item.frame});
        });
    bool known = true;
    for (const LabelledImage& item : inputs.items) {
        inputs.files.push_back(workspace.filePath(item.instance.instance.storedPath));
        inputs.pseudonyms.push_back(workspace.pseudonym(item.groupName));
        known = known && item.identity == PatientIdentity::Known;
    }
    inputs.disagreements = countDisagreements(workspace, options);
    inputs.writer = writerOptions(workspace, options, known);
    return inputs;
}

// Renders and writes every image that can be; returns which sample is which image.
std::vector<SampleOrigin> writeImages(const Inputs& inputs, const FreezeOptions& options,
                                      DatasetWriter& writer, std::vector<LeftOut>& leftOut) {
    std::vector<SampleOrigin> origins;
    for (std::size_t i = 0; i < inputs.items.size(); ++i) {
        const LabelledImage& item = inputs.items[i];
        const Instance& instance = item.instance.instance;
        if (options.cancelled && options.cancelled())
            throw Error(ErrorCode::Cancelled, "freezing was stopped", inputs.task.id);
        if (options.onProgress) options.onProgress(i, inputs.items.size());
        if (!item.split) {
            leftOut.push_back(
                {instance.source, fmt::format("the plan {} doesn't know its patient", inputs.plan.name)});
            continue;
        }
        DraftSample draft;
        try {
            draft = draftOf(inputs, i, options);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            leftOut.push_back({instance.source, error.summary()});
            continue;
        }
        origins.push_back({writer.add(std::move(draft)), {instance.sopUid, item.frame}});
    }
    return origins;
}

} // namespace

FreezeReport freezeDataset(const WorkspaceAccess& access, const FreezeOptions& options) {
    const auto inputs = access.with([&](Workspace& workspace) { return readInputs(workspace, options); });
    DatasetWriter writer(inputs.writer);
    FreezeReport report;
    report.disagreements = inputs.disagreements;
    const std::vector<SampleOrigin> origins = writeImages(inputs, options, writer, report.leftOut);
    if (origins.empty() && !report.leftOut.empty()) {
        const LeftOut& first = report.leftOut.front();
        throw Error(
            ErrorCode::InvalidArgument,
            fmt::format("none of {} images can be taken; the first: {}", report.leftOut.size(), first.reason),
            first.source, "Look at the images, or choose another plan");
    }
    report.frozen = writer.finish();
    const Dataset& dataset = report.frozen.dataset;
    access.with([&](Workspace& workspace) {
        workspace.datasets().add({.name = dataset.name,
                                  .hash = dataset.hash,
                                  .task = inputs.task.id,
                                  .plan = inputs.plan.name,
                                  .folder = rememberedFolder(workspace, dataset.folder),
                                  .program = options.program,
                                  .time = dataset.madeTime},
                                 origins);
    });
    return report;
}

} // namespace vrft
