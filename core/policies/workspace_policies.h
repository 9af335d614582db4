// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The policies of a workspace: policies/NAME, policies/NAME.link.json (formats.md §2) and finished runs,
// which are policies too.
//
// A link never copies: it names a folder elsewhere and the hash its files had. Listing reads headers only;
// whether a link's files still have that hash is found out by whoever hashes them (a run's init). Thread
// rule: pure functions. Errors: vrft::Error naming file and what to do; trouble of one entry of a list is
// that entry's `problem`.
#pragma once

#include "core/policies/policy_files.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

struct PolicyEntry {
    enum class Kind { Folder, Link, Run };
    Kind kind = Kind::Folder;
    std::string name;                // of the folder, the link, or the run
    std::filesystem::path place;     // what a command takes as --policy: the policy's folder, or the run's
    std::filesystem::path folder;    // where the files lie; of a run: its start policy's
    std::optional<std::string> hash; // a link's: of its files when it was added
    PolicyDescription description;
    std::string problem; // in words; empty: it can be used
};

// Folders and links by name, then finished runs, the newest first.
std::vector<PolicyEntry> workspacePolicies(const std::filesystem::path& workspace);

struct PolicyLink {
    std::filesystem::path path;
    std::string hash;
};
PolicyLink readPolicyLink(const std::filesystem::path& file);

// Where the policy named or given lies. `given`: a folder, or the path of a link without ".link.json"; a bare
// name is looked for in `workspace`/policies, if one is given. `hash` as in PolicyEntry.
struct PolicyPlace {
    std::filesystem::path place;
    std::optional<std::string> hash;
};
PolicyPlace findPolicy(const std::filesystem::path& given,
                       const std::optional<std::filesystem::path>& workspace = {});

// Adds `folder` under `name`, with the hash of its files as policyHash gave it. Refuses a name that is taken
// or isn't one portable path component.
void linkPolicy(const std::filesystem::path& workspace, const std::string& name,
                const std::filesystem::path& folder, const std::string& hash);
// Copies `folder` to policies/`name`, whole or not at all; names as above.
void copyPolicy(const std::filesystem::path& workspace, const std::string& name,
                const std::filesystem::path& folder);
// A name that is free and portable, from the folder's own.
std::string freePolicyName(const std::filesystem::path& workspace, const std::filesystem::path& folder);

// Takes a policy out: a link is removed, a folder goes to the workspace's trash/. What it returns says which,
// and where a folder went.
struct PolicyRemoval {
    bool link = false;
    std::filesystem::path trash; // of a folder
};
PolicyRemoval removePolicy(const std::filesystem::path& workspace, const std::string& name);

} // namespace vrft
