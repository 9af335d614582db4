// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/run_arguments.h"

namespace vrft::engine {

RunRequest RunArguments::request(const std::filesystem::path& run) const {
    RunRequest request;
    request.run = run;
    request.recipe = recipe;
    request.policy = policy;
    request.datasets = datasetArguments(datasets);
    request.tokenFiles = tokenRetentionFromText(tokenFiles, "--token-files");
    request.threads = threads;
    if (!knowledge.empty()) request.knowledge = std::filesystem::path(knowledge);
    if (steps > 0) request.steps = steps;
    request.seed = seed;
    return request;
}

std::shared_ptr<RunArguments> addRunOptions(CLI::App& command) {
    auto arguments = std::make_shared<RunArguments>();
    command.add_option("--recipe", arguments->recipe, "Preset (rft, rft+fuzzy, vrft-aug, sft, ...) or F.json")
        ->required();
    command
        .add_option("--dataset", arguments->datasets,
                    "Dataset folder; localise=DIR gives the boxes of a localise stage")
        ->required();
    command
        .add_option("--policy", arguments->policy,
                    "Policy folder, a link in the workspace, or a run: its best checkpoint")
        ->required();
    command.add_option("--knowledge", arguments->knowledge,
                       "Task file whose knowledge replaces the dataset's");
    command.add_option("--steps", arguments->steps, "Steps of stage main")
        ->check(CLI::Range(1, 10'000'000));
    command.add_option("--seed", arguments->seed, "Seed of the run");
    command.add_option("--threads", arguments->threads, "Threads of the training")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    command
        .add_option("--token-files", arguments->tokenFiles,
                    "Which token statistics stay: all, evaluations, last-N (texts and rewards always do)")
        ->capture_default_str();
    return arguments;
}

} // namespace vrft::engine
