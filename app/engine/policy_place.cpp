// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/policy_place.h"

#include "core/error.h"
#include "training/policy_source.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

fs::path workspaceOf(const fs::path& neighbour) {
    fs::path folder = fs::absolute(neighbour).lexically_normal();
    if (folder.filename().empty()) folder = folder.parent_path(); // written with a slash at its end
    return folder.parent_path().parent_path();
}

// A folder of that name may be anything, such as the pictures a dataset was made of.
bool holdsPolicy(const fs::path& place) {
    return fs::exists(place / "config.json") || isTuned(place);
}

} // namespace

PolicyPlace policyPlace(const fs::path& given, const std::vector<fs::path>& neighbours) {
    const PolicyPlace direct = findPolicy(given);
    if (direct.place != given || holdsPolicy(given)) return direct;
    const bool name = given.is_relative() && given == given.filename();
    std::vector<std::string> looked = {given.string()};
    std::vector<std::string> known;
    for (const fs::path& neighbour : neighbours) {
        if (!name) break;
        const fs::path workspace = workspaceOf(neighbour);
        const std::string place = (workspace / "policies" / given).string();
        if (std::find(looked.begin(), looked.end(), place) != looked.end()) continue;
        looked.push_back(place);
        const PolicyPlace found = findPolicy(workspace / "policies" / given);
        if (found.hash || fs::exists(found.place)) return found;
        if (!fs::is_directory(workspace / "policies")) continue;
        for (const PolicyEntry& entry : workspacePolicies(workspace))
            if (entry.kind != PolicyEntry::Kind::Run) known.push_back(entry.name);
    }
    if (fs::exists(given)) return direct; // who loads it says which file is missing
    std::string next =
        "Give a policy folder, a run, or the name of a policy in the workspace of the dataset or run";
    if (!known.empty())
        next = fmt::format("There are: {}. A folder or a run will do too", fmt::join(known, ", "));
    if (name && neighbours.empty())
        next = fmt::format("This command knows no workspace: give the folder, such as WS/policies/{}",
                           given.string());
    throw Error(ErrorCode::NotFound, fmt::format("there is no policy \"{}\"", given.string()),
                fmt::format("looked at {}", fmt::join(looked, ", ")), next);
}

} // namespace vrft::engine
