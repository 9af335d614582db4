// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/study_cells.h"

#include "app/engine/policy_place.h"
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

std::map<std::string, fs::path> studyPolicies(const StudySpec& spec, const fs::path& file) {
    std::map<std::string, fs::path> policies;
    const fs::path folder = fs::absolute(file).lexically_normal().parent_path();
    for (const auto& [name, dataset] : spec.datasets) {
        const fs::path& given = spec.policyOf(name);
        const bool bare = given.parent_path() == folder && !fs::exists(given);
        policies[name] = policyPlace(bare ? given.filename() : given, {dataset, spec.out / "run"}).place;
    }
    return policies;
}

RunRequest requestOf(const StudySpec& spec, const std::map<std::string, fs::path>& policies,
                     const StudyCell& cell) {
    RunRequest request;
    request.run = cell.run;
    request.recipe = cell.row;
    for (const auto& [name, folder] : spec.datasets)
        if (name == cell.dataset) request.datasets["main"] = folder;
    if (const fs::path* localise = spec.localiseOf(cell.dataset)) request.datasets["localise"] = *localise;
    request.policy = policies.at(cell.dataset);
    request.steps = spec.steps;
    request.seed = cell.seed;
    return request;
}

void requireSameCells(const StudySpec& spec, const std::map<std::string, fs::path>& policies,
                      const std::vector<StudyCell>& cells, RunSources& sources) {
    std::map<fs::path, std::string> tuned;
    for (const StudyCell& cell : cells) {
        if (cell.refused || !isRun(cell.run)) continue;
        const RunInfo made = readRun(cell.run);
        const ResolvedRun wanted = resolveRun(requestOf(spec, policies, cell), sources);
        std::string hash = wanted.info.policy.hash;
        if (wanted.tuned) {
            const auto [known, isNew] = tuned.try_emplace(wanted.policy);
            if (isNew) known->second = tunedHash(wanted.policy, spec.out);
            hash = known->second;
        }
        std::vector<std::string> differences;
        if (made.policy.hash != hash)
            differences.push_back(
                fmt::format("policy {}, now {}",
                            made.policy.path == "policy" ? "of another run" : nameOf(made.policy.path),
                            nameOf(spec.policyOf(cell.dataset))));
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
