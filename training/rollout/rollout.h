// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A rollout batch: P prompts with G sampled completions each, scored, with advantages; and its records.
//
// Doesn't choose samples (sample_order.h), update the policy or write files. Sampling is stateless: the seed
// of a completion is a hash of run seed, step, sample and k, so a resumed run samples the same. Thread rule:
// pure functions over a policy that belongs to one thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/reward/reward.h"
#include "core/run/advantages.h"
#include "core/run/records.h"
#include "training/parallel/ranks.h"
#include "training/policy.h"
#include "training/rewards/external_judge.h"
#include "training/rollout/prompt_book.h"

namespace vrft {

// The seed of one completion: first 8 bytes of SHA-256 of `rollout/SEED/STEP/SAMPLE/K` (formats.md §1).
std::uint64_t rolloutSeed(std::uint64_t runSeed, int step, std::string_view sample, int k);

// One completion and what is judged about it.
struct ScoredCompletion {
    Completion sampled;
    std::string text;
    RewardResult reward;
    AttributeTruth attributes;
    double advantage = 0;
};

struct RolloutGroup {
    const Sample* sample = nullptr;
    const SamplePrompt* prompt = nullptr;
    std::vector<ScoredCompletion> completions;
};

struct RolloutOptions {
    std::uint64_t seed = 1;
    int step = 0;
    Sampling sampling;
    std::function<bool()> shouldStop; // see SamplingOptions
    Ranks* ranks = nullptr;           // that sample together; null: one engine
};

// Samples G completions for every sample; nothing is scored yet.
std::vector<RolloutGroup> sampleGroups(const Policy& policy, PromptBook& prompts,
                                       std::span<const Sample* const> samples, const RolloutOptions& options);

// Text, rewards and attribute truth of one completion against `sample`, shown `prompt`.
ScoredCompletion scoreCompletion(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                                 const Sample& sample, const SamplePrompt& prompt, Completion sampled);

// One completion of a sample, scored but for the external reward.
struct OpenScore {
    ScoredCompletion* completion = nullptr;
    const Sample* sample = nullptr;
    const SamplePrompt* prompt = nullptr;
};
// Asks for the external reward of all of them at once; they come in groups of these sizes.
void askExternal(ExternalJudge& judge, const RewardSet& rewards, const PromptBook& prompts,
                 std::span<const OpenScore> completions, std::span<const std::size_t> groups);

// `judge` null: an external reward isn't asked.
void scoreGroups(const Policy& policy, const RewardSet& rewards, const PromptBook& prompts,
                 std::vector<RolloutGroup>& groups, ExternalJudge* judge = nullptr);

// Fills in the advantages of a whole step and returns the rewards they were made from.
GroupValues setAdvantages(std::vector<RolloutGroup>& groups, std::span<const RewardSpec> specs,
                          Combine combine, AdvantageScale scale);

// Whether something can be learned from a group's rewards: their totals differ or, where each reward is
// normalised by itself, the values of one of them do.
bool hasSignal(const RolloutGroup& group, Combine combine);

// The record of formats.md §6. `advantage` is written for rollouts only.
CompletionRecord completionRecord(const ScoredCompletion& completion, CompletionKind kind, int step,
                                  const std::string& stage, const std::string& sample, int k);
std::vector<TokenRecord> tokenRecords(const Completion& completion);

} // namespace vrft
