// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_folder.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/count_field.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName = 120;

// The N of files named PREFIX N SUFFIX, ascending.
std::vector<int> numbersOf(const fs::path& folder, std::string_view prefix, std::string_view suffix) {
    std::vector<int> numbers;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix) || !name.ends_with(suffix) ||
            name.size() <= prefix.size() + suffix.size())
            continue;
        const char* first = name.data() + prefix.size();
        const char* last = name.data() + name.size() - suffix.size();
        int number = 0;
        const auto result = std::from_chars(first, last, number);
        if (result.ec == std::errc() && result.ptr == last && number > 0) numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

RunDataset runDatasetFromJson(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    return {reader.text("hash"), reader.text("path")};
}

void checkDatasets(const RunInfo& info, const std::string& where) {
    for (const Stage& stage : info.recipe.stages) {
        if (!info.datasets.contains(stage.dataset))
            throw Error(
                ErrorCode::InvalidFormat,
                fmt::format(
                    "the stage \"{}\" names the dataset \"{}\", and \"datasets\" has none of that name",
                    stage.name, stage.dataset),
                where, "Make the run again with all its datasets");
    }
}

} // namespace

fs::path RunPaths::completions(int number) const {
    if (number == kFinalCompletions) return finalCompletions();
    return folder / fmt::format("completions-{:04}.jsonl", number);
}
fs::path RunPaths::tokens(int number) const {
    return folder / fmt::format("tokens-{:04}.bin", number);
}
fs::path RunPaths::checkpoint(int step) const {
    return checkpoints() / fmt::format("step-{:06}", step);
}
fs::path RunPaths::evaluation(int step, const std::string& beginningStage) const {
    const std::string stage = beginningStage.empty() ? "" : "-" + beginningStage;
    return evaluations() / fmt::format("step-{:06}{}.json", step, stage);
}
std::vector<int> RunPaths::completionNumbers() const {
    return numbersOf(folder, "completions-", ".jsonl");
}
std::vector<int> RunPaths::tokenNumbers() const {
    return numbersOf(folder, "tokens-", ".bin");
}

Json runInfoToJson(const RunInfo& info) {
    Json json = {{"format", 1}, {"id", info.id}, {"name", info.name}, {"recipe", recipeToJson(info.recipe)}};
    json["knowledge"] = {{"version", info.knowledge.version}, {"text", info.knowledge.text}};
    json["prompt_template"] = info.promptTemplate;
    json["datasets"] = Json::object();
    for (const auto& [name, dataset] : info.datasets)
        json["datasets"][name] = {{"hash", dataset.hash}, {"path", dataset.path}};
    json["policy"] = {
        {"hash", info.policy.hash}, {"path", info.policy.path}, {"parameters", info.policy.parameters}};
    json["versions"] = {{"program", info.versions.program},
                        {"commit", info.versions.commit},
                        {"libtorch", info.versions.libtorch},
                        {"blas", info.versions.blas}};
    json["machine"] = {
        {"cpu", info.machine.cpu}, {"threads", info.machine.threads}, {"device", info.machine.device}};
    if (info.machine.ranks != 1) json["machine"]["ranks"] = info.machine.ranks;
    json["token_files"] = tokenRetentionText(info.tokenFiles);
    json["created"] = info.created;
    return json;
}

RunInfo runInfoFromJson(const Json& json, const std::string& where) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    RunInfo info;
    info.id = reader.text("id");
    info.name = reader.text("name");
    info.recipe = resolvedRecipeFromJson(reader.require("recipe"), reader.at("recipe"));
    ObjectReader knowledge(reader.require("knowledge"), reader.at("knowledge"));
    info.knowledge = {knowledge.text("version"), knowledge.text("text")};
    info.promptTemplate = reader.text("prompt_template");
    const Json& datasets = reader.require("datasets");
    if (!datasets.is_object()) reader.fail("datasets", "must be an object");
    for (const auto& [name, dataset] : datasets.items())
        info.datasets[name] = runDatasetFromJson(dataset, reader.at("datasets: " + name));
    ObjectReader policy(reader.require("policy"), reader.at("policy"));
    info.policy = {policy.text("hash"), policy.text("path"), policy.integer("parameters")};
    ObjectReader versions(reader.require("versions"), reader.at("versions"));
    info.versions = {versions.text("program"), versions.text("commit", ""), versions.text("libtorch", ""),
                     versions.text("blas", "")};
    ObjectReader machine(reader.require("machine"), reader.at("machine"));
    info.machine = {machine.text("cpu", ""), countField(machine, "threads"), machine.text("device")};
    if (machine.has("ranks")) info.machine.ranks = countField(machine, "ranks");
    info.tokenFiles = tokenRetentionFromText(reader.text("token_files", "all"), reader.at("token_files"));
    info.created = reader.number("created");
    checkDatasets(info, where);
    return info;
}

RunInfo readRun(const fs::path& folder) {
    if (!isRun(folder))
        throw Error(ErrorCode::NotFound, "this folder is no run: it has no run.json", folder.string(),
                    "Make a run with: vrftaug-engine init");
    const fs::path file = RunPaths{folder}.info();
    return runInfoFromJson(readJsonFile(file), file.string());
}

void writeRun(const fs::path& folder, const RunInfo& info) {
    const fs::path file = RunPaths{folder}.info();
    checkDatasets(info, file.string());
    writeFileAtomic(file, jsonPretty(runInfoToJson(info)));
}

void createRunIn(const fs::path& folder, const RunInfo& info) {
    const RunPaths paths{folder};
    checkDatasets(info, paths.info().string());
    makeFolders(paths.checkpoints());
    makeFolders(paths.evaluations());
    writeRun(folder, info);
}

void createRun(const fs::path& folder, const RunInfo& info) {
    FolderDraft draft(folder);
    createRunIn(draft.path(), info);
    draft.publish();
}

bool isRun(const fs::path& folder) {
    std::error_code code;
    return fs::is_regular_file(RunPaths{folder}.info(), code);
}

std::string runFolderName(std::time_t when, const std::string& name) {
    checkRunName(name);
    std::tm local{};
    ::localtime_r(&when, &local);
    return fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}-{}", local.tm_year + 1900, local.tm_mon + 1,
                       local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, name);
}

void checkRunName(const std::string& name) {
    const auto refuse = [&name](const std::string& why) {
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" can't name a run: {}", name, why), "",
                    "Use letters, digits, points, + - and _");
    };
    if (name.empty()) refuse("it is empty");
    if (name.size() > kLongestName) refuse(fmt::format("it has more than {} bytes", kLongestName));
    if (name.front() == '.') refuse("it begins with a point");
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) refuse("it holds a control character");
        if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
            refuse(fmt::format("it holds {}", c));
    }
}

std::string relativeToRun(const fs::path& run, const fs::path& target) {
    const fs::path relative = fs::weakly_canonical(fs::absolute(target))
                                  .lexically_relative(fs::weakly_canonical(fs::absolute(run)));
    return relative.generic_string();
}

fs::path resolveRunPath(const fs::path& run, const std::string& path) {
    return (fs::weakly_canonical(fs::absolute(run)) / fs::path(path)).lexically_normal();
}

double wallTime() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace vrft
