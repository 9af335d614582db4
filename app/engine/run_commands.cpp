// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "app/engine/run_arguments.h"
#include "app/engine/run_packing.h"
#include "app/engine/run_setup.h"
#include "app/engine/train_report.h"
#include "training/machine.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

void addInit(CLI::App& app, cli::Output& output) {
    CLI::App* command =
        cli::addCommand(app, output, "init", "Makes a run folder from a recipe, a dataset and a policy");
    auto run = std::make_shared<std::string>();
    command->add_option("run", *run, "New run folder")->required();
    const std::shared_ptr<RunArguments> arguments = addRunOptions(*command);
    command->callback([&output, arguments, run] {
        RunSources sources;
        const RunInfo info = setUpRun(arguments->request(*run), sources,
                                      [&output](const std::string& text) { output.note(text); });
        output.document({{"run", *run},
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
