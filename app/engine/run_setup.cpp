// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/run_setup.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/prompt/prompt.h"
#include "core/run/run_writer.h"
#include "training/checkpoint/policy_folder.h"
#include "training/machine.h"
#include "training/policy_source.h"

#include <fmt/format.h>

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
                                                 DatasetShelf& shelf) {
    std::map<std::string, const Dataset*> datasets;
    for (const auto& [name, folder] : places) {
        if (name != kMain && name != kLocalise)
            throw Error(ErrorCode::InvalidArgument, fmt::format("no stage uses a dataset named {}", name),
                        "--dataset", "Give DIR for the main dataset and localise=DIR for the boxes");
        datasets.emplace(name, &shelf.of(folder));
    }
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

// The task whose knowledge the run uses; it must ask the same of the same classes as the dataset's.
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

void copyPolicyFiles(const fs::path& from, const fs::path& to) {
    makeFolders(to);
    for (const fs::path& file : policyFiles(from)) {
        makeFolders((to / file).parent_path());
        fs::copy_file(from / file, to / file, fs::copy_options::none);
    }
}

} // namespace

std::pair<std::string, fs::path> datasetArgument(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return {kMain, text};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

Recipe resolveRecipe(const std::string& recipe, const PresetContext& context) {
    const std::span<const std::string_view> presets = presetNames();
    if (std::find(presets.begin(), presets.end(), recipe) != presets.end())
        return presetRecipe(recipe, context);
    if (!fs::exists(recipe))
        throw Error(ErrorCode::NotFound, fmt::format("\"{}\" is neither a preset nor a file", recipe),
                    "--recipe", "Presets: " + listed(presets));
    return recipeFromJson(readJsonFile(recipe), recipe, context);
}

const Dataset& DatasetShelf::of(const fs::path& folder) {
    const auto found = datasets_.find(folder);
    return found != datasets_.end() ? found->second
                                    : datasets_.emplace(folder, readDataset(folder)).first->second;
}

RunInfo setUpRun(const RunRequest& request, DatasetShelf& shelf) {
    const std::map<std::string, const Dataset*> datasets = datasetsOf(request.datasets, shelf);
    const Dataset& main = *datasets.at(kMain);
    const bool fromRun = isRun(request.policy);
    const PolicyFolderInfo policy =
        fromRun ? inspectPolicyFolder(basePolicyOf(request.policy)) : inspectPolicyFolder(request.policy);

    PresetContext context;
    context.kind = main.task.kind;
    context.large = policy.parameters >= kLargePolicyParameters;
    context.hasLocalise = datasets.contains(kLocalise);
    context.steps = request.steps;
    context.seed = request.seed;

    RunInfo info;
    info.recipe = resolveRecipe(request.recipe, context);
    for (const Stage& stage : info.recipe.stages) {
        const auto found = datasets.find(stage.dataset);
        if (found == datasets.end())
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("stage {} needs a dataset named {}", stage.name, stage.dataset),
                        "--dataset", fmt::format("Give --dataset {}=DIR", stage.dataset));
        checkRewards(stage.rewards, found->second->task);
    }
    const Task knowledge = knowledgeTask(request.knowledge, main);
    info.knowledge = {knowledgeVersion(knowledge), knowledgeText(knowledge)};
    info.promptTemplate = promptTemplateText(info.recipe.prompt);
    const std::string folderName = fs::absolute(request.run).lexically_normal().filename().string();
    checkRunName(folderName);
    info.id = folderName;
    info.name = folderName;
    for (const auto& [name, dataset] : datasets)
        info.datasets[name] = {dataset->hash, relativeToRun(request.run, dataset->folder)};
    info.policy = {policy.hash, relativeToRun(request.run, request.policy), policy.parameters};
    const MachineReport machine = describeMachine();
    info.versions = {machine.program, machine.commit, machine.libtorch, machine.blas};
    info.machine = {machine.cpu, request.threads, request.device};
    info.created = wallTime();

    if (fromRun) {
        // A tuned policy becomes a folder of its own inside the new run, so that the run stays complete.
        info.policy.path = "policy";
        const fs::path temporary = request.run.string() + ".policy";
        fs::remove_all(temporary);
        loadPolicyOrRun(request.policy)->save(temporary);
        info.policy.hash = inspectPolicyFolder(temporary).hash;
        createRun(request.run, info);
        fs::rename(temporary, request.run / "policy");
    } else {
        createRun(request.run, info);
    }
    RunWriter writer(request.run);
    for (const std::string& text : presetLeftOut(info.recipe.preset, context)) {
        RunEvent event;
        event.kind = EventKind::Phase;
        event.text = text;
        writer.event(event);
    }
    return info;
}

void packRun(const fs::path& run, const fs::path& out) {
    RunInfo info = readRun(run);
    if (fs::exists(out))
        throw Error(ErrorCode::AlreadyExists, "the folder to pack into exists already", out.string(),
                    "Choose another name");
    const fs::path temporary = out.string() + ".tmp";
    fs::remove_all(temporary);
    makeFolders(temporary);
    fs::copy(run, temporary, fs::copy_options::recursive);
    fs::remove(temporary / "run.lock");
    for (auto& [name, dataset] : info.datasets) {
        const fs::path source = resolveRunPath(run, dataset.path);
        readDataset(source);
        dataset.path = "packed/datasets/" + name;
        makeFolders(temporary / "packed" / "datasets");
        fs::copy(source, temporary / dataset.path, fs::copy_options::recursive);
    }
    if (const fs::path policy = resolveRunPath(run, info.policy.path); info.policy.path != "policy") {
        info.policy.path = "packed/policy";
        copyPolicyFiles(policy, temporary / info.policy.path);
    }
    writeRun(temporary, info);
    publishFolder(temporary, out);
}

fs::path unpackRun(const fs::path& packed, const fs::path& workspace) {
    RunInfo info = readRun(packed);
    const fs::path target = workspace / "runs" / info.id;
    const fs::path temporary = workspace / "runs" / (".tmp-" + info.id);
    if (fs::exists(target)) {
        const RunInfo present = readRun(target);
        if (present.policy.hash != info.policy.hash || present.created != info.created)
            throw Error(ErrorCode::AlreadyExists, "another run of that name is in the workspace",
                        target.string(), "Rename one of the two folders");
        std::error_code ignored;
        if (fs::file_size(target / "metrics.jsonl", ignored) >
                fs::file_size(packed / "metrics.jsonl", ignored) &&
            !ignored)
            throw Error(ErrorCode::Mismatch,
                        "the workspace's copy of this run went on further than the packed one",
                        target.string(), "Keep the workspace's copy, or move it away first");
    }
    makeFolders(workspace / "runs");
    fs::remove_all(temporary);
    fs::copy(packed, temporary, fs::copy_options::recursive);

    // A dataset or policy the workspace has already is used from there; the rest moves in.
    const auto adopt = [&](const fs::path& carried, const fs::path& wanted,
                           const std::function<bool(const fs::path&)>& same) {
        fs::path place = wanted;
        for (int n = 2; fs::exists(place) && !same(place); ++n)
            place = wanted.string() + fmt::format("-{}", n);
        if (!fs::exists(place)) {
            makeFolders(place.parent_path());
            fs::copy(carried, place, fs::copy_options::recursive);
        }
        return place;
    };
    for (auto& [name, dataset] : info.datasets) {
        const fs::path carried = resolveRunPath(packed, dataset.path);
        const Dataset read = readDataset(carried);
        const fs::path place =
            adopt(carried, workspace / "datasets" / fmt::format("{}-{}", read.name, read.hash.substr(0, 12)),
                  [&](const fs::path& other) { return readDataset(other).hash == read.hash; });
        dataset.path = relativeToRun(target, place);
    }
    if (info.policy.path != "policy") {
        const fs::path carried = resolveRunPath(packed, info.policy.path);
        const fs::path place =
            adopt(carried, workspace / "policies" / ("policy-" + info.policy.hash.substr(0, 12)),
                  [&](const fs::path& other) { return inspectPolicyFolder(other).hash == info.policy.hash; });
        info.policy.path = relativeToRun(target, place);
    }
    fs::remove_all(temporary / "packed");
    writeRun(temporary, info);
    fs::remove_all(target);
    publishFolder(temporary, target);
    return target;
}

} // namespace vrft::engine
