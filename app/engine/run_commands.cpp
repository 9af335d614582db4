// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "app/engine/run_packing.h"
#include "app/engine/run_setup.h"
#include "app/engine/train_report.h"
#include "training/machine.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

struct InitArguments {
    RunRequest request;
    std::string run;
    std::vector<std::string> datasets;
    std::string policy;
    std::string knowledge;
    std::string tokenFiles = "all";
    int steps = 0;
    std::uint64_t seed = 0;
};

void addInit(CLI::App& app, cli::Output& output) {
    CLI::App* command =
        cli::addCommand(app, output, "init", "Makes a run folder from a recipe, a dataset and a policy");
    auto arguments = std::make_shared<InitArguments>();
    command->add_option("run", arguments->run, "New run folder")->required();
    command
        ->add_option("--recipe", arguments->request.recipe,
                     "Preset (rft, rft+fuzzy, vrft-aug, sft, ...) or F.json")
        ->required();
    command
        ->add_option("--dataset", arguments->datasets,
                     "Dataset folder; localise=DIR gives the boxes of a localise stage")
        ->required();
    command->add_option("--policy", arguments->policy, "Policy folder, or a run: its best checkpoint")
        ->required();
    command->add_option("--knowledge", arguments->knowledge,
                        "Task file whose knowledge replaces the dataset's");
    CLI::Option* steps = command->add_option("--steps", arguments->steps, "Steps of stage main")
                             ->check(CLI::Range(1, 10'000'000));
    CLI::Option* seed = command->add_option("--seed", arguments->seed, "Seed of the run");
    command->add_option("--threads", arguments->request.threads, "Threads of the training")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    command
        ->add_option("--token-files", arguments->tokenFiles,
                     "Which token statistics stay: all, evaluations, last-N (texts and rewards always do)")
        ->capture_default_str();
    command->callback([&output, arguments, steps, seed] {
        RunRequest request = arguments->request;
        request.run = arguments->run;
        request.policy = arguments->policy;
        request.datasets = datasetArguments(arguments->datasets);
        request.tokenFiles = tokenRetentionFromText(arguments->tokenFiles, "--token-files");
        if (!arguments->knowledge.empty()) request.knowledge = fs::path(arguments->knowledge);
        if (*steps) request.steps = arguments->steps;
        if (*seed) request.seed = arguments->seed;
        RunSources sources;
        const RunInfo info =
            setUpRun(request, sources, [&output](const std::string& text) { output.note(text); });
        output.document({{"run", arguments->run},
                         {"steps", info.recipe.totalSteps()},
                         {"preset", info.recipe.preset},
                         {"policy_parameters", info.policy.parameters}});
    });
}

void addTrain(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "train", "Starts or resumes a run; Ctrl-C stops after the step with a checkpoint");
    auto run = std::make_shared<std::string>();
    auto datasets = std::make_shared<std::vector<std::string>>();
    auto policy = std::make_shared<std::string>();
    command->add_option("run", *run, "Run folder")->required();
    command->add_option("--dataset", *datasets, "NAME=DIR: another place of a dataset with an equal hash");
    command->add_option("--policy", *policy, "Another place of the start policy with an equal hash");
    command->callback([&output, run, datasets, policy] {
        requireFastBlas(describeMachine());
        TrainOptions options;
        options.datasets = datasetArguments(*datasets);
        if (!policy->empty()) options.policy = fs::path(*policy);
        reportTraining(*run, options, output);
    });
}

void addPackAndUnpack(CLI::App& app, cli::Output& output) {
    CLI::App* pack = cli::addCommand(
        app, output, "pack", "Copies a run with its datasets and policy into one folder for another machine");
    auto run = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    pack->add_option("run", *run, "Run folder")->required();
    pack->add_option("--out", *out, "New folder")->required();
    pack->callback([&output, run, out] {
        packRun(*run, *out);
        output.document({{"packed", *out}});
    });

    CLI::App* unpack = cli::addCommand(app, output, "unpack", "Brings a packed run into a workspace");
    auto packed = std::make_shared<std::string>();
    auto into = std::make_shared<std::string>();
    unpack->add_option("packed", *packed, "Packed folder")->required();
    unpack->add_option("--into", *into, "Workspace folder")->required();
    unpack->callback([&output, packed, into] {
        output.document({{"run", unpackRun(*packed, *into).string()}});
    });
}

} // namespace

void addRunCommands(CLI::App& app, cli::Output& output) {
    addInit(app, output);
    addTrain(app, output);
    addPackAndUnpack(app, output);
}

} // namespace vrft::engine
