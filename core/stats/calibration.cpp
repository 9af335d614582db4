// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/calibration.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

std::optional<Calibration> calibrationOf(std::span<const ConfidentAnswer> answers, int numBins) {
    if (numBins < 1)
        throw Error(ErrorCode::InvalidArgument, "calibration needs at least one bin", "statistics");
    for (const ConfidentAnswer& answer : answers)
        if (!(answer.probability >= 0 && answer.probability <= 1))
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("a probability of {} is not between 0 and 1", answer.probability),
                        "statistics");
    if (answers.empty()) return std::nullopt;

    Calibration result;
    result.n = static_cast<std::int64_t>(answers.size());
    std::vector<double> probabilities(static_cast<std::size_t>(numBins), 0);
    std::vector<double> right(static_cast<std::size_t>(numBins), 0);
    for (int bin = 0; bin < numBins; ++bin)
        result.bins.push_back(
            {static_cast<double>(bin) / numBins, static_cast<double>(bin + 1) / numBins, 0, {}, {}});
    for (const ConfidentAnswer& answer : answers) {
        const auto after =
            std::upper_bound(result.bins.begin(), result.bins.end(), answer.probability,
                             [](double value, const CalibrationBin& bin) { return value < bin.low; });
        const auto bin = static_cast<std::size_t>(after - result.bins.begin()) - 1;
        const double hit = answer.right ? 1 : 0;
        ++result.bins[bin].n;
        probabilities[bin] += answer.probability;
        right[bin] += hit;
        result.probability += answer.probability;
        result.accuracy += hit;
        result.brier += (answer.probability - hit) * (answer.probability - hit);
    }
    const auto n = static_cast<double>(answers.size());
    result.probability /= n;
    result.accuracy /= n;
    result.brier /= n;
    for (std::size_t i = 0; i < result.bins.size(); ++i) {
        CalibrationBin& bin = result.bins[i];
        if (bin.n == 0) continue;
        const auto count = static_cast<double>(bin.n);
        bin.probability = probabilities[i] / count;
        bin.accuracy = right[i] / count;
        result.ece += std::abs(*bin.accuracy - *bin.probability) * count / n;
    }
    return result;
}

} // namespace vrft
