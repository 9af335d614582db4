// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "app/engine/run_arguments.h"
#include "app/engine/run_packing.h"
#include "app/engine/run_setup.h"
#include "app/engine/train_report.h"
#include "training/machine.h"
#include "training/parallel/ranks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> namesOf(const std::vector<fs::path>& folders) {
    std::vector<std::string> names;
    for (const fs::path& folder : folders)
        names.push_back(folder.string());
    return names;
}

void addInit(CLI::App& app, cli::Output& output) {
    CLI::App* command =
        cli::addCommand(app, output, "init", "Makes a run folder from a recipe, a dataset and a policy");
    auto run = std::make_shared<std::string>();
    command->add_option("RUN", *run, "New run folder")->required();
    const std::shared_ptr<RunArguments> arguments = addRunOptions(*command);
    command->callback([&output, arguments, run] {
        RunSources sources;
        const RunInfo info = setUpRun(arguments->request(*run), sources,
                                      [&output](const std::string& text) { output.note(text); });
        if (!output.json)
            return output.say(fmt::format("Made the run {}: {}, {} steps, policy of {} parameters", *run,
                                          info.recipe.preset, info.recipe.totalSteps(),
                                          info.policy.parameters));
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
    auto device = std::make_shared<std::string>();
    command->add_option("RUN", *run, "Run folder")->required();
    command->add_option("--dataset", *datasets, "NAME=DIR: another place of a dataset with an equal hash");
    command->add_option("--policy", *policy, "Another place of the start policy with an equal hash");
    addDeviceOption(*command, *device, "Another place to compute than the run was made for");
    command->callback([&output, run, datasets, policy, device] {
        requireFastBlas(describeMachine());
        const std::unique_ptr<Ranks> ranks = Ranks::fromEnvironment();
        TrainOptions options;
        options.ranks = ranks.get();
        options.datasets = datasetArguments(*datasets);
        if (!device->empty()) options.device = *device;
        if (!policy->empty()) options.policy = policyPlace(*policy, {fs::path(*run)}).place;
        reportTraining(*run, options, output);
    });
}

void addPackAndUnpack(CLI::App& app, cli::Output& output) {
    CLI::App* pack = cli::addCommand(
        app, output, "pack", "Copies a run with its datasets and policy into one folder for another machine");
    auto run = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    pack->add_option("RUN", *run, "Run folder")->required();
    pack->add_option("--out", *out, "New folder")->required();
    pack->callback([&output, run, out] {
        packRun(*run, *out);
        if (!output.json) return output.say("Packed the run with its datasets and policy into " + *out);
        output.document({{"packed", *out}});
    });

    CLI::App* unpack = cli::addCommand(app, output, "unpack", "Brings a packed run into a workspace");
    auto packed = std::make_shared<std::string>();
    auto into = std::make_shared<std::string>();
    unpack->add_option("PACKED", *packed, "Packed folder")->required();
    unpack->add_option("--into", *into, "Workspace, or a folder with runs in it")->required();
    unpack->callback([&output, packed, into] {
        const UnpackedRun unpacked = unpackRun(*packed, *into);
        if (output.json)
            return output.document(
                {{"run", unpacked.run.string()}, {"new_datasets", namesOf(unpacked.newDatasets)}});
        output.say("Unpacked the run to " + unpacked.run.string());
        // Somebody else's run may name a program of theirs: it would be started as whoever trains.
        for (const Stage& stage : readRun(unpacked.run).recipe.stages)
            for (const RewardSpec& reward : stage.rewards)
                if (!reward.command.empty())
                    output.say(fmt::format("Training it starts a program: {}. Look at it first",
                                           fmt::join(reward.command, " ")));
        // The list of datasets is the workspace's library, which the engine doesn't open.
        for (const fs::path& dataset : unpacked.newDatasets)
            output.say(fmt::format(
                "Its dataset came along as {}. The run and --dataset use it there; the workspace's "
                "list has only datasets frozen in it",
                dataset.string()));
    });
}

} // namespace

void addRunCommands(CLI::App& app, cli::Output& output) {
    addInit(app, output);
    addTrain(app, output);
    addPackAndUnpack(app, output);
}

} // namespace vrft::engine
