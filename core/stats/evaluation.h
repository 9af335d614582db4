// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The figures of one evaluation, and their JSON: evaluations/step-NNNNNN.json (formats.md §6).
//
// Doesn't read completions (core/prompt, core/reward do) and knows no run: who writes the file sets "step",
// "split", "image_gain" and "blank_gain" (present as null, in place) and may append "checkpoint" and "start".
// Thread rule: values and pure functions.
#pragma once

#include "core/box.h"
#include "core/json.h"
#include "core/knowledge/task.h"
#include "core/stats/calibration.h"
#include "core/stats/classification.h"
#include "core/stats/interval.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

// One sample: what is true and what was answered, all boxes in the stored frame.
struct EvaluationCase {
    std::string patient;
    std::string sample;
    std::optional<std::string> referenceLabel; // class id: classification
    std::optional<int> referenceGrade;         // grading
    std::vector<Box> referenceBoxes;           // localisation; empty = the answer is `none`
    std::optional<std::string> predictedLabel;
    std::optional<int> predictedGrade;
    std::vector<Box> predictedBoxes;
    bool valid = false;      // the answer could be read: a class, a grade in the scale, boxes or `none`
    int attributesNamed = 0; // attribute values named in the think text, and how many of them are true
    int attributesRight = 0;
    // Of the words between the answer's tags, given the prompt and the reasoning before them (formats.md §6);
    // absent where it isn't known.
    std::optional<double> answerProbability;
    std::vector<std::string> words; // of the think text
    int tokens = 0;                 // of the whole completion
    bool truncated = false;
};

// How varied and how long the reasonings of an evaluation are.
struct Diversity {
    std::optional<double> distinct1; // different words ÷ words, over all think texts
    std::optional<double> distinct2; // of pairs of neighbours
    double words = 0;                // mean of a think text
    double tokens = 0;               // mean of a completion
    double truncated = 0;            // share
};

// The score of one case in 0..1: 1 or 0 for a class, the task's distance score for a grade, the box score.
// An answer that isn't valid scores 0. Error(Mismatch) when the reference doesn't suit the task.
double caseScore(const Task& task, const EvaluationCase& one);

struct EvaluationSummary {
    std::int64_t n = 0;
    std::int64_t patients = 0;
    std::optional<Interval> score;    // mean caseScore: heldout/score
    std::optional<Interval> accuracy; // classes and exact grades
    std::optional<double> majority;
    std::optional<double> balancedAccuracy;
    std::vector<ClassFigures> perClass; // empty where it doesn't apply, as the confusion
    // Of perClass, in its order: sensitivity and specificity.
    std::vector<std::optional<Interval>> recall;
    std::vector<std::optional<Interval>> specificity;
    std::optional<Confusion> confusion;
    std::optional<double> predictedEntropy; // nats
    std::optional<double> chanceP;          // chancePairing
    std::optional<double> qwk;
    std::optional<double> gradeError;
    std::optional<double> iou; // mean box score
    std::optional<double> ap50;
    std::optional<double> attributesTruth; // true ÷ named over all cases; absent when none is named
    // Of balanced_accuracy, qwk, grade_error, iou, ap50 and attributes_truth, by their key; those that apply.
    std::vector<std::pair<std::string, Interval>> intervals;
    // Of the valid answers whose probability is known; classes and grades.
    std::optional<Calibration> calibration;
    std::optional<Diversity> diversity; // absent without cases
    BootstrapOptions bootstrap;
};

// Error(Mismatch), naming the sample, when a reference is missing or not in the task.
EvaluationSummary summariseEvaluation(const Task& task, std::span<const EvaluationCase> cases,
                                      const BootstrapOptions& bootstrap);

// The keys of formats.md §6 in its order; what doesn't apply is null.
Json evaluationJson(const EvaluationSummary& summary, const Task& task);

} // namespace vrft
