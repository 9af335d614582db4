// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Scoring outside a run (formats.md §7): the rules of R.json applied to one input line after another.
// Opens no file and prints nothing. Thread rule: a LineScorer may be shared where `external` may.
#pragma once

#include "core/json.h"
#include "core/reward/external.h"
#include "core/reward/reward.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct ScoreRules {
    Task task;
    std::vector<RewardSpec> rewards;
    Combine combine = Combine::Sum;
    Exemplars exemplars; // "exemplars": {"CLASS_ID": ["text", ..], ..}, what imitation compares with
};

// R.json; strict. A reward that doesn't suit the task's kind is accepted and scores 0 with that reason.
ScoreRules scoreRulesFromJson(const Json& document, const std::string& where);

class LineScorer {
public:
    // Without `external` that reward isn't asked.
    explicit LineScorer(ScoreRules rules, ExternalScorer external = {});

    // {"id","text","target","knowledge","image_size","model_size","length"} -> {"id","total","rewards"}.
    // Without "knowledge" recitation compares with the task's own knowledge text. `total` is the weighted
    // sum: with normalise_each the groups are the trainer's. `where` names the line in errors ("lines.jsonl,
    // line 3").
    Json score(const Json& line, const std::string& where) const;

    // The same from text to text; `number` counts from 1.
    std::string scoreLine(std::string_view line, const std::string& file, std::int64_t number) const;

private:
    ScoreRules rules_;
    RewardSet rewards_;
    std::string knowledge_;
    ExternalScorer external_;
};

} // namespace vrft
