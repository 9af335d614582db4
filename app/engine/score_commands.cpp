// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/evaluation_words.h"
#include "app/engine/policy_place.h"
#include "app/engine/run_setup.h"
#include "core/error.h"
#include "core/files.h"
#include "core/reward/score_lines.h"
#include "core/run/comparison.h"
#include "core/run/run_folder.h"
#include "training/evaluate.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/rewards/external_judge.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <set>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

void score(const std::string& rulesFile) {
    ScoreRules rules = scoreRulesFromJson(readJsonFile(rulesFile), rulesFile);
    const auto judge = ExternalJudge::of(rules.rewards, {});
    ExternalScorer external;
    if (judge)
        external = [&](const Json& question) {
            const std::size_t one = 1;
            return judge->judge(std::span(&question, 1), std::span(&one, 1)).front();
        };
    const LineScorer scorer(std::move(rules), std::move(external));
    std::string line;
    for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
        if (line.empty()) continue;
        std::cout << scorer.scoreLine(line, "standard input", number) << '\n';
    }
}

struct EvalArguments {
    std::string policy;
    std::vector<std::string> datasets;
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

// An external dataset is asked the same question, or its figures don't stand beside the first one's.
void requireSameQuestion(const Dataset& first, const Dataset& other) {
    const auto classesOf = [](const Task& task) {
        std::vector<std::string> ids;
        for (const TaskClass& one : task.classes)
            ids.push_back(one.grade ? fmt::format("{} ({})", one.id, *one.grade) : one.id);
        return ids;
    };
    if (sameQuestion(first.task, other.task)) return;
    throw Error(ErrorCode::Mismatch,
                fmt::format("the datasets ask different questions: {} of {}, {} of {}",
                            fmt::join(classesOf(first.task), ", "), first.task.id,
                            fmt::join(classesOf(other.task), ", "), other.task.id),
                other.folder.string(), "Evaluate it by itself, or with datasets of the same classes");
}

// Images of `other`'s part that the first dataset trains on: figures on them say nothing new.
std::int64_t sharedWithTraining(const Dataset& first, const Dataset& other, Split split) {
    std::set<std::string> trained;
    for (const Sample* sample : first.of(Split::Train))
        for (const SampleImage& image : sample->images)
            trained.insert(image.file);
    std::int64_t shared = 0;
    for (const Sample* sample : other.of(split))
        shared += std::any_of(sample->images.begin(), sample->images.end(),
                              [&](const SampleImage& image) { return trained.contains(image.file); })
                      ? 1
                      : 0;
    return shared;
}

Json evaluateOn(const Policy& policy, const Dataset& dataset, const EvalArguments& arguments,
                const std::optional<Checkpoint>& checkpoint) {
    const EvalRules rules = rulesFor(arguments, dataset, policy.parameterCount() >= kLargePolicyParameters);
    PromptBook prompts(policy, dataset, rules.prompt);
    const RewardSet rewards(rules.recipe.stages.back().rewards, dataset);
    EvaluationOptions options;
    options.split = splitFromName(arguments.split, "--split");
    options.maxSamples = arguments.maxSamples;
    options.imageGainSamples = rules.recipe.evaluation.imageGainSamples;
    options.blankImages = true;
    options.seed = rules.recipe.seed;
    options.temperature = rules.recipe.sampling.temperature;
    options.maxNewTokens = rules.recipe.sampling.maxNewTokens;
    options.sampled = false; // its figures aren't in the document
    if (checkpoint) options.step = checkpoint->step();
    Json document = evaluate(policy, prompts, rewards, options).document;
    if (checkpoint) document["checkpoint"] = checkpoint->folder.filename().string();
    return document;
}

// One document of one dataset; of several `{"format":1,"evaluations":[..]}`, each with its dataset.
Json evaluatePlaces(EvalArguments arguments, cli::Output& output) {
    const auto tell = [&output](const std::string& text, std::size_t done, std::size_t of) {
        output.progress(text);
        output.line({{"part", "progress"}, {"text", text}, {"done", done}, {"of", of}});
    };
    setThreads(arguments.threads);
    requireFastBlas(describeMachine());
    std::vector<Dataset> datasets;
    for (const std::string& folder : arguments.datasets) {
        datasets.push_back(readDataset(folder));
        requireSameQuestion(datasets.front(), datasets.back());
    }
    arguments.policy = policyPlace(arguments.policy, {arguments.datasets.front()}).place.string();
    tell("Loading the policy", 0, datasets.size());
    const std::unique_ptr<Policy> policy = loadPolicyOrRun(arguments.policy, optionsFor(arguments.device));
    std::optional<Checkpoint> checkpoint;
    if (isRun(arguments.policy)) checkpoint = bestOrNewest(arguments.policy).found;
    Json all = {{"format", 1}, {"evaluations", Json::array()}};
    for (const Dataset& dataset : datasets) {
        tell(fmt::format("Answering {}", dataset.name), all["evaluations"].size(), datasets.size());
        Json document = evaluateOn(*policy, dataset, arguments, checkpoint);
        if (datasets.size() > 1) {
            document["dataset"] = {{"name", dataset.name}, {"hash", dataset.hash}};
            document["shared_with_training"] =
                sharedWithTraining(datasets.front(), dataset, splitFromName(arguments.split, "--split"));
        }
        all["evaluations"].push_back(std::move(document));
    }
    output.endProgress();
    Json result = datasets.size() > 1 ? all : all["evaluations"].front();
    if (!arguments.out.empty()) writeFileAtomic(arguments.out, jsonPretty(result));
    return result;
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
    command
        ->add_option("--dataset", arguments->datasets,
                     "Dataset folder; several stand beside each other in one table, the first being the one "
                     "trained on")
        ->required();
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
        const Json figures = evaluatePlaces(*arguments, output);
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
