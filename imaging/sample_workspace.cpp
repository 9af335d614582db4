// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sample_workspace.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/journal.h"
#include "core/store/plans.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/freeze.h"
#include "imaging/sources/phantom_study.h"

#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 3> kTasks{"severity", "malignancy", "lesion"};
constexpr std::array<const char*, 3> kPolicies{"base", "severity-start", "malignancy-start"};
constexpr int kMostPatients = 1'000'000;

struct Truth {
    std::string sopUid;
    PhantomTruth truth;
};

void say(const SampleOptions& options, const std::string& text) {
    if (options.onProgress) options.onProgress(text);
}

std::vector<Truth> importPhantoms(Workspace& workspace, const SampleOptions& options, ImportLedger& ledger) {
    ImportSettings settings;
    settings.onProgress = [&](const ImportLedger& so) {
        say(options, fmt::format("{} phantom images", so.found));
    };
    Importer importer(workspace, settings);
    std::vector<Truth> truths;
    for (int patient = 0; patient < options.patients; ++patient) {
        const int images = phantomImageCount(options.seed, patient);
        for (int image = 0; image < images; ++image) {
            const Phantom phantom = makePhantom(options.seed, patient, image);
            const DicomDraft draft = phantomDicom(options.seed, patient, image, phantom);
            truths.push_back({draft.instance.sopUid, phantom.truth});
            importer.add(draft.instance.source, makeDicom(draft));
        }
    }
    ledger = importer.finish();
    return truths;
}

// The class of a task a truth belongs to: by grade, or benign and malignant by id.
Annotation annotationOf(const Task& task, const Truth& truth) {
    Annotation annotation;
    annotation.task = task.id;
    annotation.image.sopUid = truth.sopUid;
    annotation.reader = "phantom";
    annotation.boxes = {truth.truth.box};
    annotation.attributes = truth.truth.attributes();
    if (task.kind == TaskKind::Grading) annotation.grade = truth.truth.grade();
    if (task.kind == TaskKind::Classification)
        annotation.label = truth.truth.malignant() ? "malignant" : "benign";
    return annotation;
}

Task importTask(Workspace& workspace, const fs::path& file) {
    const Task task = readTask(file);
    if (const auto there = workspace.tasks().find(task.id)) return *there; // perhaps edited by the user: kept
    workspace.tasks().put(task, "Sample task");
    return task;
}

void copyPolicy(const fs::path& from, const fs::path& to) {
    FolderDraft draft(to);
    copyFolder(from, draft.path());
    draft.publish();
}

} // namespace

// Splits are placed by name alone.
void checkSamplePatients(const SplitPlan& plan, const SampleOptions& options) {
    if (options.patients < 1 || options.patients > kMostPatients)
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} patients can't be made", options.patients),
                    "--patients", fmt::format("Choose 1 to {}", kMostPatients));
    std::array<int, 3> counts{};
    for (int patient = 0; patient < options.patients; ++patient)
        counts[static_cast<std::size_t>(placeGroup(plan.seed, phantomPatientId(patient), plan.ratios))] += 1;
    for (const Split split : kSplits)
        if (counts[static_cast<std::size_t>(split)] == 0)
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("the split {} would be empty with {} patients", splitName(split),
                                    options.patients),
                        "--patients", "Choose more patients, 20 or so");
}

SampleReport fillSampleWorkspace(Workspace& workspace, const SampleOptions& options) {
    checkSamplePatients(workspace.plans().require(kFirstPlan.name), options);
    const Journal::AsGiven asGiven(workspace.journal());
    SampleReport report;
    std::vector<Task> tasks;
    for (const char* id : kTasks)
        tasks.push_back(importTask(workspace, options.knowledge / (std::string(id) + ".json")));
    const std::vector<Truth> truths = importPhantoms(workspace, options, report.ledger);
    for (const Task& task : tasks) {
        std::vector<Annotation> annotations;
        for (const Truth& truth : truths)
            annotations.push_back(annotationOf(task, truth));
        workspace.annotations().put(annotations, "Truth of the phantoms");
        say(options, "freezing " + task.id);
        FreezeOptions freeze;
        freeze.task = task.id;
        freeze.program = options.program;
        report.datasets[task.id] = freezeDataset(workspace, freeze).frozen.dataset.folder;
    }
    for (const char* name : kPolicies) {
        const fs::path target = workspace.policiesFolder() / name;
        if (!fs::exists(target)) {
            if (!fs::exists(options.policies / name / "config.json")) {
                report.missingPolicies.push_back(name);
                continue;
            }
            copyPolicy(options.policies / name, target);
        }
        report.policies[name] = target;
    }
    return report;
}

} // namespace vrft
