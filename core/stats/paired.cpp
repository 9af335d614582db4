// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/paired.h"

#include "core/error.h"
#include "core/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>
#include <vector>

namespace vrft {

namespace {

constexpr std::int64_t kMostExact = 20'000; // of the sum of |differences|: the square is work

std::vector<double> sumsByPatient(std::span<const std::string> patients, std::span<const double> values) {
    if (patients.size() != values.size())
        throw Error(ErrorCode::Mismatch,
                    fmt::format("{} patients and {} differences", patients.size(), values.size()),
                    "statistics");
    std::unordered_map<std::string_view, std::size_t> numbers;
    std::vector<double> sums;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            throw Error(ErrorCode::NonFinite, "a difference is not a finite number", "statistics");
        const auto [found, added] = numbers.try_emplace(patients[i], sums.size());
        if (added) sums.push_back(0);
        sums[found->second] += values[i];
    }
    return sums;
}

// The share of all choices of signs with a sum at least as far from 0, by the distribution of the sum.
double exactShare(const std::vector<std::int64_t>& sums, std::int64_t range) {
    std::int64_t observed = 0;
    std::vector<double> chances(static_cast<std::size_t>(2 * range + 1), 0); // of a sum, from -range on
    chances[static_cast<std::size_t>(range)] = 1;
    std::int64_t reach = 0;
    for (const std::int64_t sum : sums) {
        observed += sum;
        const std::int64_t step = std::abs(sum);
        std::vector<double> next(chances.size(), 0);
        for (std::int64_t at = range - reach; at <= range + reach; ++at) {
            const double half = chances[static_cast<std::size_t>(at)] / 2;
            if (half == 0) continue;
            next[static_cast<std::size_t>(at - step)] += half;
            next[static_cast<std::size_t>(at + step)] += half;
        }
        chances = std::move(next);
        reach += step;
    }
    double share = 0;
    for (std::int64_t at = 0; at <= 2 * range; ++at)
        if (std::abs(at - range) >= std::abs(observed)) share += chances[static_cast<std::size_t>(at)];
    return std::min(share, 1.0);
}

double estimatedShare(const std::vector<double>& sums, const BootstrapOptions& options) {
    double observed = 0;
    double whole = 0;
    for (const double sum : sums) {
        observed += sum;
        whole += std::abs(sum);
    }
    const double atLeast = std::abs(observed) - 1e-12 * whole; // sums in another order round otherwise
    CounterRandom random(options.seed);
    int asFar = 1;
    for (int i = 0; i < options.resamples; ++i) {
        double drawn = 0;
        for (const double sum : sums)
            drawn += (random.next() & 1) != 0 ? -sum : sum;
        if (std::abs(drawn) >= atLeast) ++asFar;
    }
    return static_cast<double>(asFar) / (1.0 + options.resamples);
}

} // namespace

double mcnemarExact(std::int64_t onlyFirst, std::int64_t onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0)
        throw Error(ErrorCode::InvalidArgument, "a negative number of cases", "statistics");
    const std::int64_t total = onlyFirst + onlySecond;
    const std::int64_t fewer = std::min(onlyFirst, onlySecond);
    const auto n = static_cast<double>(total);
    double tail = 0;
    for (std::int64_t k = 0; k <= fewer; ++k) {
        const auto at = static_cast<double>(k);
        tail +=
            std::exp(std::lgamma(n + 1) - std::lgamma(at + 1) - std::lgamma(n - at + 1) - n * std::log(2.0));
    }
    return std::min(1.0, 2 * tail);
}

SignFlipTest signFlipByPatient(std::span<const std::string> patients, std::span<const double> differences,
                               const BootstrapOptions& options) {
    if (options.resamples < 1)
        throw Error(ErrorCode::InvalidArgument, "a test needs at least one choice of signs", "statistics");
    std::vector<double> apart = sumsByPatient(patients, differences);
    std::erase_if(apart, [](double sum) { return std::abs(sum) < 1e-12; }); // 0.3 - 0.1 - 0.2 isn't quite 0
    SignFlipTest test;
    test.patientsApart = static_cast<std::int64_t>(apart.size());
    if (apart.empty()) return test;
    double whole = 0;
    for (const double sum : apart)
        whole += std::abs(sum);
    test.exact = whole <= static_cast<double>(kMostExact) &&
                 std::all_of(differences.begin(), differences.end(),
                             [](double value) { return value == std::trunc(value); });
    if (!test.exact) {
        test.p = estimatedShare(apart, options);
        return test;
    }
    std::vector<std::int64_t> counts;
    for (const double sum : apart)
        counts.push_back(std::llround(sum));
    test.p = exactShare(counts, std::llround(whole));
    return test;
}

PairedComparison comparePaired(std::span<const PairedCase> cases, const BootstrapOptions& options) {
    PairedComparison result;
    result.n = static_cast<std::int64_t>(cases.size());
    std::vector<std::string> patients;
    std::vector<double> first;
    std::vector<double> second;
    std::vector<double> differences;
    for (const PairedCase& one : cases) {
        patients.push_back(one.patient);
        first.push_back(one.first);
        second.push_back(one.second);
        differences.push_back(one.first - one.second);
        ++(one.firstRight ? (one.secondRight ? result.bothRight : result.onlyFirst)
                          : (one.secondRight ? result.onlySecond : result.bothWrong));
    }
    result.patients = static_cast<std::int64_t>(sumsByPatient(patients, differences).size());
    result.first = bootstrapByPatient(patients, first, options);
    result.second = bootstrapByPatient(patients, second, options);
    result.difference = pairedBootstrapByPatient(patients, first, second, options);
    result.test = signFlipByPatient(patients, differences, options);

    const double level = 1 - options.confidence;
    // All patients apart on one side is the most that can be seen: two choices of signs of 2^n.
    if (std::exp2(1.0 - static_cast<double>(result.test.patientsApart)) > level) return result;
    result.verdict = PairedVerdict::NotEstablished;
    if (result.test.p > level || !result.difference || !result.difference->low) return result;
    if (*result.difference->low > 0) result.verdict = PairedVerdict::FirstBetter;
    if (*result.difference->high < 0) result.verdict = PairedVerdict::SecondBetter;
    return result;
}

std::string_view pairedVerdictName(PairedVerdict verdict) {
    constexpr std::array<std::string_view, 4> kNames = {"not_enough", "not_established", "first_better",
                                                        "second_better"};
    return kNames[static_cast<std::size_t>(verdict)];
}

} // namespace vrft
