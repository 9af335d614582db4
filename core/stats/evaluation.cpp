// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/evaluation.h"

#include "core/error.h"
#include "core/stats/boxes.h"
#include "core/stats/diversity.h"

#include <array>
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

std::vector<int> gradesOf(const Task& task) {
    std::vector<int> grades;
    for (const TaskClass& one : task.classes)
        grades.push_back(one.grade.value_or(0));
    return grades;
}

// True ÷ named over the chosen cases.
std::optional<double> attributesTruthOf(std::span<const EvaluationCase> cases,
                                        std::span<const std::size_t> chosen) {
    std::int64_t named = 0;
    std::int64_t right = 0;
    for (const std::size_t i : chosen) {
        named += cases[i].attributesNamed;
        right += cases[i].attributesRight;
    }
    if (named == 0) return std::nullopt;
    return static_cast<double>(right) / static_cast<double>(named);
}

// What is drawn together, in this order; then recall and specificity of each class.
constexpr std::array<const char*, 4> kClassKeys = {"balanced_accuracy", "qwk", "grade_error",
                                                   "attributes_truth"};
constexpr std::array<const char*, 2> kBoxKeys = {"ap50", "attributes_truth"};

void addClassIntervals(EvaluationSummary& summary, const Task& task, std::span<const EvaluationCase> cases,
                       std::span<const std::string> patients, std::span<const Decision> decisions) {
    const std::size_t numClasses = task.classes.size();
    const std::vector<int> grades = gradesOf(task);
    std::vector<Decision> drawn;
    const auto figuresOf = [&](std::span<const std::size_t> chosen,
                               std::span<std::optional<double>> figures) {
        drawn.clear();
        for (const std::size_t i : chosen)
            drawn.push_back(decisions[i]);
        const Confusion confusion = confusionOf(drawn, static_cast<int>(numClasses));
        figures[0] = balancedAccuracy(confusion);
        if (task.kind == TaskKind::Grading) {
            figures[1] = quadraticWeightedKappa(confusion, grades);
            figures[2] = meanGradeError(confusion, grades);
        }
        figures[3] = attributesTruthOf(cases, chosen);
        const std::vector<ClassFigures> each = perClass(confusion);
        for (std::size_t c = 0; c < numClasses; ++c) {
            figures[kClassKeys.size() + c] = each[c].recall;
            figures[kClassKeys.size() + numClasses + c] = each[c].specificity;
        }
    };
    const auto drawnTogether =
        bootstrapFigures(patients, kClassKeys.size() + 2 * numClasses, figuresOf, summary.bootstrap);
    for (std::size_t i = 0; i < kClassKeys.size(); ++i)
        if (drawnTogether[i]) summary.intervals.emplace_back(kClassKeys[i], *drawnTogether[i]);
    const auto first = drawnTogether.begin() + static_cast<std::ptrdiff_t>(kClassKeys.size());
    const auto middle = first + static_cast<std::ptrdiff_t>(numClasses);
    summary.recall.assign(first, middle);
    summary.specificity.assign(middle, drawnTogether.end());
}

void addClassFigures(EvaluationSummary& summary, const Task& task, std::span<const EvaluationCase> cases,
                     std::span<const std::string> patients) {
    std::vector<Decision> decisions;
    std::vector<double> right;
    std::vector<ConfidentAnswer> confident;
    for (const EvaluationCase& one : cases) {
        decisions.push_back(decisionOf(task, one));
        const bool hit = decisions.back().predicted == decisions.back().reference;
        right.push_back(hit ? 1 : 0);
        if (decisions.back().predicted && one.answerProbability)
            confident.push_back({*one.answerProbability, hit});
    }
    const Confusion confusion = confusionOf(decisions, static_cast<int>(task.classes.size()));
    summary.accuracy = bootstrapByPatient(patients, right, summary.bootstrap);
    summary.majority = majorityBaseline(confusion);
    summary.balancedAccuracy = balancedAccuracy(confusion);
    summary.perClass = perClass(confusion);
    summary.predictedEntropy = predictedEntropy(confusion);
    std::vector<int> grades;
    if (task.kind == TaskKind::Grading) {
        grades = gradesOf(task);
        summary.qwk = quadraticWeightedKappa(confusion, grades);
        summary.gradeError = meanGradeError(confusion, grades);
    }
    summary.chanceP = chancePairing(confusion, grades);
    summary.calibration = calibrationOf(confident);
    summary.confusion = confusion;
    addClassIntervals(summary, task, cases, patients, decisions);
}

void addBoxFigures(EvaluationSummary& summary, std::span<const EvaluationCase> cases,
                   std::span<const std::string> patients) {
    std::vector<MatchedImage> images;
    std::vector<std::size_t> all;
    for (const EvaluationCase& one : cases) {
        all.push_back(images.size());
        images.push_back(matchAtHalf({one.predictedBoxes, one.referenceBoxes}));
    }
    if (summary.score) {
        summary.iou = summary.score->value;
        summary.intervals.emplace_back("iou", *summary.score);
    }
    summary.ap50 = averagePrecision50(images, all);
    const auto drawnTogether = bootstrapFigures(
        patients, kBoxKeys.size(),
        [&](std::span<const std::size_t> chosen, std::span<std::optional<double>> figures) {
            figures[0] = averagePrecision50(images, chosen);
            figures[1] = attributesTruthOf(cases, chosen);
        },
        summary.bootstrap);
    for (std::size_t i = 0; i < kBoxKeys.size(); ++i)
        if (drawnTogether[i]) summary.intervals.emplace_back(kBoxKeys[i], *drawnTogether[i]);
}

std::optional<Diversity> diversityOf(std::span<const EvaluationCase> cases) {
    if (cases.empty()) return std::nullopt;
    Diversity diversity;
    std::vector<std::vector<std::string>> texts;
    for (const EvaluationCase& one : cases) {
        texts.push_back(one.words);
        diversity.words += static_cast<double>(one.words.size());
        diversity.tokens += one.tokens;
        diversity.truncated += one.truncated ? 1 : 0;
    }
    const auto n = static_cast<double>(cases.size());
    diversity.words /= n;
    diversity.tokens /= n;
    diversity.truncated /= n;
    diversity.distinct1 = distinctN(texts, 1);
    diversity.distinct2 = distinctN(texts, 2);
    return diversity;
}

template <typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json intervalJson(const std::optional<Interval>& interval) {
    if (!interval) return {};
    return {{"value", interval->value}, {"low", orNull(interval->low)}, {"high", orNull(interval->high)}};
}

Json boundsJson(const std::optional<Interval>& interval) {
    if (!interval || !interval->low) return {};
    return Json::array({*interval->low, *interval->high});
}

Json calibrationJson(const EvaluationSummary& summary) {
    if (!summary.calibration) return {};
    const Calibration& of = *summary.calibration;
    Json bins = Json::array();
    for (const CalibrationBin& bin : of.bins)
        bins.push_back({{"low", bin.low},
                        {"high", bin.high},
                        {"n", bin.n},
                        {"probability", orNull(bin.probability)},
                        {"accuracy", orNull(bin.accuracy)}});
    return {{"n", of.n},
            {"left_out", summary.n - of.n},
            {"probability", of.probability},
            {"accuracy", of.accuracy},
            {"ece", of.ece},
            {"brier", of.brier},
            {"bins", bins}};
}

Json diversityJson(const std::optional<Diversity>& diversity) {
    if (!diversity) return {};
    return {{"distinct_1", orNull(diversity->distinct1)},
            {"distinct_2", orNull(diversity->distinct2)},
            {"words", diversity->words},
            {"tokens", diversity->tokens},
            {"truncated", diversity->truncated}};
}

Json perClassJson(const EvaluationSummary& summary, const Task& task) {
    if (summary.perClass.empty()) return {};
    Json result = Json::object();
    for (std::size_t i = 0; i < summary.perClass.size(); ++i) {
        const ClassFigures& figures = summary.perClass[i];
        result[task.classes.at(i).id] = {{"n", figures.n},
                                         {"recall", orNull(figures.recall)},
                                         {"precision", orNull(figures.precision)},
                                         {"specificity", orNull(figures.specificity)},
                                         {"recall_interval", boundsJson(summary.recall.at(i))},
                                         {"specificity_interval", boundsJson(summary.specificity.at(i))}};
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
    std::vector<std::size_t> all;
    for (const EvaluationCase& one : cases) {
        all.push_back(patients.size());
        patients.push_back(one.patient);
        scores.push_back(caseScore(task, one));
    }
    summary.patients = static_cast<std::int64_t>(std::unordered_set(patients.begin(), patients.end()).size());
    summary.score = bootstrapByPatient(patients, scores, bootstrap);
    summary.attributesTruth = attributesTruthOf(cases, all);
    summary.diversity = diversityOf(cases);
    if (task.kind == TaskKind::Localisation) {
        addBoxFigures(summary, cases, patients);
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
    json["intervals"] = Json::object();
    for (const auto& [key, interval] : summary.intervals)
        json["intervals"][key] = boundsJson(interval);
    json["calibration"] = calibrationJson(summary);
    json["diversity"] = diversityJson(summary.diversity);
    json["blank_gain"] = nullptr;
    return json;
}

} // namespace vrft
