// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/rollout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/error.h"
#include "core/hash.h"
#include "training/rollout/shared_generation.h"

namespace vrft {

std::uint64_t rolloutSeed(std::uint64_t runSeed, int step, std::string_view sample, int k) {
    return seedFromText(fmt::format("rollout/{}/{}/{}/{}", runSeed, step, sample, k));
}

std::vector<RolloutGroup> sampleGroups(const Policy& policy, PromptBook& prompts,
                                       std::span<const Sample* const> samples,
                                       const RolloutOptions& options) {
    std::vector<RolloutGroup> groups;
    std::vector<GenerationRequest> requests;
    for (const Sample* sample : samples) {
        const SamplePrompt& prompt = prompts.of(*sample);
        groups.push_back({sample, &prompt, {}});
        GenerationRequest& request = requests.emplace_back();
        request.prompt = &prompt.input;
        for (int k = 0; k < options.sampling.completions; ++k)
            request.seeds.push_back(rolloutSeed(options.seed, options.step, sample->id, k));
    }
    SamplingOptions sampling;
    sampling.temperature = options.sampling.temperature;
    sampling.maxNewTokens = options.sampling.maxNewTokens;
    sampling.shouldStop = options.shouldStop;
    auto sampled = generateTogether(policy, requests, sampling, options.ranks);
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (Completion& completion : sampled[g])
            groups[g].completions.push_back({std::move(completion), {}, {}, {}, 0});
    return groups;
}

namespace {

RewardInput inputOf(const ScoredCompletion& completion, std::size_t length, const PromptBook& prompts,
                    const Sample& sample, const SamplePrompt& prompt) {
    RewardInput input;
    input.text = completion.text;
    input.target = &sample.target;
    input.knowledge = prompts.rules().knowledge;
    input.imageSize = prompt.imageSize;
    input.modelSize = prompt.textFrame;
    input.units = prompt.units;
    input.length = static_cast<int>(length);
    return input;
}

} // namespace

ScoredCompletion scoreCompletion(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                                 const Sample& sample, const SamplePrompt& prompt, Completion sampled) {
    ScoredCompletion scored;
    scored.text = policy.tokenizer().decode(sampled.ids);
    scored.reward = rewards.score(inputOf(scored, sampled.ids.size(), prompts, sample, prompt));
    if (scored.reward.parsed.think)
        scored.attributes =
            attributeTruth(prompts.dataset().task, sample.target, *scored.reward.parsed.think);
    scored.sampled = std::move(sampled);
    return scored;
}

void askExternal(ExternalJudge& judge, const RewardSet& rewards, const PromptBook& prompts,
                 std::span<const OpenScore> completions, std::span<const std::size_t> groups) {
    std::vector<Json> questions;
    for (const OpenScore& open : completions) {
        const ScoredCompletion& said = *open.completion;
        const RewardInput input = inputOf(said, said.sampled.ids.size(), prompts, *open.sample, *open.prompt);
        questions.push_back(externalQuestion(fmt::format("{}/{}", open.sample->id, questions.size()),
                                             open.sample->id, input, said.reward, rewards.task()));
    }
    const std::vector<ExternalScore> scores = judge.judge(questions, groups);
    for (std::size_t i = 0; i < completions.size(); ++i)
        rewards.takeExternal(completions[i].completion->reward, scores.at(i));
}

void scoreGroups(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                 std::vector<RolloutGroup>& groups, ExternalJudge* judge) {
    std::vector<OpenScore> open;
    std::vector<std::size_t> sizes;
    for (RolloutGroup& group : groups) {
        for (ScoredCompletion& completion : group.completions) {
            completion = scoreCompletion(policy, rewards, prompts, *group.sample, *group.prompt,
                                         std::move(completion.sampled));
            open.push_back({&completion, group.sample, group.prompt});
        }
        sizes.push_back(group.completions.size());
    }
    if (judge != nullptr) askExternal(*judge, rewards, prompts, open, sizes);
}

GroupValues setAdvantages(std::vector<RolloutGroup>& groups, std::span<const RewardSpec> specs,
                          Combine combine, AdvantageScale scale) {
    GroupValues totals;
    std::vector<RewardColumn> columns;
    for (const RewardSpec& spec : specs)
        columns.push_back({spec.weight, {}});
    for (const RolloutGroup& group : groups) {
        auto& row = totals.emplace_back();
        for (RewardColumn& column : columns)
            column.weighted.emplace_back();
        for (const ScoredCompletion& completion : group.completions) {
            row.push_back(completion.reward.total);
            for (std::size_t r = 0; r < columns.size(); ++r)
                columns[r].weighted.back().push_back(completion.reward.parts.at(r).weighted);
        }
    }
    const GroupValues values =
        combine == Combine::Sum ? advantages(totals, scale) : advantagesOfEach(columns, scale);
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (std::size_t k = 0; k < groups[g].completions.size(); ++k)
            groups[g].completions[k].advantage = values[g][k];
    return totals;
}

bool hasSignal(const RolloutGroup& group, Combine combine) {
    const auto differs = [&](auto value) {
        return std::ranges::any_of(group.completions, [&](const ScoredCompletion& completion) {
            return value(completion.reward) != value(group.completions.front().reward);
        });
    };
    if (group.completions.empty()) return false;
    if (combine == Combine::Sum) return differs([](const RewardResult& reward) { return reward.total; });
    for (std::size_t r = 0; r < group.completions.front().reward.parts.size(); ++r)
        if (differs([r](const RewardResult& reward) { return reward.parts.at(r).weighted; })) return true;
    return false;
}

CompletionRecord completionRecord(const ScoredCompletion& completion, CompletionKind kind, int step,
                                  const std::string& stage, const std::string& sample, int k) {
    CompletionRecord record;
    record.step = step;
    record.stage = stage;
    record.sample = sample;
    record.k = k;
    record.kind = kind;
    record.text = completion.text;
    record.think = completion.reward.parsed.think;
    record.answer = completion.reward.parsed.answer;
    record.boxes = completion.reward.boxes;
    record.rewards = completion.reward.parts;
    record.total = completion.reward.total;
    if (kind == CompletionKind::Rollout) record.advantage = completion.advantage;
    const auto& entropies = completion.sampled.entropies;
    record.length = static_cast<int>(completion.sampled.ids.size());
    record.truncated = completion.sampled.truncated;
    if (!entropies.empty())
        record.entropy =
            std::accumulate(entropies.begin(), entropies.end(), 0.0) / static_cast<double>(entropies.size());
    return record;
}

std::vector<TokenRecord> tokenRecords(const Completion& completion) {
    std::vector<TokenRecord> records;
    records.reserve(completion.ids.size());
    for (std::size_t i = 0; i < completion.ids.size(); ++i)
        records.push_back(
            {static_cast<std::uint32_t>(completion.ids[i]), completion.logProbs[i], completion.entropies[i]});
    return records;
}

} // namespace vrft
