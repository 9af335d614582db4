// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/policies.h"

#include "core/error.h"
#include "core/knowledge/task.h"
#include "core/policies/workspace_policies.h"
#include "core/run/run_folder.h"
#include "ui/widgets/text.h"

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

void addRunsOwn(AskablePolicy& policy) {
    const RunInfo info = readRun(policy.place);
    if (!info.name.empty()) policy.name = qs(info.name);
    policy.run = true;
    policy.knowledgePrompt = info.recipe.knowledgePrompt;
    policy.knowledge = info.knowledge.text;
    policy.maxNewTokens = info.recipe.sampling.maxNewTokens;
    if (const auto main = info.datasets.find("main"); main != info.datasets.end()) {
        const fs::path task = resolveRunPath(policy.place, main->second.path) / "task.json";
        if (fs::exists(task)) policy.task = readTask(task).id;
    }
}

} // namespace

std::vector<AskablePolicy> readPolicies(const fs::path& workspace) {
    std::vector<AskablePolicy> list;
    for (const PolicyEntry& found : workspacePolicies(workspace)) {
        if (!found.problem.empty()) continue;
        AskablePolicy policy;
        policy.name = qs(found.name);
        policy.place = found.place;
        policy.folder = found.folder;
        try {
            if (found.kind == PolicyEntry::Kind::Run) addRunsOwn(policy);
        } catch (const Error&) {
            continue; // its own page says why it can't be read
        }
        list.push_back(std::move(policy));
    }
    return list;
}

} // namespace vrft::ui
