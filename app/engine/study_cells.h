// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The runs of a study before anything is trained: what each is made of, and whether those that are there
// already are of this study.
//
// Makes no folder. Thread rule: pure functions. Errors: vrft::Error naming the run and what differs.
#pragma once

#include "app/engine/run_setup.h"
#include "core/run/queue.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vrft::engine {

// Where the policy of each dataset lies: a folder as study.json says, or a name in the dataset's workspace.
std::map<std::string, std::filesystem::path> studyPolicies(const StudySpec& spec,
                                                           const std::filesystem::path& file);

RunRequest requestOf(const StudySpec& spec, const std::map<std::string, std::filesystem::path>& policies,
                     const StudyCell& cell);

// Throws Error(Mismatch) for the first cell whose run was made of something else than `requestOf` says: a
// cell is found by its folder's name, which tells nothing of policy, steps and content.
void requireSameCells(const StudySpec& spec, const std::map<std::string, std::filesystem::path>& policies,
                      const std::vector<StudyCell>& cells, RunSources& sources);

} // namespace vrft::engine
