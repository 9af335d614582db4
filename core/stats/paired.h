// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Two policies on the same cases: who was right where, the difference with its interval, a paired test and
// what they allow to say.
//
// Images of one patient aren't independent: differences are drawn and turned round by patient, never by
// image. With one image a patient the test of right and wrong is McNemar's exact test. It speaks of these two
// policies on such patients; another seed of the same recipe is another policy, of which one run each says
// nothing. Thread rule: pure functions. Errors: Error(Mismatch) for lists of unequal length, NonFinite.
#pragma once

#include "core/stats/interval.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace vrft {

// McNemar's exact two-sided test (1947; exact by the binomial distribution of the cases only one is right
// in): 1 where there are none.
double mcnemarExact(std::int64_t onlyFirst, std::int64_t onlySecond);

struct SignFlipTest {
    double p = 1;
    std::int64_t patientsApart = 0; // whose differences don't add up to 0: only they speak
    bool exact = true;              // else estimated from `resamples` random choices of signs
};
// Paired permutation test by patient, two-sided: were the two policies exchangeable, each patient's summed
// difference could as well have the other sign. p = the share of all choices of signs whose sum lies at least
// as far from 0 as what was seen. Exact where all differences are whole; else (1 + so many) / (1 + resamples)
// over random signs from one CounterRandom(seed): a patient is turned where the lowest bit is 1, patients
// apart in the order of first appearance, one number each.
SignFlipTest signFlipByPatient(std::span<const std::string> patients, std::span<const double> differences,
                               const BootstrapOptions& options);

enum class PairedVerdict {
    NotEnough,      // so few patients apart that no outcome of the test could be under 1 - confidence
    NotEstablished, // the test or the interval holds no difference to be possible
    FirstBetter,
    SecondBetter
};

// A case as both answered it.
struct PairedCase {
    std::string patient;
    double first = 0; // score: 1 or 0 for classes and grades, the box score for boxes
    double second = 0;
    bool firstRight = false;
    bool secondRight = false;
};

struct PairedComparison {
    std::int64_t n = 0;
    std::int64_t patients = 0;
    std::int64_t bothRight = 0;
    std::int64_t onlyFirst = 0;
    std::int64_t onlySecond = 0;
    std::int64_t bothWrong = 0;
    std::optional<Interval> first; // mean scores
    std::optional<Interval> second;
    std::optional<Interval> difference; // first - second, by patient
    SignFlipTest test;
    PairedVerdict verdict = PairedVerdict::NotEnough;
};
PairedComparison comparePaired(std::span<const PairedCase> cases, const BootstrapOptions& options);

// "not_enough" | "not_established" | "first_better" | "second_better"
std::string_view pairedVerdictName(PairedVerdict verdict);

} // namespace vrft
