// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/policies.h"

#include "core/error.h"
#include "core/knowledge/task.h"
#include "core/run/run_folder.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kLink = ".link.json";

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        entries.push_back(entry.path());
    std::ranges::sort(entries);
    return entries;
}

void addPolicy(std::vector<PolicyEntry>& list, const fs::path& entry) {
    PolicyEntry policy;
    std::string name = entry.filename().string();
    if (name.size() > kLink.size() && name.ends_with(kLink)) {
        const Json link = readJsonFile(entry);
        if (!link.is_object() || !link.contains("path") || !link["path"].is_string()) return;
        policy.place = link["path"].get<std::string>();
        if (policy.place.is_relative()) policy.place = entry.parent_path() / policy.place;
        name.resize(name.size() - kLink.size());
    } else {
        policy.place = entry;
    }
    if (!fs::exists(policy.place / "config.json")) return;
    policy.name = qs(name);
    policy.folder = policy.place;
    list.push_back(std::move(policy));
}

void addRun(std::vector<PolicyEntry>& list, const fs::path& entry) {
    if (!isRun(entry)) return;
    const RunInfo info = readRun(entry);
    PolicyEntry policy;
    policy.name = qs(info.name.empty() ? info.id : info.name);
    policy.place = entry;
    policy.folder = resolveRunPath(entry, info.policy.path);
    policy.run = true;
    policy.knowledgePrompt = info.recipe.knowledgePrompt;
    policy.knowledge = info.knowledge.text;
    policy.maxNewTokens = info.recipe.sampling.maxNewTokens;
    if (const auto main = info.datasets.find("main"); main != info.datasets.end()) {
        const fs::path task = resolveRunPath(entry, main->second.path) / "task.json";
        if (fs::exists(task)) policy.task = readTask(task).id;
    }
    list.push_back(std::move(policy));
}

template <typename Add>
void addAll(std::vector<PolicyEntry>& list, const std::vector<fs::path>& entries, Add add) {
    for (const fs::path& entry : entries) {
        try {
            add(list, entry);
        } catch (const std::exception&) {
            continue; // unreadable: its own page says why
        }
    }
}

} // namespace

std::vector<PolicyEntry> readPolicies(const fs::path& workspace) {
    std::vector<PolicyEntry> list;
    addAll(list, entriesOf(workspace / "policies"), addPolicy);
    std::vector<fs::path> runs = entriesOf(workspace / "runs");
    std::ranges::reverse(runs);
    addAll(list, runs, addRun);
    return list;
}

} // namespace vrft::ui
