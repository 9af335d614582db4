// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the policy named by --policy or --from lies, the same for every command.
//
// A folder, a run, the path of a link, or the name of a policy in the workspace of a folder that the command
// knows (a run, a dataset). Loads nothing. Thread rule: pure function. Errors: Error(NotFound) that says
// where it looked.
#pragma once

#include "core/policies/workspace_policies.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vrft::engine {

// `neighbours`: run and dataset folders, there or not; their workspace is two folders up.
PolicyPlace policyPlace(const std::filesystem::path& given,
                        const std::vector<std::filesystem::path>& neighbours = {});

} // namespace vrft::engine
