// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace knows that a dataset of one task can be made of, as a constant picture: labels, who
// differs, plans and who stands where in the chosen one, what was frozen before.
//
// Made on the workspace's thread in one go; decides nothing. Ownership: shared, constant. Thread rule:
// `readDraftSource` on the workspace's thread, values afterwards.
#pragma once

#include "core/store/datasets_table.h"
#include "core/store/plans.h"
#include "ui/datasets/draft_choice.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vrft {
class Workspace;
}

namespace vrft::ui {

struct DraftSource {
    Task task;
    std::size_t version = 0; // of its knowledge, counted from 1
    std::filesystem::path workspace;
    std::vector<SplitPlan> plans;
    SplitPlan
        plan; // the chosen one; where that isn't there, the official one of the task's name, else `main`
    std::vector<LabelledImage> labelled;             // accepted labels, in import order; splits of `plan`
    std::vector<std::string> files;                  // beside them, absolute
    std::set<ImageRef> disputed;                     // readers differ about them
    std::map<std::string, SplitAssignment> patients; // by PatientID, of `plan`
    std::vector<DatasetRow> frozen;                  // of the task, oldest first
    std::map<std::string, ImageRef> lastOrigins;     // of the newest of them, by sample
};
using DraftSourcePointer = std::shared_ptr<const DraftSource>;

// nullptr where the workspace has no such task.
DraftSourcePointer readDraftSource(Workspace& workspace, const std::string& task, const std::string& plan);

} // namespace vrft::ui
