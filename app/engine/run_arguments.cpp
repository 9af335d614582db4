// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/run_arguments.h"

#include "app/cli/usage.h"
#include "app/engine/device_option.h"
#include "core/error.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace {

std::string tokenFilesProblem(const std::string& text) {
    try {
        tokenRetentionFromText(text, "--token-files");
        return {};
    } catch (const Error& problem) {
        return fmt::format("{}. {}", problem.summary(), problem.next());
    }
}

} // namespace

RunRequest RunArguments::request(const std::filesystem::path& run) const {
    RunRequest request;
    request.run = run;
    request.recipe = recipe;
    request.policy = policy;
    request.datasets = datasetArguments(datasets);
    request.tokenFiles = tokenRetentionFromText(tokenFiles, "--token-files");
    request.threads = threads;
    request.ranks = ranks;
    request.device = device;
    if (!knowledge.empty()) request.knowledge = std::filesystem::path(knowledge);
    if (steps > 0) request.steps = steps;
    request.seed = seed;
    return request;
}

std::shared_ptr<RunArguments> addRunOptions(CLI::App& command) {
    auto arguments = std::make_shared<RunArguments>();
    command
        .add_option("--recipe", arguments->recipe, "Preset (rft, rft+fuzzy, vrft-aug, sft, ...) or F.json")
        ->required()
        ->check(cli::checked(recipeProblem));
    command
        .add_option("--dataset", arguments->datasets,
                    "Dataset folder; localise=DIR gives the boxes of a localise stage")
        ->required();
    command
        .add_option("--policy", arguments->policy,
                    "Policy folder, a name in the workspace, or a run: its best checkpoint")
        ->required();
    command.add_option("--knowledge", arguments->knowledge,
                       "Task file whose knowledge replaces the dataset's");
    command.add_option("--steps", arguments->steps, "Steps of stage main; else the recipe's")
        ->check(cli::wholeNumber(1, 10'000'000));
    command.add_option("--seed", arguments->seed, "Seed of the run");
    command.add_option("--threads", arguments->threads, "Threads of the training")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1024));
    command
        .add_option(
            "--ranks", arguments->ranks,
            "Parts of a step: engines that will train together (WORLD_SIZE); one alone gets the same bits")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 4096));
    addDeviceOption(command, arguments->device, "Where to train");
    command
        .add_option("--token-files", arguments->tokenFiles,
                    "Which token statistics stay: all, evaluations, last-N (texts and rewards always do)")
        ->capture_default_str()
        ->check(cli::checked(tokenFilesProblem));
    return arguments;
}

} // namespace vrft::engine
