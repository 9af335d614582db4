// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/dry_run_words.h"
#include "app/engine/run_arguments.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/trainer/dry_run.h"
#include "training/trainer/stop_signals.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

// The folder that is there already and the run would lie in.
fs::path existing(fs::path folder) {
    while (!folder.empty() && !fs::exists(folder) && folder != folder.parent_path())
        folder = folder.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

void sayParts(cli::Output& output, const Json& line) {
    if (line.at("part") == "progress") {
        const int of = line.at("of").get<int>();
        const auto text = line.at("text").get<std::string>();
        output.progress(of > 0 ? fmt::format("{}: {} of {}", text, line.at("done").get<int>(), of) : text);
    }
    output.line(line);
    if (line.at("part") != "warnings" || output.json) return;
    output.endProgress();
    for (const std::string& text : warningWords(line.at("warnings")))
        output.say(text); // at once: what comes next may refuse the run
}

void dryRunCommand(const RunArguments& arguments, const fs::path& run, cli::Output& output) {
    setThreads(arguments.threads);
    requireFastBlas(describeMachine());
    const StopSignals signals;
    RunSources sources;
    ResolvedRun resolved = resolveRun(arguments.request(run), sources, PolicyCheck::Headers);
    if (resolved.tuned) resolved.info.policy.path = "policy"; // init copies it into the run
    DryRunRequest request;
    request.info = resolved.info;
    request.datasets = resolved.datasets;
    request.policyFolder = basePolicyOf(resolved.policy);
    request.runs = existing(fs::absolute(run).lexically_normal().parent_path());
    request.loadPolicy = [&] {
        const BaseWeights base = resolved.info.recipe.trainable.base;
        PolicyOptions options = optionsFor(resolved.info.machine.device);
        options.base = base;
        std::unique_ptr<Policy> policy = loadPolicyOrRun(resolved.policy, options);
        // As the policy that init writes into the run: one whole policy, its adapters merged.
        return resolved.tuned ? policy->clone(base) : std::move(policy);
    };
    request.tell = [&](const Json& line) { sayParts(output, line); };
    request.shouldStop = [] { return StopSignals::count() > 0; };
    Json document = dryRun(request);
    document["left_out"] = resolved.leftOut;
    document["recipe"] = recipeToJson(resolved.info.recipe);
    output.endProgress();
    if (output.json) return output.document(document);
    for (const std::string& text : dryRunWords(document))
        output.say(text);
}

} // namespace

void addDryRunCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "dry-run",
        "Tries a run as init would make it: reference answers, image tokens, the answers of step 1 "
        "with their rewards, memory, time, disk; in words, everything with --json. Nothing is kept");
    auto run = std::make_shared<std::string>();
    command->add_option("RUN", *run, "The run folder that init would make; it isn't made")->required();
    const std::shared_ptr<RunArguments> arguments = addRunOptions(*command);
    command->callback([&output, arguments, run] { dryRunCommand(*arguments, *run, output); });
}

} // namespace vrft::engine
