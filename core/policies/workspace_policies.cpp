// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/workspace_policies.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPolicies = "policies";
constexpr std::string_view kLinkEnd = ".link.json";

fs::path linkFile(const fs::path& path) {
    return path.string() + std::string(kLinkEnd);
}

// What is wrong with it instead of an exception: the others of the list stay usable.
void describe(PolicyEntry& entry) {
    try {
        entry.description = describePolicy(entry.folder);
    } catch (const Error& problem) {
        entry.problem = problem.what();
    } catch (const fs::filesystem_error& problem) {
        entry.problem = fmt::format("{} ({}).", problem.code().message(), entry.folder.string());
    }
}

PolicyEntry linked(const std::string& name, const fs::path& file) {
    PolicyEntry entry;
    entry.kind = PolicyEntry::Kind::Link;
    entry.name = name;
    try {
        const PolicyLink link = readPolicyLink(file);
        entry.folder = entry.place = link.path;
        entry.hash = link.hash;
    } catch (const Error& problem) {
        entry.problem = problem.what();
        return entry;
    }
    if (fs::is_directory(entry.folder))
        describe(entry);
    else
        entry.problem =
            fmt::format("The folder this policy is linked to isn't there ({}). Put it back, or take "
                        "the policy out and add it again.",
                        entry.folder.string());
    return entry;
}

std::vector<fs::directory_entry> entriesOf(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    if (!fs::is_directory(folder)) return entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (!entry.path().filename().string().starts_with('.')) entries.push_back(entry);
    return entries;
}

std::vector<PolicyEntry> finishedRuns(const fs::path& runs) {
    std::vector<PolicyEntry> found;
    for (const fs::directory_entry& entry : entriesOf(runs)) {
        if (!fs::exists(RunPaths{entry.path()}.finalEvaluation())) continue;
        PolicyEntry run;
        run.kind = PolicyEntry::Kind::Run;
        run.name = entry.path().filename().string();
        run.place = entry.path();
        try {
            const RunInfo info = readRun(run.place);
            run.folder = resolveRunPath(run.place, info.policy.path);
            run.description.parameters = info.policy.parameters;
        } catch (const Error& problem) {
            run.problem = problem.what();
        }
        if (run.problem.empty()) describe(run);
        found.push_back(std::move(run));
    }
    std::sort(found.begin(), found.end(),
              [](const PolicyEntry& a, const PolicyEntry& b) { return a.name > b.name; });
    return found;
}

bool taken(const fs::path& workspace, const std::string& name) {
    const fs::path place = workspace / kPolicies / name;
    return fs::exists(place) || fs::exists(linkFile(place));
}

void claimName(const fs::path& workspace, const std::string& name) {
    checkRunName(name);
    if (taken(workspace, name))
        throw Error(ErrorCode::AlreadyExists, fmt::format("there is a policy named {} already", name),
                    (workspace / kPolicies).string(), "Choose another name");
    makeFolders(workspace / kPolicies);
}

} // namespace

std::vector<PolicyEntry> workspacePolicies(const fs::path& workspace) {
    std::vector<PolicyEntry> found;
    for (const fs::directory_entry& entry : entriesOf(workspace / kPolicies)) {
        const std::string file = entry.path().filename().string();
        if (entry.is_directory()) {
            PolicyEntry policy;
            policy.name = file;
            policy.folder = policy.place = entry.path();
            describe(policy);
            found.push_back(std::move(policy));
        } else if (file.ends_with(kLinkEnd)) {
            found.push_back(linked(file.substr(0, file.size() - kLinkEnd.size()), entry.path()));
        }
    }
    std::sort(found.begin(), found.end(),
              [](const PolicyEntry& a, const PolicyEntry& b) { return a.name < b.name; });
    for (PolicyEntry& run : finishedRuns(workspace / "runs"))
        found.push_back(std::move(run));
    return found;
}

PolicyLink readPolicyLink(const fs::path& file) {
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    reader.find("format");
    PolicyLink link{reader.text("path"), reader.text("hash")};
    reader.finish();
    if (link.path.is_relative()) link.path = file.parent_path() / link.path;
    return link;
}

PolicyPlace findPolicy(const fs::path& given, const std::optional<fs::path>& workspace) {
    std::vector<fs::path> candidates = {given};
    if (workspace && given.is_relative() && given == given.filename())
        candidates.push_back(*workspace / kPolicies / given);
    for (const fs::path& candidate : candidates) {
        if (fs::exists(candidate)) return {candidate, {}};
        const fs::path file = linkFile(candidate);
        if (!fs::exists(file)) continue;
        const PolicyLink link = readPolicyLink(file);
        if (!fs::is_directory(link.path))
            throw Error(
                ErrorCode::NotFound,
                fmt::format("the folder that {} is linked to isn't there", candidate.filename().string()),
                link.path.string(), "Put it back, or take the policy out and add it again");
        return {link.path, link.hash};
    }
    return {given, {}}; // whoever opens it says what it isn't
}

void linkPolicy(const fs::path& workspace, const std::string& name, const fs::path& folder,
                const std::string& hash) {
    claimName(workspace, name);
    writeFileAtomic(
        linkFile(workspace / kPolicies / name),
        jsonPretty(
            {{"format", 1}, {"path", fs::absolute(folder).lexically_normal().string()}, {"hash", hash}}));
}

void copyPolicy(const fs::path& workspace, const std::string& name, const fs::path& folder) {
    claimName(workspace, name);
    FolderDraft draft(workspace / kPolicies / name);
    copyFolder(folder, draft.path());
    draft.publish();
}

std::string freePolicyName(const fs::path& workspace, const fs::path& folder) {
    fs::path path = folder.lexically_normal();
    if (path.filename().empty()) path = path.parent_path();
    std::string name;
    for (const char c : path.filename().string()) {
        const auto byte = static_cast<unsigned char>(c);
        name += std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' ? c : '-';
    }
    while (name.starts_with('.'))
        name.erase(0, 1);
    name.resize(std::min<std::size_t>(name.size(), 100));
    if (name.empty()) name = "policy";
    std::string free = name;
    for (int number = 2; taken(workspace, free); ++number)
        free = fmt::format("{}-{}", name, number);
    return free;
}

PolicyRemoval removePolicy(const fs::path& workspace, const std::string& name) {
    const fs::path place = workspace / kPolicies / name;
    if (fs::exists(linkFile(place))) {
        fs::remove(linkFile(place));
        syncFolder(place.parent_path());
        return {true, {}};
    }
    if (!fs::is_directory(place))
        throw Error(ErrorCode::NotFound, fmt::format("there is no policy named {}", name),
                    place.parent_path().string());
    const fs::path trash = workspace / "trash";
    makeFolders(trash);
    fs::path target = trash / ("policy-" + name);
    for (int number = 2; fs::exists(target); ++number)
        target = trash / fmt::format("policy-{}-{}", name, number);
    fs::rename(place, target);
    syncFolder(trash);
    syncFolder(place.parent_path());
    return {false, target};
}

} // namespace vrft
