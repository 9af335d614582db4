// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From the rewards of a step's groups to one advantage per completion. Numbers only: no tensors, no model.
//
// A_i = (r_i - mean of its group) / (s + 1e-4), the spread s being torch.std (n - 1) of the group, of the
// whole step, or no division at all (Dr. GRPO). A group of one completion has advantage 0: it has nothing to
// be compared with. Source: GRPO as in TRL (scale_rewards = group | batch | none). Thread rule: pure
// functions.
#pragma once

#include <span>
#include <vector>

#include "core/run/recipe.h"

namespace vrft {

// One number per group (prompt) and completion.
using GroupValues = std::vector<std::vector<double>>;

// The number that is added to a spread before dividing by it.
inline constexpr double kSpreadFloor = 1e-4;

GroupValues advantages(const GroupValues& rewards, AdvantageScale scale);

// A reward's weighted values in all groups, and its weight.
struct RewardColumn {
    double weight = 1;
    GroupValues weighted;
};

// `combine: normalise_each`: every reward is normalised by itself before the weighted sum, so that a reward
// that hardly varies is neither drowned nor dominating. sum_k |w_k| * A(weighted_k / |w_k|); weight 0 adds
// nothing. Source: verl "gdpo", TRL normalize_then_sum.
GroupValues advantagesOfEach(std::span<const RewardColumn> columns, AdvantageScale scale);

// False where all got the same: nothing can be learned from them.
bool hasSignal(std::span<const double> group);

} // namespace vrft
