// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "app/engine/run_setup.h"
#include "core/dataset/dataset.h"
#include "core/knowledge/task.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/trainer/step_benchmark.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace {

struct BenchArguments {
    std::string policy;
    std::string dataset;
    std::string recipe = "rft";
    int steps = 20;
    int threads = 1;
    std::string device = "auto";
};

Json phaseJson(const PhaseTime& phase) {
    return {
        {"phase", phase.name},
        {"wall_s", phase.wall_s},
        {"process_s", phase.process_s},
        {"tokens", phase.tokens},
        {"tokens_per_process_second", phase.process_s > 0 ? Json(phase.tokens / phase.process_s) : Json()}};
}

void say(const cli::Output& output, const StepTimes& times, const Recipe& recipe,
         const MachineReport& machine, const MachineSpeed& speed) {
    output.say(fmt::format("{} · LibTorch {} · {} · {} thread(s)", machine.cpu, machine.libtorch,
                           machine.blas, machine.threads));
    output.say(fmt::format("{:.1f} GFLOP/s matrix product, {:.1f} GB/s copy", speed.gemmGflops,
                           speed.copyBytesPerSecond / 1e9));
    output.say(
        fmt::format("{} parameters, {} prompts of {:.0f} tokens x {} completions of {:.1f} tokens, {} steps",
                    times.parameters, recipe.sampling.promptsPerStep, times.promptTokens,
                    recipe.sampling.completions, times.completionTokens, times.steps));
    output.say(fmt::format("{:<10} {:>9} {:>13} {:>10}", "phase", "wall ms", "processor ms", "tokens/s"));
    for (const PhaseTime& phase : times.phases)
        output.say(fmt::format("{:<10} {:>9.1f} {:>13.1f} {:>10.0f}", phase.name, 1000 * phase.wall_s,
                               1000 * phase.process_s,
                               phase.process_s > 0 ? phase.tokens / phase.process_s : 0));
    output.say(
        fmt::format("{:<10} {:>9.1f} {:>13.1f}", "step", 1000 * times.wall_s(), 1000 * times.process_s()));
}

void bench(const BenchArguments& arguments, const cli::Output& output) {
    setThreads(arguments.threads);
    const MachineReport machine = describeMachine();
    requireFastBlas(machine);
    const Dataset dataset = readDataset(arguments.dataset);
    const auto place = policyPlace(arguments.policy, {arguments.dataset}).place;
    PresetContext context;
    context.kind = dataset.task.kind;
    context.large = describePolicy(basePolicyOf(place)).parameters >= kLargePolicyParameters;
    const Recipe recipe = resolveRecipe(arguments.recipe, context);
    PolicyOptions options = optionsFor(arguments.device);
    options.base = recipe.trainable.base;
    const std::unique_ptr<Policy> policy = loadPolicyOrRun(place, options);
    PromptBook prompts(*policy, dataset,
                       {knowledgeText(dataset.task), recipe.knowledgePrompt, recipe.prompt});
    const MachineSpeed speed = measureMachine();
    const StepTimes times = measureSteps(*policy, prompts, recipe, arguments.steps);

    Json json = machineToJson(machine, speed);
    json["parameters"] = times.parameters;
    json["steps"] = times.steps;
    json["prompts"] = recipe.sampling.promptsPerStep;
    json["completions"] = recipe.sampling.completions;
    json["prompt_tokens"] = times.promptTokens;
    json["completion_tokens"] = times.completionTokens;
    json["wall_s"] = times.wall_s();
    json["process_s"] = times.process_s();
    json["phases"] = Json::array();
    for (const PhaseTime& phase : times.phases)
        json["phases"].push_back(phaseJson(phase));
    if (output.json) return output.document(json);
    say(output, times, recipe, machine, speed);
}

} // namespace

void addBenchCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "bench",
                                        "Time and tokens per second of a training step, part by part, beside "
                                        "the machine's matrix and copy speed");
    auto arguments = std::make_shared<BenchArguments>();
    command
        ->add_option("--policy", arguments->policy,
                     "Policy folder, a name in the workspace, or a run: its best checkpoint")
        ->required();
    command->add_option("--dataset", arguments->dataset, "Dataset folder whose train split is asked")
        ->required();
    command->add_option("--recipe", arguments->recipe, "Preset or F.json: prompts, completions, rewards")
        ->capture_default_str()
        ->check(cli::checked(recipeProblem));
    command->add_option("--steps", arguments->steps, "Steps to measure, after two to warm up")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 100'000));
    command->add_option("--threads", arguments->threads, "Threads to measure with")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1024));
    addDeviceOption(*command, arguments->device, "Where to measure");
    command->callback([&output, arguments] { bench(*arguments, output); });
}

} // namespace vrft::engine
