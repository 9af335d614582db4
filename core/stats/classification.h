// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Figures of classification and grading from one confusion matrix with a column for "no valid answer".
//
// An invalid answer is never left out: it is a wrong answer everywhere, and in grades it lies at the largest
// distance of the scale, so that refusing to answer can't improve a figure. What is undefined is nullopt,
// never NaN. Thread rule: values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vrft {

// One answered case: indices of classes in task order; no prediction = no valid answer.
struct Decision {
    int reference = 0;
    std::optional<int> predicted;
};

// counts[reference][predicted]; the last column (index numClasses) is "no valid answer".
struct Confusion {
    int numClasses = 0;
    std::vector<std::vector<std::int64_t>> counts;

    std::int64_t total() const;
    std::int64_t ofReference(int classIndex) const;
    std::int64_t ofPrediction(int classIndex) const;
};

// Error(InvalidArgument) for an index outside 0..numClasses-1.
Confusion confusionOf(std::span<const Decision> decisions, int numClasses);

std::optional<double> accuracy(const Confusion& confusion);

// Share of the most frequent reference class: what a constant answer reaches.
std::optional<double> majorityBaseline(const Confusion& confusion);

// Mean recall over the classes that occur in the reference.
std::optional<double> balancedAccuracy(const Confusion& confusion);

struct ClassFigures {
    std::int64_t n = 0;              // cases of this class in the reference
    std::optional<double> recall;    // sensitivity; absent when n is 0
    std::optional<double> precision; // absent when never predicted
    // Cases of the other classes answered with one of those; no valid answer is wrong here too, so that
    // refusing can't improve it. Absent where there are no other cases.
    std::optional<double> specificity;
};
std::vector<ClassFigures> perClass(const Confusion& confusion);

// Cohen's kappa with quadratic weights (Cohen 1968): 1 - Σ w·observed / Σ w·expected, w = (distance of
// grades)². `grades[i]` is the grade of class i. The "no valid answer" column lies at the scale's largest
// distance. nullopt without cases, with one grade, or when reference and predictions are all one and the same
// grade.
std::optional<double> quadraticWeightedKappa(const Confusion& confusion, std::span<const int> grades);

// Mean |predicted - reference| in grades; an invalid answer counts the largest distance, highest - lowest
// grade.
std::optional<double> meanGradeError(const Confusion& confusion, std::span<const int> grades);

// Probability that answers exchanged at random between the cases score at least as well as these: small where
// answers go with their cases, large where they would do as well for any other. The score of a case is 1 for
// the right class; with `grades` (of the classes; else empty) 1 - (distance ÷ largest distance)². One-sided,
// normal approximation with the permutations' exact mean and variance (Hoeffding 1951); cases count as
// independent. 1 where all answers or all references are one and the same; nullopt with fewer than two cases.
std::optional<double> chancePairing(const Confusion& confusion, std::span<const int> grades);

// Entropy in nats of the distribution of predicted classes, "no valid answer" being one more; 0 = always the
// same.
std::optional<double> predictedEntropy(const Confusion& confusion);

} // namespace vrft
