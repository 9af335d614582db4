// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The completions a supervised stage imitates (formats.md §1, SFT target): the sample's exemplar reasoning,
// else a sentence made from its attributes, else the policy's own greedy think of step 0; then the answer.
//
// Kept in sft-targets.jsonl of the run, one line a sample and stage ({"stage","sample","kind","text"}), so
// that the kind is on record and a resume imitates the same. Thread rule: pure functions but for the file.
// Errors: vrft::Error.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "core/run/recipe.h"
#include "training/rollout/prompt_book.h"

namespace vrft {

struct SftTarget {
    std::string kind; // "exemplar" | "attributes" | "own" | "none" (the policy's own think was empty)
    std::string text;
};

using SftTargets = std::map<std::string, SftTarget>; // by sample id

// The policy's own greedy think for each sample, by id; empty where it writes none it could learn. (Encoding
// a decoded text may give other tokens than were sampled.)
std::map<std::string, std::string> ownThinks(const Policy& start, PromptBook& prompts,
                                             std::span<const Sample* const> samples, int maxNewTokens);

// Targets of all training samples of `prompts`' dataset; `start` is the policy of step 0.
SftTargets makeSftTargets(const Policy& start, PromptBook& prompts, int maxNewTokens);

std::filesystem::path sftTargetsFile(const std::filesystem::path& run);
void writeSftTargets(const std::filesystem::path& run, const std::map<std::string, SftTargets>& byStage);
std::map<std::string, SftTargets> readSftTargets(const std::filesystem::path& run);

// "132 from attributes, 4 from exemplars": what an event says.
std::string sftKindsText(const SftTargets& targets);

} // namespace vrft
