// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/data/commands.h"
#include "app/data/ledger_listing.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/store/annotations_table.h"
#include "core/store/datasets_table.h"
#include "core/store/plans.h"
#include "core/store/studies_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <set>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

Json countsJson(const LibraryCounts& counts) {
    return {{"patients", counts.patients},
            {"studies", counts.studies},
            {"series", counts.series},
            {"instances", counts.instances},
            {"trashed", counts.trashed}};
}

Json studyJson(const StudyRow& row) {
    return {{"patient_id", row.patient.id},         {"patient_name", row.patient.name},
            {"study_uid", row.study.uid},           {"date", row.study.date},
            {"description", row.study.description}, {"accession", row.study.accession},
            {"modalities", row.modalities},         {"series", row.num_series},
            {"instances", row.num_instances}};
}

Json imageJson(const InstanceRow& row) {
    const Instance& instance = row.instance;
    return {{"sop_uid", instance.sopUid},   {"source", instance.source},   {"patient_id", row.patientId},
            {"study_uid", row.studyUid},    {"series_uid", row.seriesUid}, {"rows", instance.rows},
            {"columns", instance.columns},  {"frames", instance.frames},   {"sha256", instance.contentHash},
            {"stored", instance.storedPath}};
}

Json taskSummaries(Workspace& workspace) {
    Json list = Json::array();
    for (const Task& task : workspace.tasks().all())
        list.push_back({{"id", task.id},
                        {"kind", taskKindName(task.kind)},
                        {"name", task.name},
                        {"classes", task.classes.size()},
                        {"annotations", workspace.annotations().count(task.id)}});
    return list;
}

Json planSummaries(Workspace& workspace) {
    Json list = Json::array();
    for (const SplitPlan& plan : workspace.plans().all()) {
        const SplitPlanInfo info = workspace.plans().info(plan.name);
        list.push_back(
            {{"name", plan.name}, {"official", plan.official}, {"ratios", info.ratios}, {"seed", info.seed}});
    }
    return list;
}

// A dataset that came with an unpacked run: no image of this workspace was frozen into it.
Json unpackedSummary(const fs::path& folder) {
    Json summary = {{"name", ""},      {"hash", ""}, {"task", ""}, {"plan", ""}, {"folder", folder.string()},
                    {"unpacked", true}};
    try {
        const fs::path file = folder / kDatasetFile;
        const Dataset dataset = datasetFromJson(readJsonFile(file), file.string());
        summary["name"] = dataset.name;
        summary["hash"] = dataset.hash;
        summary["plan"] = dataset.splitPlan.name;
        summary["task"] = readTask(folder / kTaskFile).id;
    } catch (const Error& error) {
        summary["trouble"] = error.what();
    }
    return summary;
}

// Those frozen here, oldest first, then those that only lie there, by the folder's name.
Json datasetSummaries(Workspace& workspace) {
    Json list = Json::array();
    std::set<fs::path> known;
    for (const DatasetRow& row : workspace.datasets().all()) {
        const fs::path folder = workspace.filePath(row.folder);
        known.insert(folder.lexically_normal());
        list.push_back({{"name", row.name},
                        {"hash", row.hash},
                        {"task", row.task},
                        {"plan", row.plan},
                        {"folder", folder.string()},
                        {"unpacked", false}});
    }
    std::set<fs::path> others;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace.folder() / "datasets", code)) {
        const fs::path folder = entry.path().lexically_normal();
        if (!known.contains(folder) && fs::is_regular_file(folder / kDatasetFile, code))
            others.insert(folder);
    }
    for (const fs::path& folder : others)
        list.push_back(unpackedSummary(folder));
    return list;
}

void listForPeople(const cli::Output& output, const Json& document) {
    const Json& counts = document["counts"];
    output.say(fmt::format("{} patients, {} studies, {} images", counts["patients"].get<std::int64_t>(),
                           counts["studies"].get<std::int64_t>(), counts["instances"].get<std::int64_t>()));
    for (const Json& task : document["tasks"])
        output.say(fmt::format("task     {:<20} {}, {} annotations", task["id"].get<std::string>(),
                               task["kind"].get<std::string>(), task["annotations"].get<std::int64_t>()));
    for (const Json& plan : document["plans"])
        output.say("plan     " + plan["name"].get<std::string>());
    for (const Json& dataset : document["datasets"])
        output.say(fmt::format(
            "dataset  {:<20} {}{}", dataset["name"].get<std::string>(), dataset["folder"].get<std::string>(),
            dataset.contains("trouble")       ? ", can't be read: " + dataset["trouble"].get<std::string>()
            : dataset["unpacked"].get<bool>() ? ", unpacked with a run"
                                              : ""));
    for (const Json& study : document["studies"])
        output.say(fmt::format("study    {:<20} {} {} {} ({} images)", study["patient_id"].get<std::string>(),
                               study["date"].get<std::string>(), study["modalities"].get<std::string>(),
                               study["description"].get<std::string>(),
                               study["instances"].get<std::int64_t>()));
    const auto left =
        counts["studies"].get<std::int64_t>() - static_cast<std::int64_t>(document["studies"].size());
    if (left > 0) output.say(fmt::format("and {} more studies (--limit)", left));
}

void list(const cli::Output& output, const fs::path& folder, bool images, std::size_t limit) {
    const auto workspace = openWorkspace(output, folder);
    Json document = {{"workspace", workspace->folder().string()},
                     {"counts", countsJson(workspace->studies().counts())}};
    document["tasks"] = taskSummaries(*workspace);
    document["plans"] = planSummaries(*workspace);
    document["datasets"] = datasetSummaries(*workspace);
    document["studies"] = Json::array();
    const auto full = [limit](const Json& rows) { return limit > 0 && rows.size() >= limit; };
    for (const StudyRow& row : workspace->studies().studies()) {
        if (full(document["studies"])) break;
        document["studies"].push_back(studyJson(row));
    }
    if (images) {
        document["images"] = Json::array();
        for (const InstanceRow& row : workspace->studies().allInstances()) {
            if (full(document["images"])) break;
            document["images"].push_back(imageJson(row));
        }
    }
    if (output.json) return output.document(document);
    listForPeople(output, document);
    if (!images) return;
    for (const Json& image : document["images"])
        output.say(fmt::format("image    {} {}", image["sop_uid"].get<std::string>(),
                               image["source"].get<std::string>()));
}

std::unique_ptr<Workspace> withWarnings(const cli::Output& output, std::unique_ptr<Workspace> workspace) {
    for (const std::string& warning : workspace->warnings())
        output.note(warning);
    return workspace;
}

} // namespace

std::unique_ptr<Workspace> openWorkspace(const cli::Output& output, const fs::path& folder) {
    return withWarnings(output, Workspace::open(folder));
}

std::unique_ptr<Workspace> createWorkspace(const cli::Output& output, const fs::path& folder) {
    return withWarnings(output, Workspace::create(folder));
}

void addWorkspaceCommands(CLI::App& app, cli::Output& output) {
    struct Options {
        fs::path workspace;
        bool images = false;
        std::size_t limit = 0;
        LedgerOptions ledger;
    };
    const auto options = std::make_shared<Options>();

    CLI::App* init = cli::addCommand(app, output, "init", "Make a workspace");
    init->add_option("WS", options->workspace, "Folder of the workspace")->required();
    init->callback([options, &output] {
        const auto workspace = createWorkspace(output, options->workspace);
        if (output.json) return output.document({{"workspace", workspace->folder().string()}});
        output.say("Made the workspace " + workspace->folder().string());
    });

    CLI::App* listing =
        cli::addCommand(app, output, "list", "Studies, tasks, plans and datasets of a workspace");
    listing->add_option("WS", options->workspace, "Folder of the workspace")->required();
    listing->add_flag("--images", options->images, "Every image too, with its UID and source");
    listing->add_option("--limit", options->limit, "At most so many studies, and images (0: all)")
        ->capture_default_str()
        ->check(cli::wholeNumber(0, 1'000'000'000));
    CLI::Option* ledger =
        listing->add_flag("--ledger", options->ledger.wanted, "The fate of every file of an import instead");
    listing->add_option("--import", options->ledger.import, "Number of the import; else the newest")
        ->needs(ledger);
    listing->add_option("--state", options->ledger.state, "Only rows of this state")
        ->needs(ledger)
        ->check(cli::oneOf({"stored", "present", "conflict", "unreadable", "not_dicom"}));
    listing->add_option("--csv", options->ledger.csv, "Write the ledger to this file")->needs(ledger);
    listing->callback([options, &output] {
        if (!options->ledger.wanted) return list(output, options->workspace, options->images, options->limit);
        listLedger(output, *openWorkspace(output, options->workspace), options->ledger);
    });
}

} // namespace vrft::data
