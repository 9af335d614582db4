// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/evaluate_policy.h"

#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "training/evaluate.h"
#include "training/machine.h"
#include "training/policy_source.h"

namespace vrft {

Json evaluatePolicy(const EvaluatePolicyRequest& request) {
    setThreads(request.threads);
    const Dataset dataset = readDataset(request.dataset);
    std::optional<RunInfo> run;
    if (isRun(request.policy)) run = readRun(request.policy);
    const std::unique_ptr<Policy> policy = loadPolicyOrRun(request.policy);

    PresetContext context;
    context.kind = dataset.task.kind;
    context.large = policy->parameterCount() >= kLargePolicyParameters;
    const Recipe plain = presetRecipe("rft", context);
    const Recipe recipe = request.recipe ? *request.recipe : run ? run->recipe : plain;

    PromptRules rules;
    rules.showKnowledge = recipe.knowledgePrompt;
    rules.templateId = recipe.prompt;
    if (request.knowledge)
        rules.knowledge = knowledgeText(*request.knowledge);
    else
        rules.knowledge = run ? run->knowledge.text : knowledgeText(dataset.task);

    EvaluationOptions options;
    options.split = request.split;
    options.imageGainSamples = recipe.evaluation.imageGainSamples;
    options.sampled = request.sampled;
    options.seed = recipe.seed;
    options.temperature = recipe.sampling.temperature;
    options.maxNewTokens = recipe.sampling.maxNewTokens;
    options.shouldStop = request.shouldStop;
    std::optional<Checkpoint> checkpoint;
    if (run) checkpoint = bestOrNewest(request.policy).found;
    if (checkpoint) options.step = checkpoint->step();

    PromptBook prompts(*policy, dataset, rules);
    const RewardSet rewards(plain.stages.front().rewards, dataset.task);
    EvaluationResult result = evaluate(*policy, prompts, rewards, options);
    if (result.sampledAccuracy) result.document["sampled_accuracy"] = *result.sampledAccuracy;
    if (checkpoint) result.document["checkpoint"] = checkpoint->folder.filename().string();
    return std::move(result.document);
}

} // namespace vrft
