// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The policy a cold start begins with: a new one with a tokenizer made from the datasets' own texts, or a
// given one that may say everything the datasets call for.
//
// What no completion can ever call for is suppressed (generation_config.json), so that probability can't leak
// to words that are never trained. Only the train split is read. Thread rule: pure functions.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "core/dataset/dataset.h"
#include "training/policy.h"
#include "training/trainer/cold_start_config.h"

namespace vrft {

// Every completion the datasets can call for, think and answer each on its own: descriptions, exemplars,
// class names, grades, `none`; of boxes the digits, which together spell every coordinate.
std::set<std::string> completionTexts(std::span<const Dataset> datasets);

// A new policy: tokenizer trained on prompts (with and without knowledge) and completions; ids filled into
// config.json.
NewPolicy newPolicyParts(const ColdStartConfig& config, std::span<const Dataset> datasets);

// The policy of a folder or run, able to say every completion of the datasets. `scratch` is a folder for a
// copy.
std::unique_ptr<Policy> policyFrom(const std::filesystem::path& place, std::span<const Dataset> datasets,
                                   const std::filesystem::path& scratch, const PolicyOptions& options);

} // namespace vrft
