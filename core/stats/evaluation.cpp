// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/evaluation.h"

#include "core/error.h"
#include "core/stats/boxes.h"

#include <fmt/format.h>
#include <unordered_set>

namespace vrft {

namespace {

[[noreturn]] void unsuitable(const EvaluationCase& one, const std::string& problem) {
    throw Error(ErrorCode::Mismatch, problem, fmt::format("evaluation, sample {}", one.sample),
                "Evaluate with the task the dataset was made for");
}

std::optional<int> indexOfLabel(const Task& task, const std::string& label) {
    const TaskClass* found = findClass(task, label);
    if (found == nullptr) return std::nullopt;
    return static_cast<int>(found - task.classes.data());
}

std::optional<int> indexOfGrade(const Task& task, int grade) {
    const TaskClass* found = findGrade(task, grade);
    if (found == nullptr) return std::nullopt;
    return static_cast<int>(found - task.classes.data());
}

std::optional<int> referenceIndex(const Task& task, const EvaluationCase& one) {
    if (task.kind == TaskKind::Grading)
        return one.referenceGrade ? indexOfGrade(task, *one.referenceGrade) : std::nullopt;
    return one.referenceLabel ? indexOfLabel(task, *one.referenceLabel) : std::nullopt;
}

// A grade within the scale that no class has is left with the invalid answers.
std::optional<int> predictedIndex(const Task& task, const EvaluationCase& one) {
    if (!one.valid) return std::nullopt;
    if (task.kind == TaskKind::Grading)
        return one.predictedGrade ? indexOfGrade(task, *one.predictedGrade) : std::nullopt;
    return one.predictedLabel ? indexOfLabel(task, *one.predictedLabel) : std::nullopt;
}

Decision decisionOf(const Task& task, const EvaluationCase& one) {
    const std::optional<int> reference = referenceIndex(task, one);
    if (!reference)
        unsuitable(one, task.kind == TaskKind::Grading ? "the reference grade is missing or no class has it"
                                                       : "the reference label is missing or no class has it");
    return {*reference, predictedIndex(task, one)};
}

void addClassFigures(EvaluationSummary& summary, const Task& task, std::span<const EvaluationCase> cases,
                     std::span<const std::string> patients) {
    std::vector<Decision> decisions;
    std::vector<double> right;
    for (const EvaluationCase& one : cases) {
        decisions.push_back(decisionOf(task, one));
        right.push_back(decisions.back().predicted == decisions.back().reference ? 1 : 0);
    }
    const Confusion confusion = confusionOf(decisions, static_cast<int>(task.classes.size()));
    summary.accuracy = bootstrapByPatient(patients, right, summary.bootstrap);
    summary.majority = majorityBaseline(confusion);
    summary.balancedAccuracy = balancedAccuracy(confusion);
    summary.perClass = perClass(confusion);
    summary.predictedEntropy = predictedEntropy(confusion);
    std::vector<int> grades;
    if (task.kind == TaskKind::Grading) {
        for (const TaskClass& one : task.classes)
            grades.push_back(one.grade.value_or(0));
        summary.qwk = quadraticWeightedKappa(confusion, grades);
        summary.gradeError = meanGradeError(confusion, grades);
    }
    summary.chanceP = chancePairing(confusion, grades);
    summary.confusion = confusion;
}

void addBoxFigures(EvaluationSummary& summary, std::span<const EvaluationCase> cases) {
    std::vector<BoxesOfImage> images;
    for (const EvaluationCase& one : cases)
        images.push_back({one.predictedBoxes, one.referenceBoxes});
    if (summary.score) summary.iou = summary.score->value;
    summary.ap50 = averagePrecision50(images);
}

template <typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json intervalJson(const std::optional<Interval>& interval) {
    if (!interval) return {};
    return {{"value", interval->value}, {"low", orNull(interval->low)}, {"high", orNull(interval->high)}};
}

Json perClassJson(const EvaluationSummary& summary, const Task& task) {
    if (summary.perClass.empty()) return {};
    Json result = Json::object();
    for (std::size_t i = 0; i < summary.perClass.size(); ++i) {
        const ClassFigures& figures = summary.perClass[i];
        result[task.classes.at(i).id] = {
            {"n", figures.n}, {"recall", orNull(figures.recall)}, {"precision", orNull(figures.precision)}};
    }
    return result;
}

} // namespace

double caseScore(const Task& task, const EvaluationCase& one) {
    if (task.kind == TaskKind::Localisation)
        return one.valid ? boxScore(one.predictedBoxes, one.referenceBoxes) : 0;
    const Decision decision = decisionOf(task, one);
    if (task.kind == TaskKind::Classification) return decision.predicted == decision.reference ? 1 : 0;
    if (!one.valid || !one.predictedGrade) return 0;
    return task.distance.score(std::abs(*one.predictedGrade - *one.referenceGrade), gradeRange(task).count());
}

EvaluationSummary summariseEvaluation(const Task& task, std::span<const EvaluationCase> cases,
                                      const BootstrapOptions& bootstrap) {
    EvaluationSummary summary;
    summary.bootstrap = bootstrap;
    summary.n = static_cast<std::int64_t>(cases.size());
    std::vector<std::string> patients;
    std::vector<double> scores;
    std::int64_t named = 0;
    std::int64_t right = 0;
    for (const EvaluationCase& one : cases) {
        patients.push_back(one.patient);
        scores.push_back(caseScore(task, one));
        named += one.attributesNamed;
        right += one.attributesRight;
    }
    summary.patients = static_cast<std::int64_t>(std::unordered_set(patients.begin(), patients.end()).size());
    summary.score = bootstrapByPatient(patients, scores, bootstrap);
    if (named > 0) summary.attributesTruth = static_cast<double>(right) / static_cast<double>(named);
    if (task.kind == TaskKind::Localisation) {
        addBoxFigures(summary, cases);
    } else {
        addClassFigures(summary, task, cases, patients);
    }
    return summary;
}

Json evaluationJson(const EvaluationSummary& summary, const Task& task) {
    Json json;
    json["format"] = 1;
    json["step"] = nullptr;
    json["split"] = nullptr;
    json["n"] = summary.n;
    json["patients"] = summary.patients;
    json["accuracy"] = intervalJson(summary.accuracy);
    json["majority"] = orNull(summary.majority);
    json["balanced_accuracy"] = orNull(summary.balancedAccuracy);
    json["per_class"] = perClassJson(summary, task);
    json["confusion"] = summary.confusion ? Json(summary.confusion->counts) : Json();
    json["qwk"] = orNull(summary.qwk);
    json["grade_error"] = orNull(summary.gradeError);
    json["iou"] = orNull(summary.iou);
    json["ap50"] = orNull(summary.ap50);
    json["image_gain"] = nullptr;
    json["attributes_truth"] = orNull(summary.attributesTruth);
    json["bootstrap"] = {
        {"by", "patient"}, {"resamples", summary.bootstrap.resamples}, {"seed", summary.bootstrap.seed}};
    return json;
}

} // namespace vrft
