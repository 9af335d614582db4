// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/policies.h"

#include "core/error.h"
#include "core/knowledge/task.h"
#include "core/policies/model_family.h"
#include "core/policies/workspace_policies.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <algorithm>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

void addRunsOwn(AskablePolicy& policy) {
    const RunInfo info = readRun(policy.place);
    if (!info.name.empty()) policy.name = shortRunName(info.name);
    policy.run = true;
    policy.created = info.created;
    if (const auto best = readBest(policy.place)) policy.bestStep = best->step;
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
            policy.units = policyBoxUnits(policy.folder);
            if (found.kind == PolicyEntry::Kind::Run) addRunsOwn(policy);
        } catch (const Error&) {
            continue; // its own page says why it can't be read
        }
        list.push_back(std::move(policy));
    }
    return list;
}

FirstToAsk firstToAsk(const std::vector<AskablePolicy>& policies, const std::string& task) {
    const auto indexOf = [&](auto&& fits) {
        const auto found = std::find_if(policies.begin(), policies.end(), fits);
        return found == policies.end() ? -1 : static_cast<int>(found - policies.begin());
    };
    if (const int run = indexOf([&](const AskablePolicy& item) { return item.run && item.task == task; });
        run >= 0)
        return {run, AskReason::TunedLast};
    const QString start = qs(task + "-start");
    if (const int own = indexOf([&](const AskablePolicy& item) { return !item.run && item.name == start; });
        own >= 0)
        return {own, AskReason::OwnStart};
    return {policies.empty() ? -1 : 0, AskReason::First};
}

} // namespace vrft::ui
