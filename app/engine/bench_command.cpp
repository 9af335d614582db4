// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "app/engine/run_setup.h"
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/knowledge/task.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/trainer/step_benchmark.h"
#include "training/trainer/step_metrics.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace vrft::engine {

namespace {

struct BenchArguments {
    std::string policy;
    std::string dataset;
    std::string prompts;
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

StepTimes measureDataset(Policy& policy, const Dataset& dataset, const Recipe& recipe, int steps) {
    PromptBook prompts(policy, dataset, {knowledgeText(dataset.task), recipe.knowledgePrompt, recipe.prompt});
    return measureSteps(policy, prompts, recipe, steps);
}

// Lines of {"ids":[..]}: prompts as they are, without images.
std::vector<PromptInput> readPrompts(const Policy& policy, const std::filesystem::path& file) {
    std::vector<PromptInput> prompts;
    std::istringstream lines(readTextFile(file));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        const std::string where = fmt::format("{} line {}", file.string(), ++number);
        const Json json = parseJson(line, where);
        const Json ids = json.is_object() ? json.value("ids", Json()) : Json();
        if (!ids.is_array() ||
            !std::all_of(ids.begin(), ids.end(), [](const Json& id) { return id.is_number_integer(); }))
            throw Error(ErrorCode::InvalidFormat, "a line must be {\"ids\":[..]}", where,
                        "Write the token ids of one prompt a line");
        try {
            prompts.push_back(policy.encodeIds(ids.get<std::vector<int>>(), {}));
        } catch (const Error& problem) {
            throw problem.filledIn(where, "Write ids of this policy's vocabulary, without image tokens");
        }
    }
    if (prompts.empty())
        throw Error(ErrorCode::InvalidArgument, "there are no prompts to measure with", file.string(),
                    "Write the token ids of one prompt a line");
    return prompts;
}

void bench(const BenchArguments& arguments, const cli::Output& output) {
    setThreads(arguments.threads);
    const std::int64_t startBytes = peakMemoryBytes();
    const MachineReport machine = describeMachine();
    requireFastBlas(machine);
    std::optional<Dataset> dataset;
    if (arguments.prompts.empty()) dataset = readDataset(arguments.dataset);
    const auto place = dataset ? policyPlace(arguments.policy, {arguments.dataset}).place
                               : std::filesystem::path(arguments.policy);
    PresetContext context;
    if (dataset) context.kind = dataset->task.kind;
    context.large = describePolicy(basePolicyOf(place)).parameters >= kLargePolicyParameters;
    const Recipe recipe = resolveRecipe(arguments.recipe, context);
    PolicyOptions options = optionsFor(arguments.device);
    options.base = recipe.trainable.base;
    const std::unique_ptr<Policy> policy = loadPolicyOrRun(place, options);
    const MachineSpeed speed = measureMachine();
    const StepTimes times =
        dataset ? measureDataset(*policy, *dataset, recipe, arguments.steps)
                : measureSteps(*policy, readPrompts(*policy, arguments.prompts), recipe, arguments.steps);

    Json json = machineToJson(machine, speed);
    json["parameters"] = times.parameters;
    json["steps"] = times.steps;
    json["prompts"] = recipe.sampling.promptsPerStep;
    json["completions"] = recipe.sampling.completions;
    json["prompt_tokens"] = times.promptTokens;
    json["completion_tokens"] = times.completionTokens;
    json["wall_s"] = times.wall_s();
    json["process_s"] = times.process_s();
    json["start_bytes"] = startBytes;
    json["peak_bytes"] = peakMemoryBytes();
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
    auto* dataset = command->add_option("--dataset", arguments->dataset,
                                        "Dataset folder whose train split is asked; or --prompts");
    command
        ->add_option("--prompts", arguments->prompts,
                     "P.jsonl, lines of {\"ids\":[..]}: given token ids without images in place of a dataset")
        ->excludes(dataset);
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
    command->callback([&output, arguments] {
        if (arguments->dataset.empty() && arguments->prompts.empty())
            throw CLI::RequiredError("--dataset or --prompts");
        bench(*arguments, output);
    });
}

} // namespace vrft::engine
