// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/launch_offer.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/run/comparison.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "ui/workspace/class_names.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

// The first sample's image: what the others are like.
Size firstImageSize(const fs::path& folder) {
    std::ifstream lines(folder / kSamplesFile);
    std::string line;
    if (!std::getline(lines, line)) return {};
    const Sample sample = sampleFromJson(parseJson(line, (folder / kSamplesFile).string()), "samples.jsonl");
    return sample.images.empty() ? Size{} : sample.images.front().size();
}

int versionIn(const std::vector<std::string>& versions, const std::string& version) {
    const auto found = std::find(versions.begin(), versions.end(), version);
    return found == versions.end() ? 0 : static_cast<int>(found - versions.begin()) + 1;
}

void readFolder(OfferedDataset& offered, const StoredSources& stored) {
    const fs::path file = offered.folder / kDatasetFile;
    offered.dataset = datasetFromJson(readJsonFile(file), file.string());
    offered.dataset.folder = offered.folder;
    offered.dataset.task = readTask(offered.folder / kTaskFile);
    offered.imageSize = firstImageSize(offered.folder);
    for (const StoredTask& task : stored.tasks) {
        if (task.task.id != offered.dataset.task.id) continue;
        offered.renamed = renamedClasses(offered.dataset.task, task.task);
        if (!sameQuestion(task.task, offered.dataset.task)) continue;
        offered.present = task.task;
        offered.presentVersion = versionIn(task.versions, knowledgeVersion(task.task));
        offered.frozenVersion = versionIn(task.versions, knowledgeVersion(offered.dataset.task));
    }
}

std::optional<LastRun> newestRun(const fs::path& runs) {
    for (const fs::path& folder : runFoldersNewestFirst(runs)) {
        try {
            return LastRun{folder.filename().string(), readRun(folder)};
        } catch (const Error&) {
            continue; // a run of a newer program: the one before it is compared with
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<fs::path> runFoldersNewestFirst(const fs::path& runs) {
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(runs, ignored))
        if (isRun(entry.path()) && !entry.path().filename().string().starts_with('.'))
            folders.push_back(entry.path());
    std::sort(folders.rbegin(), folders.rend()); // names begin with date and time
    return folders;
}

const OfferedDataset* LaunchOffer::dataset(const std::string& hash) const {
    const auto found = std::find_if(datasets.begin(), datasets.end(),
                                    [&](const OfferedDataset& item) { return item.hash == hash; });
    return found == datasets.end() ? nullptr : &*found;
}

const PolicyEntry* LaunchOffer::policy(const fs::path& place) const {
    const auto found = std::find_if(policies.begin(), policies.end(),
                                    [&](const PolicyEntry& item) { return item.place == place; });
    return found == policies.end() ? nullptr : &*found;
}

const OfferedDataset* LaunchOffer::boxes() const {
    const auto found = std::find_if(datasets.begin(), datasets.end(), [](const OfferedDataset& item) {
        return item.problem.empty() && item.dataset.task.kind == TaskKind::Localisation;
    });
    return found == datasets.end() ? nullptr : &*found;
}

// Datasets frozen together, as the sample's are, count as equally new: the first of them.
const OfferedDataset* LaunchOffer::first() const {
    constexpr double kTogether_s = 60;
    const OfferedDataset* newest = nullptr;
    const OfferedDataset* withBoxes = nullptr;
    for (const OfferedDataset& item : datasets) {
        if (!item.problem.empty()) continue;
        if (item.dataset.task.kind == TaskKind::Localisation)
            withBoxes = withBoxes == nullptr ? &item : withBoxes;
        else if (newest == nullptr || newest->time - item.time < kTogether_s)
            newest = &item;
    }
    return newest != nullptr ? newest : withBoxes;
}

const PolicyEntry* LaunchOffer::startFor(const std::string& task) const {
    const PolicyEntry* best = nullptr;
    int rank = 0;
    for (const PolicyEntry& policy : policies) {
        if (!policy.problem.empty()) continue;
        const int own = policy.name == task + "-start" ? 3 : policy.name == "base" ? 2 : 1;
        if (own > rank) best = &policy;
        rank = std::max(rank, own);
    }
    return best;
}

StoredSources readStoredSources(Workspace& workspace) {
    StoredSources stored;
    stored.datasets = workspace.datasets().all();
    for (const Task& task : workspace.tasks().all()) {
        StoredTask& own = stored.tasks.emplace_back();
        own.task = task;
        for (const KnowledgeVersion& version : workspace.tasks().history(task.id))
            own.versions.push_back(version.version);
    }
    return stored;
}

std::vector<OfferedDataset> readOfferedDatasets(const fs::path& workspace, const StoredSources& stored) {
    std::vector<OfferedDataset> datasets;
    std::map<std::string, int> versions;
    for (const DatasetRow& row : stored.datasets) {
        OfferedDataset offered;
        offered.name = row.name;
        offered.hash = row.hash;
        offered.time = row.time;
        offered.version = ++versions[row.task];
        offered.folder = fs::path(row.folder).is_absolute() ? fs::path(row.folder) : workspace / row.folder;
        try {
            readFolder(offered, stored);
        } catch (const Error& problem) {
            offered.problem = problem.what();
        }
        datasets.push_back(std::move(offered));
    }
    std::reverse(datasets.begin(), datasets.end());
    return datasets;
}

LaunchOfferPointer readLaunchOffer(const fs::path& workspace, const StoredSources& stored) {
    auto offer = std::make_shared<LaunchOffer>();
    offer->workspace = workspace;
    offer->datasets = readOfferedDatasets(workspace, stored);
    offer->policies = workspacePolicies(workspace);
    offer->last = newestRun(workspace / "runs");
    offer->recipes = savedRecipes(workspace);
    return offer;
}

} // namespace vrft::ui
