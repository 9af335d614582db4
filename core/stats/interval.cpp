// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/interval.h"

#include "core/error.h"
#include "core/random.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>
#include <vector>

namespace vrft {

namespace {

struct PatientSum {
    double sum = 0;
    std::int64_t count = 0;
};

void requireFinite(std::span<const double> values) {
    for (const double value : values)
        if (!std::isfinite(value))
            throw Error(ErrorCode::NonFinite, "a value of an interval is not a finite number", "statistics");
}

void requireSameCount(std::size_t first, std::size_t second, const char* what) {
    if (first != second)
        throw Error(ErrorCode::Mismatch, fmt::format("{} and {} {} can't be paired", first, second, what),
                    "statistics");
}

void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1))
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("a confidence of {} is not between 0 and 1", confidence), "statistics");
}

std::vector<double> differences(std::span<const double> first, std::span<const double> second) {
    requireSameCount(first.size(), second.size(), "values");
    std::vector<double> result(first.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        result[i] = first[i] - second[i];
    return result;
}

double meanOf(std::span<const double> values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

// Hyndman and Fan type 7 of sorted values.
double quantile(std::span<const double> sorted, double probability) {
    const double position = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = position - static_cast<double>(below);
    return sorted[below] + share * (sorted[above] - sorted[below]);
}

// Continued fraction of the incomplete beta function by the modified Lentz method (DLMF 8.17.22).
double betaFraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300;
    const auto awayFromZero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= 10000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / awayFromZero(1 + even * d);
        c = awayFromZero(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / awayFromZero(1 + odd * d);
        c = awayFromZero(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < 1e-16) break;
    }
    return result;
}

// Regularised incomplete beta function I_x(a, b), 0 < x < 1.
double incompleteBeta(double a, double b, double x) {
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x) / a;
    return 1 - front * betaFraction(b, a, 1 - x) / b;
}

void requireBootstrap(const BootstrapOptions& options) {
    requireConfidence(options.confidence);
    if (options.resamples < 1)
        throw Error(ErrorCode::InvalidArgument, "a bootstrap needs at least one resample");
}

// The percentile bounds of what was drawn.
void setBounds(Interval& interval, std::vector<double>& drawn, double confidence) {
    std::sort(drawn.begin(), drawn.end());
    const double tail = (1 - confidence) / 2;
    interval.low = quantile(drawn, tail);
    interval.high = quantile(drawn, 1 - tail);
}

} // namespace

std::optional<Interval> bootstrapByPatient(std::span<const std::string> patients,
                                           std::span<const double> values, const BootstrapOptions& options) {
    requireSameCount(patients.size(), values.size(), "patients and values");
    requireBootstrap(options);
    requireFinite(values);
    if (values.empty()) return std::nullopt;

    std::unordered_map<std::string_view, std::size_t> numbers;
    std::vector<PatientSum> sums;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto [found, added] = numbers.try_emplace(patients[i], sums.size());
        if (added) sums.emplace_back();
        sums[found->second].sum += values[i];
        ++sums[found->second].count;
    }
    Interval interval{meanOf(values), std::nullopt, std::nullopt};
    if (sums.size() < 2) return interval;

    CounterRandom random(options.seed);
    std::vector<double> means(static_cast<std::size_t>(options.resamples));
    for (double& mean : means) {
        PatientSum drawn;
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const PatientSum& patient = sums[random.below(sums.size())];
            drawn.sum += patient.sum;
            drawn.count += patient.count;
        }
        mean = drawn.sum / static_cast<double>(drawn.count);
    }
    setBounds(interval, means, options.confidence);
    return interval;
}

std::vector<std::optional<Interval>> bootstrapFigures(std::span<const std::string> patients,
                                                      std::size_t numFigures, const FiguresOfCases& figuresOf,
                                                      const BootstrapOptions& options) {
    requireBootstrap(options);
    std::vector<std::optional<Interval>> intervals(numFigures);
    if (patients.empty()) return intervals;

    std::unordered_map<std::string_view, std::size_t> numbers;
    std::vector<std::vector<std::size_t>> casesOf; // by patient
    std::vector<std::size_t> cases;
    for (std::size_t i = 0; i < patients.size(); ++i) {
        const auto [found, added] = numbers.try_emplace(patients[i], casesOf.size());
        if (added) casesOf.emplace_back();
        casesOf[found->second].push_back(i);
        cases.push_back(i);
    }
    std::vector<std::optional<double>> figures(numFigures);
    const auto compute = [&] {
        std::fill(figures.begin(), figures.end(), std::nullopt);
        figuresOf(cases, figures);
        for (const std::optional<double>& figure : figures)
            if (figure) requireFinite(std::span(&*figure, 1));
    };
    compute();
    for (std::size_t f = 0; f < numFigures; ++f)
        if (figures[f]) intervals[f] = Interval{*figures[f], std::nullopt, std::nullopt};
    if (casesOf.size() < 2) return intervals;

    CounterRandom random(options.seed);
    std::vector<std::vector<double>> drawn(numFigures);
    for (int resample = 0; resample < options.resamples; ++resample) {
        cases.clear();
        for (std::size_t k = 0; k < casesOf.size(); ++k) {
            const std::vector<std::size_t>& own = casesOf[random.below(casesOf.size())];
            cases.insert(cases.end(), own.begin(), own.end());
        }
        compute();
        for (std::size_t f = 0; f < numFigures; ++f)
            if (figures[f]) drawn[f].push_back(*figures[f]);
    }
    for (std::size_t f = 0; f < numFigures; ++f)
        if (intervals[f] && 2 * drawn[f].size() >= static_cast<std::size_t>(options.resamples) &&
            std::ranges::adjacent_find(drawn[f], std::ranges::not_equal_to()) != drawn[f].end())
            setBounds(*intervals[f], drawn[f], options.confidence);
    return intervals;
}

std::optional<Interval> pairedBootstrapByPatient(std::span<const std::string> patients,
                                                 std::span<const double> first,
                                                 std::span<const double> second,
                                                 const BootstrapOptions& options) {
    return bootstrapByPatient(patients, differences(first, second), options);
}

std::optional<Interval> studentInterval(std::span<const double> values, double confidence) {
    requireConfidence(confidence);
    requireFinite(values);
    if (values.empty()) return std::nullopt;
    Interval interval{meanOf(values), std::nullopt, std::nullopt};
    if (values.size() < 2) return interval;

    double squares = 0;
    for (const double value : values)
        squares += (value - interval.value) * (value - interval.value);
    const auto n = static_cast<double>(values.size());
    const double half =
        studentQuantile(confidence, static_cast<int>(values.size()) - 1) * std::sqrt(squares / (n - 1) / n);
    interval.low = interval.value - half;
    interval.high = interval.value + half;
    return interval;
}

std::optional<Interval> pairedStudentInterval(std::span<const double> first, std::span<const double> second,
                                              double confidence) {
    return studentInterval(differences(first, second), confidence);
}

double studentQuantile(double confidence, int degreesOfFreedom) {
    requireConfidence(confidence);
    if (degreesOfFreedom < 1)
        throw Error(ErrorCode::InvalidArgument, "Student's t needs at least one degree of freedom",
                    "statistics");
    // P(|T| > t) = I_x(v/2, 1/2) with x = v/(v + t²) (DLMF 8.17): bisect x in 0..1, a bounded range, instead
    // of t.
    const double v = degreesOfFreedom;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 200; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        if (incompleteBeta(v / 2, 0.5, middle) < 1 - confidence) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return std::sqrt(v * (1 - high) / high);
}

} // namespace vrft
