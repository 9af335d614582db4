// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether answers are right as often as their probability says: reliability bins, expected calibration error,
// Brier score (Guo et al. 2017; Brier 1950).
//
// What the probability is of is the caller's matter (evaluation.h says it for a policy's answers). The
// expected calibration error depends on the bins and is biased upwards with few cases: it has no interval
// here, and belongs beside the number of cases. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vrft {

struct ConfidentAnswer {
    double probability = 0; // 0..1
    bool right = false;
};

// Of the answers with a probability in [low, high), the last bin's `high` included.
struct CalibrationBin {
    double low = 0;
    double high = 1;
    std::int64_t n = 0;
    std::optional<double> probability; // their mean; absent where n is 0
    std::optional<double> accuracy;
};

struct Calibration {
    std::int64_t n = 0;
    double probability = 0; // mean
    double accuracy = 0;
    double ece = 0;   // Σ n_bin / n · |accuracy - probability| of the bins
    double brier = 0; // mean (probability - right)²
    std::vector<CalibrationBin> bins;
};

// `numBins` bins of equal width. nullopt without answers; Error(InvalidArgument) for a probability outside
// 0..1 and for no bin.
std::optional<Calibration> calibrationOf(std::span<const ConfidentAnswer> answers, int numBins = 10);

} // namespace vrft
