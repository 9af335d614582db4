// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/run_setup.h"

#include "app/engine/policy_place.h"
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/prompt/prompt.h"
#include "core/reward/exemplars.h"
#include "core/run/recipe_warnings.h"
#include "core/run/run_writer.h"
#include "training/device.h"
#include "training/machine.h"
#include "training/trainer/sayable_answers.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMain = "main";
constexpr const char* kLocalise = "localise";

std::string listed(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

std::map<std::string, const Dataset*> datasetsOf(const std::map<std::string, fs::path>& places,
                                                 RunSources& sources) {
    std::map<std::string, const Dataset*> datasets;
    for (const auto& [name, folder] : places)
        datasets.emplace(name, &sources.dataset(folder));
    if (!datasets.contains(kMain))
        throw Error(ErrorCode::InvalidArgument, "the main dataset is missing", "--dataset",
                    "Give --dataset DIR");
    if (const auto found = datasets.find(kLocalise);
        found != datasets.end() && found->second->task.kind != TaskKind::Localisation)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("the localise dataset asks for {}", taskKindName(found->second->task.kind)),
                    found->second->folder.string(), "Give a dataset of a localisation task");
    return datasets;
}

// Every stage has a dataset that its rewards fit, every dataset but the two usual ones a stage.
void checkStages(const Recipe& recipe, const std::map<std::string, const Dataset*>& datasets) {
    std::set<std::string> used = {kMain, kLocalise}; // a preset may leave boxes aside, which the events say
    for (const Stage& stage : recipe.stages) {
        const auto found = datasets.find(stage.dataset);
        if (found == datasets.end())
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("stage {} needs a dataset named {}", stage.name, stage.dataset),
                        "--dataset", fmt::format("Give --dataset {}=DIR", stage.dataset));
        checkRewards(stage.rewards, found->second->task);
        checkExemplars(stage.rewards, *found->second);
        used.insert(stage.dataset);
    }
    for (const auto& [name, dataset] : datasets)
        if (!used.contains(name))
            throw Error(ErrorCode::InvalidArgument, fmt::format("no stage uses a dataset named {}", name),
                        "--dataset", "Give only the datasets that the recipe's stages name");
}

} // namespace

std::map<std::string, fs::path> datasetArguments(std::span<const std::string> texts) {
    std::map<std::string, fs::path> places;
    for (const std::string& text : texts) {
        // A folder's name may hold "=": the part before it is a dataset's name only when it looks like one.
        const std::size_t equals = text.find('=');
        const bool named =
            equals != std::string::npos && equals > 0 &&
            std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals),
                        [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
        const std::string name = named ? text.substr(0, equals) : kMain;
        const fs::path folder = named ? text.substr(equals + 1) : text;
        if (!places.emplace(name, folder).second)
            throw Error(ErrorCode::InvalidArgument, fmt::format("the dataset {} is given twice", name),
                        "--dataset", "Give each dataset once; others than the main one as NAME=DIR");
    }
    return places;
}

std::string recipeProblem(const std::string& recipe) {
    const std::span<const std::string_view> presets = presetNames();
    if (std::find(presets.begin(), presets.end(), recipe) != presets.end() || fs::exists(recipe)) return {};
    return fmt::format("\"{}\" is neither a preset nor a file. Presets: {}", recipe, listed(presets));
}

Recipe resolveRecipe(const std::string& recipe, const PresetContext& context) {
    const std::span<const std::string_view> presets = presetNames();
    if (std::find(presets.begin(), presets.end(), recipe) != presets.end())
        return presetRecipe(recipe, context);
    if (const std::string problem = recipeProblem(recipe); !problem.empty())
        throw Error(ErrorCode::NotFound, problem, "--recipe");
    return recipeFromJson(readJsonFile(recipe), recipe, context);
}

Task knowledgeTask(const std::optional<fs::path>& file, const Dataset& dataset) {
    if (!file) return dataset.task;
    Task task = readTask(*file);
    const auto same = [](const TaskClass& a, const TaskClass& b) {
        return a.id == b.id && a.grade == b.grade;
    };
    if (task.kind != dataset.task.kind ||
        !std::equal(task.classes.begin(), task.classes.end(), dataset.task.classes.begin(),
                    dataset.task.classes.end(), same))
        throw Error(ErrorCode::Mismatch, "the knowledge speaks of other classes than the dataset's task",
                    file->string(), "Give a task file with the classes of " + dataset.folder.string());
    return task;
}

const Dataset& RunSources::dataset(const fs::path& folder) {
    const auto found = datasets_.find(folder);
    return found != datasets_.end() ? found->second
                                    : datasets_.emplace(folder, readDataset(folder)).first->second;
}

const PolicyFolderInfo& RunSources::policy(const fs::path& folder, const std::vector<Stage>& stages,
                                           const std::map<std::string, const Dataset*>& datasets) {
    std::unique_ptr<Policy> policy;
    const auto found = policies_.find(folder);
    if (found == policies_.end()) policy = Policy::load(folder);
    for (const Stage& stage : stages) {
        const Dataset& dataset = *datasets.at(stage.dataset);
        const std::string said =
            fmt::format("{}\n{}\n{}", folder.string(), dataset.hash, methodName(stage.method));
        if (said_.contains(said)) continue;
        if (!policy) policy = Policy::load(folder);
        requireSayable(*policy, dataset, stage.method);
        said_.insert(said);
    }
    if (found != policies_.end()) return found->second;
    return policies_.emplace(folder, inspectPolicyFolder(folder)).first->second;
}

ResolvedRun resolveRun(const RunRequest& request, RunSources& sources, PolicyCheck check) {
    ResolvedRun run;
    run.datasets = datasetsOf(request.datasets, sources);
    const Dataset& main = *run.datasets.at(kMain);
    const PolicyPlace place = policyPlace(request.policy, {request.run, main.folder});
    run.policy = place.place;
    run.tuned = isTuned(run.policy);
    const fs::path base = basePolicyOf(run.policy);

    PresetContext context;
    context.kind = main.task.kind;
    PolicyFolderInfo policy;
    policy.parameters = describePolicy(base).parameters;
    context.large = policy.parameters >= kLargePolicyParameters;
    context.hasLocalise = run.datasets.contains(kLocalise);
    context.steps = request.steps;
    context.seed = request.seed;

    RunInfo& info = run.info;
    info.recipe = request.strategy ? strategyRecipe(*request.strategy, context)
                                   : resolveRecipe(request.recipe, context);
    checkStages(info.recipe, run.datasets);
    if (check == PolicyCheck::Load) policy = sources.policy(base, info.recipe.stages, run.datasets);
    if (check == PolicyCheck::Load && place.hash && *place.hash != policy.hash)
        throw Error(ErrorCode::Mismatch, "the files of this linked policy aren't those that were added",
                    base.string(), "Put the old files back, or take the policy out and add it again");
    run.leftOut = presetLeftOut(info.recipe.preset, context);
    const Task knowledge = knowledgeTask(request.knowledge, main);
    info.knowledge = {knowledgeVersion(knowledge), knowledgeText(knowledge)};
    info.promptTemplate = promptTemplateText(info.recipe.prompt);
    info.id = info.name = fs::absolute(request.run).lexically_normal().filename().string();
    for (const auto& [name, dataset] : run.datasets)
        info.datasets[name] = {dataset->hash, relativeToRun(request.run, dataset->folder)};
    info.policy = {policy.hash, relativeToRun(request.run, run.policy), policy.parameters};
    const MachineReport machine = describeMachine();
    info.versions = {machine.program, machine.commit, machine.libtorch, machine.blas};
    info.machine = {machine.cpu, request.threads, findDevice(request.device).str(), request.ranks};
    info.tokenFiles = request.tokenFiles;
    info.created = wallTime();
    return run;
}

RunInfo setUpRun(const RunRequest& request, RunSources& sources,
                 const std::function<void(const std::string&)>& say) {
    checkRunName(fs::absolute(request.run).lexically_normal().filename().string());
    FolderDraft draft(request.run);
    ResolvedRun run = resolveRun(request, sources);
    RunInfo& info = run.info;
    if (run.tuned) {
        // A tuned policy becomes a folder of its own inside the new run, so that the run stays complete.
        info.policy.path = "policy";
        loadPolicyOrRun(run.policy)->save(draft.path() / "policy");
        info.policy.hash = inspectPolicyFolder(draft.path() / "policy").hash;
    }
    createRunIn(draft.path(), info);
    RunWriter writer(draft.path());
    for (const std::string& text : run.leftOut) {
        RunEvent event;
        event.kind = EventKind::Phase;
        event.text = text;
        writer.event(event);
        if (say) say(text);
    }
    writer.syncedOffsets();
    draft.publish();
    if (!say) return info;
    for (const RecipeWarning& warning : recipeWarnings(info, run.datasets))
        say("warning: " + recipeWarningLine(warning));
    return info;
}

} // namespace vrft::engine
