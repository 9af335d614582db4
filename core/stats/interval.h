// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How sure a mean is: bootstrap by patient for cases, Student's t for seeds.
//
// Images of one patient aren't independent, so patients are drawn, never images. What can't be estimated (one
// patient, one seed) has no bounds; nothing here is ever NaN. Non-finite input is an Error(NonFinite).
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct Interval {
    double value = 0;
    std::optional<double> low; // absent where one patient or one seed says nothing about spread
    std::optional<double> high;
    bool operator==(const Interval&) const = default;
};

struct BootstrapOptions {
    std::uint64_t seed = 1;
    int resamples = 2000;
    double confidence = 0.95;
};

// Mean of `values` with a percentile interval of the cluster bootstrap (Efron and Tibshirani 1993, §13.3;
// clusters as in Field and Welsh 2007): each resample draws as many patients as there are, with replacement,
// in the order of one CounterRandom(seed) over patients numbered by first appearance, and takes sum ÷ count
// of the drawn patients' values. Quantiles interpolate linearly between order statistics (Hyndman and Fan
// type 7). `patients[i]` owns `values[i]`. nullopt without values.
std::optional<Interval> bootstrapByPatient(std::span<const std::string> patients,
                                           std::span<const double> values, const BootstrapOptions& options);

// The same for the mean of first[i] - second[i] of the same cases.
std::optional<Interval> pairedBootstrapByPatient(std::span<const std::string> patients,
                                                 std::span<const double> first,
                                                 std::span<const double> second,
                                                 const BootstrapOptions& options);

// Writes the figures of the drawn cases, each absent where it is undefined. `cases` are indices; a patient
// drawn twice brings its cases twice. It finds `figures` all absent.
using FiguresOfCases =
    std::function<void(std::span<const std::size_t> cases, std::span<std::optional<double>> figures)>;

// Intervals of figures that aren't means (kappa, sensitivity, average precision), all from the same draws as
// bootstrapByPatient makes. A value is that of all cases in their order. Resamples in which a figure is
// undefined say nothing about it; where that are more than half of them, it has no bounds, nor where all of
// them agree (no case of 19 found is no certainty about a 20th). `patients[i]` owns case i; one entry a
// figure, absent where the value is.
std::vector<std::optional<Interval>> bootstrapFigures(std::span<const std::string> patients,
                                                      std::size_t numFigures, const FiguresOfCases& figuresOf,
                                                      const BootstrapOptions& options);

// Mean ± t(confidence, n-1) · s/√n over independent runs (seeds), s with n-1. nullopt without values.
std::optional<Interval> studentInterval(std::span<const double> values, double confidence = 0.95);

// studentInterval of first[i] - second[i]: two recipes on the same seeds. Unequal counts are an
// Error(Mismatch).
std::optional<Interval> pairedStudentInterval(std::span<const double> first, std::span<const double> second,
                                              double confidence = 0.95);

// The t with P(|T| <= t) = confidence, for whole degrees of freedom >= 1 and 0 < confidence < 1.
double studentQuantile(double confidence, int degreesOfFreedom);

} // namespace vrft
