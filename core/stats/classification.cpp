// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/classification.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

double ratio(std::int64_t part, std::int64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
}

void requireClass(int index, int numClasses) {
    if (index < 0 || index >= numClasses)
        throw Error(ErrorCode::InvalidArgument, fmt::format("class {} of {} classes", index, numClasses),
                    "statistics");
}

// Distances of grades between a reference class and a column of the confusion.
class GradeDistances {
public:
    GradeDistances(const Confusion& confusion, std::span<const int> grades)
        : grades_(grades) {
        if (grades.size() != static_cast<std::size_t>(confusion.numClasses))
            throw Error(ErrorCode::Mismatch,
                        fmt::format("{} grades for {} classes", grades.size(), confusion.numClasses),
                        "statistics");
        if (grades.empty()) return;
        const auto [lowest, highest] = std::minmax_element(grades.begin(), grades.end());
        largest_ = *highest - *lowest;
    }

    int largest() const { return largest_; }
    double operator()(std::size_t reference, std::size_t column) const {
        if (column >= grades_.size()) return largest_;
        return std::abs(grades_[reference] - grades_[column]);
    }

private:
    std::span<const int> grades_;
    int largest_ = 0;
};

} // namespace

std::int64_t Confusion::total() const {
    std::int64_t sum = 0;
    for (int index = 0; index < numClasses; ++index)
        sum += ofReference(index);
    return sum;
}

std::int64_t Confusion::ofReference(int classIndex) const {
    std::int64_t sum = 0;
    for (const std::int64_t count : counts.at(static_cast<std::size_t>(classIndex)))
        sum += count;
    return sum;
}

std::int64_t Confusion::ofPrediction(int classIndex) const {
    std::int64_t sum = 0;
    for (const auto& row : counts)
        sum += row.at(static_cast<std::size_t>(classIndex));
    return sum;
}

Confusion confusionOf(std::span<const Decision> decisions, int numClasses) {
    if (numClasses < 0) throw Error(ErrorCode::InvalidArgument, "a negative number of classes", "statistics");
    const auto size = static_cast<std::size_t>(numClasses);
    Confusion confusion{numClasses, std::vector(size, std::vector<std::int64_t>(size + 1, 0))};
    for (const Decision& decision : decisions) {
        requireClass(decision.reference, numClasses);
        if (decision.predicted) requireClass(*decision.predicted, numClasses);
        const auto row = static_cast<std::size_t>(decision.reference);
        ++confusion.counts[row][static_cast<std::size_t>(decision.predicted.value_or(numClasses))];
    }
    return confusion;
}

std::optional<double> accuracy(const Confusion& confusion) {
    const std::int64_t total = confusion.total();
    if (total == 0) return std::nullopt;
    std::int64_t right = 0;
    for (std::size_t i = 0; i < confusion.counts.size(); ++i)
        right += confusion.counts[i][i];
    return ratio(right, total);
}

std::optional<double> majorityBaseline(const Confusion& confusion) {
    const std::int64_t total = confusion.total();
    if (total == 0) return std::nullopt;
    std::int64_t most = 0;
    for (int index = 0; index < confusion.numClasses; ++index)
        most = std::max(most, confusion.ofReference(index));
    return ratio(most, total);
}

std::optional<double> balancedAccuracy(const Confusion& confusion) {
    double sum = 0;
    int present = 0;
    for (const ClassFigures& figures : perClass(confusion)) {
        if (!figures.recall) continue;
        sum += *figures.recall;
        ++present;
    }
    if (present == 0) return std::nullopt;
    return sum / present;
}

std::vector<ClassFigures> perClass(const Confusion& confusion) {
    const std::int64_t total = confusion.total();
    std::vector<ClassFigures> result;
    for (int index = 0; index < confusion.numClasses; ++index) {
        const auto i = static_cast<std::size_t>(index);
        const std::int64_t right = confusion.counts[i][i];
        const std::int64_t predicted = confusion.ofPrediction(index);
        ClassFigures figures{confusion.ofReference(index), std::nullopt, std::nullopt, std::nullopt};
        if (figures.n > 0) figures.recall = ratio(right, figures.n);
        if (predicted > 0) figures.precision = ratio(right, predicted);
        const std::int64_t others = total - figures.n;
        const std::int64_t invalid =
            confusion.ofPrediction(confusion.numClasses) - confusion.counts[i].back();
        if (others > 0) figures.specificity = ratio(others - (predicted - right) - invalid, others);
        result.push_back(figures);
    }
    return result;
}

std::optional<double> quadraticWeightedKappa(const Confusion& confusion, std::span<const int> grades) {
    const GradeDistances distance(confusion, grades);
    const auto total = static_cast<double>(confusion.total());
    double observed = 0;
    double expected = 0; // × total
    for (int row = 0; row < confusion.numClasses; ++row) {
        for (int column = 0; column <= confusion.numClasses; ++column) {
            const double steps = distance(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
            const auto count =
                confusion.counts[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
            observed += steps * steps * static_cast<double>(count);
            expected += steps * steps * static_cast<double>(confusion.ofReference(row)) *
                        static_cast<double>(confusion.ofPrediction(column));
        }
    }
    if (expected == 0) return std::nullopt;
    return 1 - observed * total / expected;
}

std::optional<double> meanGradeError(const Confusion& confusion, std::span<const int> grades) {
    const GradeDistances distance(confusion, grades);
    const std::int64_t total = confusion.total();
    if (total == 0) return std::nullopt;
    double sum = 0;
    for (std::size_t row = 0; row < confusion.counts.size(); ++row)
        for (std::size_t column = 0; column < confusion.counts[row].size(); ++column)
            sum += distance(row, column) * static_cast<double>(confusion.counts[row][column]);
    return sum / static_cast<double>(total);
}

std::optional<double> chancePairing(const Confusion& confusion, std::span<const int> grades) {
    const auto n = static_cast<double>(confusion.total());
    if (n < 2) return std::nullopt;
    const int numClasses = confusion.numClasses;
    const auto scoreOf = [&](int reference, int predicted) {
        if (predicted == numClasses) return 0.0; // no valid answer
        if (grades.empty()) return reference == predicted ? 1.0 : 0.0;
        const auto [low, high] = std::minmax_element(grades.begin(), grades.end());
        const double range = std::max(*high - *low, 1);
        const double distance =
            (grades[static_cast<std::size_t>(predicted)] - grades[static_cast<std::size_t>(reference)]) /
            range;
        return 1 - distance * distance;
    };
    std::vector<double> ofReference(static_cast<std::size_t>(numClasses), 0.0); // mean score over all answers
    std::vector<double> ofAnswer(static_cast<std::size_t>(numClasses) + 1, 0.0);
    double mean = 0;
    double observed = 0;
    for (int r = 0; r < numClasses; ++r) {
        for (int p = 0; p <= numClasses; ++p) {
            const auto row = static_cast<std::size_t>(r);
            const auto column = static_cast<std::size_t>(p);
            const double score = scoreOf(r, p);
            ofReference[row] += score * ratio(confusion.ofPrediction(p), confusion.total());
            ofAnswer[column] += score * ratio(confusion.ofReference(r), confusion.total());
            mean += score * ratio(confusion.ofReference(r), confusion.total()) *
                    ratio(confusion.ofPrediction(p), confusion.total());
            observed += score * static_cast<double>(confusion.counts[row][column]);
        }
    }
    double variance = 0;
    for (int r = 0; r < numClasses; ++r) {
        for (int p = 0; p <= numClasses; ++p) {
            const double apart = scoreOf(r, p) - ofReference[static_cast<std::size_t>(r)] -
                                 ofAnswer[static_cast<std::size_t>(p)] + mean;
            variance += apart * apart * static_cast<double>(confusion.ofReference(r)) *
                        static_cast<double>(confusion.ofPrediction(p)) / (n - 1);
        }
    }
    if (variance < 1e-12) return 1.0;
    return 0.5 * std::erfc((observed - n * mean) / std::sqrt(2 * variance));
}

std::optional<double> predictedEntropy(const Confusion& confusion) {
    const std::int64_t total = confusion.total();
    if (total == 0) return std::nullopt;
    double entropy = 0;
    for (int column = 0; column <= confusion.numClasses; ++column) {
        const std::int64_t count = confusion.ofPrediction(column);
        if (count == 0) continue;
        const double share = ratio(count, total);
        entropy -= share * std::log(share);
    }
    return std::max(entropy, 0.0);
}

} // namespace vrft
