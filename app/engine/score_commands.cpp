// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "app/engine/run_setup.h"
#include "core/files.h"
#include "core/reward/score_lines.h"
#include "core/run/run_folder.h"
#include "training/evaluate.h"
#include "training/machine.h"
#include "training/policy_source.h"

#include <fmt/format.h>
#include <iostream>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

void score(const std::string& rulesFile) {
    const LineScorer scorer(scoreRulesFromJson(readJsonFile(rulesFile), rulesFile));
    std::string line;
    for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
        if (line.empty()) continue;
        std::cout << scorer.scoreLine(line, "standard input", number) << '\n';
    }
}

// The figures that apply, one a line.
std::vector<std::string> evaluationWords(const Json& figures) {
    std::vector<std::string> lines = {fmt::format("split              {}, {} samples of {} patients",
                                                  figures.at("split").get<std::string>(),
                                                  figures.at("n").dump(), figures.at("patients").dump())};
    for (const char* key : {"accuracy", "majority", "balanced_accuracy", "qwk", "grade_error", "iou", "ap50",
                            "image_gain", "attributes_truth"}) {
        const auto found = figures.find(key);
        if (found == figures.end() || found->is_null()) continue;
        const Json& value = found->is_object() ? found->at("value") : *found;
        if (!value.is_number()) continue;
        std::string text = fmt::format("{:<18} {:.3f}", key, value.get<double>());
        if (found->is_object() && found->at("low").is_number())
            text += fmt::format(" ({:.3f} to {:.3f}, 95 % by patient)", found->at("low").get<double>(),
                                found->at("high").get<double>());
        lines.push_back(text);
    }
    return lines;
}

struct EvalArguments {
    std::string policy;
    std::string dataset;
    std::string split = "test";
    std::string recipe;
    std::string knowledge;
    std::string out;
    int maxSamples = 0;
    int threads = 1;
    std::string device = "auto";
};

// A run brings its own prompt, knowledge and rewards; a policy folder those of --recipe (plain rft without).
struct EvalRules {
    Recipe recipe;
    PromptRules prompt;
};

EvalRules rulesFor(const EvalArguments& arguments, const Dataset& dataset, bool largePolicy) {
    EvalRules rules;
    if (isRun(arguments.policy) && arguments.recipe.empty()) {
        const RunInfo info = readRun(arguments.policy);
        rules.recipe = info.recipe;
        rules.prompt.knowledge = info.knowledge.text;
    } else {
        PresetContext context;
        context.kind = dataset.task.kind;
        context.hasLocalise = true;
        context.large = largePolicy;
        rules.recipe = resolveRecipe(arguments.recipe.empty() ? "rft" : arguments.recipe, context);
        rules.prompt.knowledge = knowledgeText(dataset.task);
    }
    if (!arguments.knowledge.empty())
        rules.prompt.knowledge = knowledgeText(knowledgeTask(fs::path(arguments.knowledge), dataset));
    rules.prompt.showKnowledge = rules.recipe.knowledgePrompt;
    rules.prompt.templateId = rules.recipe.prompt;
    return rules;
}

Json evaluatePlace(EvalArguments arguments) {
    setThreads(arguments.threads);
    requireFastBlas(describeMachine());
    const Dataset dataset = readDataset(arguments.dataset);
    arguments.policy = policyPlace(arguments.policy, {arguments.dataset}).place.string();
    const std::unique_ptr<Policy> policy = loadPolicyOrRun(arguments.policy, optionsFor(arguments.device));
    const EvalRules rules = rulesFor(arguments, dataset, policy->parameterCount() >= kLargePolicyParameters);
    PromptBook prompts(*policy, dataset, rules.prompt);
    const RewardSet rewards(rules.recipe.stages.back().rewards, dataset.task);
    EvaluationOptions options;
    options.split = splitFromName(arguments.split, "--split");
    options.maxSamples = arguments.maxSamples;
    options.imageGainSamples = rules.recipe.evaluation.imageGainSamples;
    options.seed = rules.recipe.seed;
    options.temperature = rules.recipe.sampling.temperature;
    options.maxNewTokens = rules.recipe.sampling.maxNewTokens;
    options.sampled = false; // its figures aren't in the document
    std::optional<Checkpoint> checkpoint;
    if (isRun(arguments.policy)) checkpoint = bestOrNewest(arguments.policy).found;
    if (checkpoint) options.step = checkpoint->step();
    Json document = evaluate(*policy, prompts, rewards, options).document;
    if (checkpoint) document["checkpoint"] = checkpoint->folder.filename().string();
    if (!arguments.out.empty()) writeFileAtomic(arguments.out, jsonPretty(document));
    return document;
}

void addEval(CLI::App& app, cli::Output& output) {
    CLI::App* command =
        cli::addCommand(app, output, "eval", "Greedy answers on a split, with intervals by patient");
    auto arguments = std::make_shared<EvalArguments>();
    command
        ->add_option(
            "--policy", arguments->policy,
            "Policy folder, a name in the workspace, or a run: its best checkpoint and its own prompt")
        ->required();
    command->add_option("--dataset", arguments->dataset, "Dataset folder")->required();
    command->add_option("--split", arguments->split, "Part of the dataset")
        ->capture_default_str()
        ->check(cli::oneOf({"train", "val", "test"}));
    command->add_option("--recipe", arguments->recipe, "Preset or F.json: prompt, rewards, answer length")
        ->check(cli::checked(recipeProblem));
    command->add_option("--knowledge", arguments->knowledge,
                        "Task file whose knowledge is shown or compared with");
    command->add_option("--max-samples", arguments->maxSamples, "A fixed choice of so many samples (0: all)")
        ->capture_default_str()
        ->check(cli::wholeNumber(0, 1'000'000'000));
    command->add_option("--threads", arguments->threads, "Threads to compute with")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1024));
    addDeviceOption(*command, arguments->device);
    command->add_option("--out", arguments->out, "Also write the figures to this file");
    command->callback([&output, arguments] {
        const Json figures = evaluatePlace(*arguments);
        if (output.json) return output.document(figures);
        for (const std::string& text : evaluationWords(figures))
            output.say(text);
    });
}

} // namespace

void addScoreCommands(CLI::App& app, cli::Output& output) {
    addEval(app, output);
    CLI::App* command = cli::addCommand(
        app, output, "score", "Scores completions (JSON lines on stdin): rewards with reasons, line by line");
    auto rules = std::make_shared<std::string>();
    command->add_option("--rewards", *rules, "R.json: task, rewards, combine")->required();
    command->callback([rules] { score(*rules); });
}

} // namespace vrft::engine
