// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The runs of a study before anything is trained: what each is made of, whether those that are there already
// are of this study, and the folders of the others.
//
// Thread rule: pure functions. Errors: vrft::Error naming the run and what differs.
#pragma once

#include "app/engine/run_setup.h"
#include "core/run/study.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vrft::engine {

// A study's file with what its datasets and policies say.
struct StudyPlan {
    StudySpec spec;
    // Where the policy of each dataset lies: a folder as study.json says, or a name in the dataset's
    // workspace.
    std::map<std::string, std::filesystem::path> policies;
    std::vector<StudyCell> cells;
    std::vector<std::string> notes;
};

// Reads the tasks of the datasets and the headers of the policies, and nothing else of them.
StudyPlan openStudy(const std::filesystem::path& file);

RunRequest requestOf(const StudyPlan& plan, const StudyCell& cell);

// Throws Error(Mismatch) for the first cell whose run was made of something else than `requestOf` says: a
// cell is found by its folder's name, which tells nothing of policy, steps and content.
void requireSameCells(const StudyPlan& plan, RunSources& sources);

// Makes the run folders that aren't there yet. A cell whose policy can't be trained on its dataset is left
// out with the reason, and the others go on.
void setUpCells(StudyPlan& plan, RunSources& sources);

// Takes from the tables there are why cells without a run were left out: openStudy loads no policy.
void keepRefusals(StudyPlan& plan);

} // namespace vrft::engine
