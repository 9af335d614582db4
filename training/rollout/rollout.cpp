// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/rollout.h"

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

ScoredCompletion scoreCompletion(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                                 const Sample& sample, const SamplePrompt& prompt, Completion sampled) {
    ScoredCompletion scored;
    scored.text = policy.tokenizer().decode(sampled.ids);
    RewardInput input;
    input.text = scored.text;
    input.target = &sample.target;
    input.knowledge = prompts.rules().knowledge;
    input.imageSize = prompt.imageSize;
    input.modelSize = prompt.textFrame;
    input.units = prompt.units;
    input.length = static_cast<int>(sampled.ids.size());
    scored.reward = rewards.score(input);
    if (scored.reward.parsed.think)
        scored.attributes =
            attributeTruth(prompts.dataset().task, sample.target, *scored.reward.parsed.think);
    scored.sampled = std::move(sampled);
    return scored;
}

void scoreGroups(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                 std::vector<RolloutGroup>& groups) {
    for (RolloutGroup& group : groups)
        for (ScoredCompletion& completion : group.completions)
            completion = scoreCompletion(policy, rewards, prompts, *group.sample, *group.prompt,
                                         std::move(completion.sampled));
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
