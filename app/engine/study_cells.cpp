// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/study_cells.h"

#include "app/engine/policy_place.h"
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/policies/policy_files.h"
#include "training/policy_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kToldDifferences = 3;

std::string nameOf(const fs::path& folder) {
    const fs::path name = folder.filename();
    return (name.empty() ? folder.parent_path().filename() : name).string();
}

// The hash a run that starts from this run's best checkpoint records. Nothing stays.
std::string tunedHash(const fs::path& run, const fs::path& out) {
    makeFolders(out);
    FolderDraft draft(out / (nameOf(run) + "-compared")); // never published: its destructor takes it away
    loadPolicyOrRun(run)->save(draft.path() / "policy");
    return inspectPolicyFolder(draft.path() / "policy").hash;
}

std::string valueText(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? "nothing" : found->is_string() ? found->get<std::string>() : found->dump();
}

// "stages/0/steps 20, now 30"
void addRecipeDifferences(const Recipe& made, const Recipe& wanted, std::vector<std::string>& differences) {
    const Json before = recipeToJson(made).flatten();
    const Json after = recipeToJson(wanted).flatten();
    std::size_t more = 0;
    const auto tell = [&](const std::string& key) {
        if (differences.size() >= kToldDifferences) {
            ++more;
            return;
        }
        differences.push_back(
            fmt::format("{} {}, now {}", key.substr(1), valueText(before, key), valueText(after, key)));
    };
    for (const auto& [key, value] : before.items())
        if (!after.contains(key) || after.at(key) != value) tell(key);
    for (const auto& [key, value] : after.items())
        if (!before.contains(key)) tell(key);
    if (more > 0) differences.push_back(fmt::format("{} more of its recipe", more));
}

} // namespace

StudyPlan openStudy(const fs::path& file) {
    StudyPlan plan;
    plan.spec = readStudy(file);
    const fs::path folder = fs::absolute(file).lexically_normal().parent_path();
    std::map<std::string, StudyContext> contexts;
    std::vector<std::pair<std::string, Task>> tasks;
    for (const auto& [name, dataset] : plan.spec.datasets) {
        const fs::path& given = plan.spec.policyOf(name);
        const bool bare = given.parent_path() == folder && !fs::exists(given);
        const fs::path policy =
            policyPlace(bare ? given.filename() : given, {dataset, plan.spec.out / "run"}).place;
        plan.policies[name] = policy;
        tasks.emplace_back(name, readTask(dataset / kTaskFile));
        contexts[name] = {tasks.back().second.kind,
                          describePolicy(basePolicyOf(policy)).parameters >= kLargePolicyParameters};
    }
    plan.cells = expandStudy(plan.spec, [&](const std::string& name) { return contexts.at(name); });
    plan.notes = studyNotes(tasks);
    return plan;
}

RunRequest requestOf(const StudyPlan& plan, const StudyCell& cell) {
    RunRequest request;
    request.run = cell.run;
    request.strategy = cell.strategy;
    for (const auto& [name, folder] : plan.spec.datasets)
        if (name == cell.dataset) request.datasets["main"] = folder;
    if (const fs::path* localise = plan.spec.localiseOf(cell.dataset))
        request.datasets["localise"] = *localise;
    request.policy = plan.policies.at(cell.dataset);
    request.steps = plan.spec.steps;
    request.seed = cell.seed;
    request.threads = plan.spec.threads;
    return request;
}

void setUpCells(StudyPlan& plan, RunSources& sources) {
    for (StudyCell& cell : plan.cells) {
        if (cell.refused || cellFinished(cell) || isRun(cell.run)) continue;
        try {
            setUpRun(requestOf(plan, cell), sources);
        } catch (const Error& problem) {
            if (problem.code() != ErrorCode::Unsupported) throw;
            cell.refused = problem.summary();
        }
    }
}

void keepRefusals(StudyPlan& plan) {
    const fs::path file = plan.spec.out / "table.json";
    std::error_code code;
    if (!fs::exists(file, code)) return;
    const Json table = readJsonFile(file);
    requireFormat(table, 1, file.string());
    for (StudyCell& cell : plan.cells) {
        if (cell.refused || isRun(cell.run)) continue;
        for (const Json& row : table.value("rows", Json::array()))
            if (row.value("row", "") == cell.row && row.value("dataset", "") == cell.dataset &&
                row.contains("refused"))
                cell.refused = row.at("refused").get<std::string>();
    }
}

void requireSameCells(const StudyPlan& plan, RunSources& sources) {
    std::map<fs::path, std::string> tuned;
    for (const StudyCell& cell : plan.cells) {
        if (cell.refused || !isRun(cell.run)) continue;
        const RunInfo made = readRun(cell.run);
        const ResolvedRun wanted = resolveRun(requestOf(plan, cell), sources);
        std::string hash = wanted.info.policy.hash;
        if (wanted.tuned) {
            const auto [known, isNew] = tuned.try_emplace(wanted.policy);
            if (isNew) known->second = tunedHash(wanted.policy, plan.spec.out);
            hash = known->second;
        }
        std::vector<std::string> differences;
        if (made.policy.hash != hash)
            differences.push_back(
                fmt::format("policy {}, now {}",
                            made.policy.path == "policy" ? "of another run" : nameOf(made.policy.path),
                            nameOf(plan.spec.policyOf(cell.dataset))));
        for (const auto& [name, dataset] : wanted.info.datasets) {
            const auto before = made.datasets.find(name);
            if (before == made.datasets.end() || before->second.hash != dataset.hash)
                differences.push_back(
                    fmt::format("dataset {}{}, now {}", name == "main" ? "" : name + " ",
                                before == made.datasets.end() ? "none" : nameOf(before->second.path),
                                nameOf(dataset.path)));
        }
        for (const auto& [name, dataset] : made.datasets)
            if (!wanted.info.datasets.contains(name))
                differences.push_back(fmt::format("dataset {} {}, now none", name, nameOf(dataset.path)));
        addRecipeDifferences(made.recipe, wanted.info.recipe, differences);
        if (differences.empty()) continue;
        throw Error(
            ErrorCode::Mismatch,
            fmt::format("{} was made of something else: {}", nameOf(cell.run), fmt::join(differences, "; ")),
            cell.run.string(), "Choose another \"out\" in the study's file, or remove that folder");
    }
}

} // namespace vrft::engine
