// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/advantages.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace vrft {

namespace {

struct Moments {
    double mean = 0;
    double spread = 0; // unbiased; 0 for fewer than two values
};

Moments momentsOf(std::span<const double> values) {
    Moments moments;
    if (values.empty()) return moments;
    for (const double value : values)
        moments.mean += value;
    moments.mean /= static_cast<double>(values.size());
    if (values.size() < 2) return moments;
    double squares = 0;
    for (const double value : values)
        squares += (value - moments.mean) * (value - moments.mean);
    moments.spread = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return moments;
}

double divisorOf(AdvantageScale scale, double groupSpread, double stepSpread) {
    switch (scale) {
    case AdvantageScale::Group:
        return groupSpread + kSpreadFloor;
    case AdvantageScale::Batch:
        return stepSpread + kSpreadFloor;
    case AdvantageScale::None:
        return 1.0;
    }
    throw Error(ErrorCode::Internal, "unknown advantage scale");
}

} // namespace

GroupValues advantages(const GroupValues& rewards, AdvantageScale scale) {
    std::vector<double> all;
    for (const auto& group : rewards)
        all.insert(all.end(), group.begin(), group.end());
    const double stepSpread = momentsOf(all).spread;
    GroupValues result;
    result.reserve(rewards.size());
    for (const auto& group : rewards) {
        // Equal rewards give exactly 0, not the rounding left over by the mean, blown up by a tiny divisor.
        if (!hasSignal(group)) {
            result.emplace_back(group.size(), 0.0);
            continue;
        }
        const Moments moments = momentsOf(group);
        const double divisor = divisorOf(scale, moments.spread, stepSpread);
        auto& row = result.emplace_back();
        row.reserve(group.size());
        for (const double reward : group)
            row.push_back((reward - moments.mean) / divisor);
    }
    return result;
}

GroupValues advantagesOfEach(std::span<const RewardColumn> columns, AdvantageScale scale) {
    GroupValues total;
    for (const RewardColumn& column : columns) {
        const double weight = std::abs(column.weight);
        GroupValues values = column.weighted;
        for (auto& group : values)
            for (double& value : group)
                value = weight > 0 ? value / weight : 0.0;
        const GroupValues part = advantages(values, scale);
        if (total.empty())
            for (const auto& group : part)
                total.emplace_back(group.size(), 0.0);
        if (part.size() != total.size())
            throw Error(ErrorCode::Internal, "reward columns differ in their groups");
        for (std::size_t g = 0; g < part.size(); ++g)
            for (std::size_t i = 0; i < part[g].size(); ++i)
                total[g].at(i) += weight * part[g][i];
    }
    return total;
}

bool hasSignal(std::span<const double> group) {
    return std::any_of(group.begin(), group.end(), [&](double reward) { return reward != group.front(); });
}

} // namespace vrft
