// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a new run can be made of: the workspace's frozen datasets, its policies, saved recipes, the run
// before.
//
// An immutable picture, read off the window's thread from dataset.json, task.json, headers of weights and
// run.json; samples and weights stay unread. Trouble with one entry is its `problem`, in words. Thread rule:
// readLaunchOffer any thread; values that never change once handed out.
#pragma once

#include "core/dataset/dataset.h"
#include "core/policies/workspace_policies.h"
#include "core/run/run_folder.h"
#include "core/store/datasets_table.h"
#include "ui/runs/saved_recipes.h"

#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft {
class Workspace;
}

namespace vrft::ui {

struct OfferedDataset {
    std::string name;
    std::string hash;
    double time = 0; // it was frozen
    int version = 1; // among the workspace's datasets of this task, in order of freezing
    std::filesystem::path folder;
    Dataset dataset;             // without samples; task with the knowledge of the day of freezing
    Size imageSize;              // of its first image
    std::optional<Task> present; // the workspace's task of today, where it asks the same of the same classes
    int presentVersion = 0;      // of its knowledge, from 1
    int frozenVersion = 0;       // 0: not in the workspace's history
    QString renamed;             // classes that are called otherwise today (class_names.h); empty: none
    std::string problem;
};

struct LastRun {
    std::string name; // of its folder
    RunInfo info;
};

struct LaunchOffer {
    std::filesystem::path workspace;
    std::vector<OfferedDataset> datasets; // newest first
    std::vector<PolicyEntry> policies;
    std::optional<LastRun> last; // the newest run made
    std::vector<SavedRecipe> recipes;

    const OfferedDataset* dataset(const std::string& hash) const;
    const PolicyEntry* policy(const std::filesystem::path& place) const;
    const OfferedDataset* boxes() const; // the newest dataset of a localisation task
    // What is taken where nothing was chosen: the newest dataset, boxes alone last; the policy made for a
    // task, else the general one, else any that can be used. Null: there is none.
    const OfferedDataset* first() const;
    const PolicyEntry* startFor(const std::string& task) const;
};
using LaunchOfferPointer = std::shared_ptr<const LaunchOffer>;

// Run folders of WORKSPACE/runs by name, backwards: names begin with date and time. Any thread.
std::vector<std::filesystem::path> runFoldersNewestFirst(const std::filesystem::path& runs);

// What the store knows, asked on its thread; the rest is read from files.
struct StoredTask {
    Task task;
    std::vector<std::string> versions; // of its knowledge, oldest first
};
struct StoredSources {
    std::vector<DatasetRow> datasets; // oldest first
    std::vector<StoredTask> tasks;
};
StoredSources readStoredSources(Workspace& workspace); // on the store's thread
LaunchOfferPointer readLaunchOffer(const std::filesystem::path& workspace, const StoredSources& stored);
// The datasets alone, newest first.
std::vector<OfferedDataset> readOfferedDatasets(const std::filesystem::path& workspace,
                                                const StoredSources& stored);

} // namespace vrft::ui
