// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/evaluation.h"

#include "core/error.h"
#include "core/files.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Task makeTask(TaskKind kind, std::initializer_list<const char*> ids) {
    Task task;
    task.id = "task";
    task.kind = kind;
    int grade = 0;
    for (const char* id : ids) {
        TaskClass one;
        one.id = id;
        one.name = id;
        if (kind == TaskKind::Grading) one.grade = grade++;
        task.classes.push_back(one);
    }
    return task;
}

EvaluationCase labelled(const char* patient, const char* reference, const char* predicted) {
    EvaluationCase one;
    one.patient = patient;
    one.sample = "s1";
    one.referenceLabel = reference;
    one.valid = predicted != nullptr;
    if (predicted != nullptr) one.predictedLabel = predicted;
    return one;
}

EvaluationCase graded(const char* patient, int reference, std::optional<int> predicted) {
    EvaluationCase one;
    one.patient = patient;
    one.referenceGrade = reference;
    one.predictedGrade = predicted;
    one.valid = predicted.has_value();
    return one;
}

std::vector<std::string> keysOf(const Json& json) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    return keys;
}

const std::vector<std::string> kKeys = {"format",    "step",      "split",       "n",
                                        "patients",  "accuracy",  "majority",    "balanced_accuracy",
                                        "per_class", "confusion", "qwk",         "grade_error",
                                        "iou",       "ap50",      "image_gain",  "attributes_truth",
                                        "bootstrap", "intervals", "calibration", "diversity",
                                        "blank_gain"};

} // namespace

TEST_CASE("an evaluation of classes has the format's keys and figures counted by hand") {
    const Task task = makeTask(TaskKind::Classification, {"benign", "malignant"});
    std::vector<EvaluationCase> cases = {
        labelled("p1", "benign", "benign"), labelled("p1", "benign", "malignant"),
        labelled("p2", "malignant", "malignant"), labelled("p3", "benign", nullptr)};
    cases[0].attributesNamed = 3;
    cases[0].attributesRight = 2;
    cases[2].attributesNamed = 1;
    const EvaluationSummary summary = summariseEvaluation(task, cases, {4, 500, 0.95});
    const Json json = evaluationJson(summary, task);
    CHECK(keysOf(json) == kKeys);
    CHECK(json["format"] == 1);
    CHECK(json["n"] == 4);
    CHECK(json["patients"] == 3);
    CHECK(json["accuracy"]["value"] == 0.5);
    CHECK(json["accuracy"]["low"].get<double>() <= 0.5);
    CHECK(json["accuracy"]["high"].get<double>() >= 0.5);
    CHECK(json["majority"] == 0.75);
    CHECK(json["balanced_accuracy"].get<double>() == doctest::Approx((1.0 / 3 + 1) / 2));
    CHECK(json["confusion"] == Json::parse("[[1,1,1],[0,1,0]]"));
    const Json& malignant = json["per_class"]["malignant"];
    CHECK(malignant["n"] == 1);
    CHECK(malignant["recall"] == 1.0);
    CHECK(malignant["precision"] == 0.5);
    CHECK(malignant["specificity"].get<double>() == doctest::Approx(1.0 / 3)); // no answer is wrong here too
    CHECK(malignant["specificity_interval"].size() == 2);
    CHECK(json["intervals"]["balanced_accuracy"].size() == 2);
    CHECK_FALSE(json["intervals"].contains("qwk"));
    CHECK(json["attributes_truth"] == 0.5);
    CHECK(json["bootstrap"] == Json::parse(R"({"by":"patient","resamples":500,"seed":4})"));
    for (const char* key : {"qwk", "grade_error", "iou", "ap50", "image_gain", "blank_gain", "calibration"})
        CHECK(json[key].is_null());
    CHECK(summary.score->value == summary.accuracy->value);
}

TEST_CASE("grades score by distance, and an invalid grade lies at the largest distance") {
    const Task task = makeTask(TaskKind::Grading, {"g0", "g1", "g2"});
    const std::vector<EvaluationCase> cases = {graded("a", 0, 0), graded("b", 2, 1),
                                               graded("c", 1, std::nullopt)};
    const EvaluationSummary summary = summariseEvaluation(task, cases, {});
    CHECK(summary.score->value == doctest::Approx((1 + 0.25) / 3));
    CHECK(summary.accuracy->value == doctest::Approx(1.0 / 3));
    CHECK(*summary.gradeError == doctest::Approx((0 + 1 + 2) / 3.0));
    REQUIRE(summary.qwk);
    CHECK(evaluationJson(summary, task)["confusion"] == Json::parse("[[1,0,0,0],[0,0,0,1],[0,1,0,0]]"));
}

TEST_CASE("boxes have an IoU and an AP50 and no classes") {
    const Task task = makeTask(TaskKind::Localisation, {"lesion"});
    EvaluationCase right;
    right.patient = "a";
    right.valid = true;
    right.referenceBoxes = {{0, 0, 10, 10}};
    right.predictedBoxes = {{0, 0, 10, 10}};
    EvaluationCase nothing = right;
    nothing.patient = "b";
    nothing.referenceBoxes.clear();
    nothing.predictedBoxes.clear();
    EvaluationCase silent = nothing;
    silent.valid = false;
    const std::vector<EvaluationCase> cases = {right, nothing, silent};
    const Json json = evaluationJson(summariseEvaluation(task, cases, {}), task);
    CHECK(keysOf(json) == kKeys);
    CHECK(json["iou"].get<double>() == doctest::Approx(2.0 / 3));
    CHECK(json["ap50"] == 1.0);
    CHECK(json["intervals"]["iou"].size() == 2);
    CHECK(json["intervals"]["ap50"].is_null()); // the same in every resample
    for (const char* key : {"accuracy", "majority", "balanced_accuracy", "per_class", "confusion", "qwk"})
        CHECK(json[key].is_null());
}

TEST_CASE("calibration takes valid answers of known probability, diversity all reasonings") {
    const Task task = makeTask(TaskKind::Classification, {"benign", "malignant"});
    std::vector<EvaluationCase> cases = {
        labelled("p1", "benign", "benign"), labelled("p2", "benign", "malignant"),
        labelled("p3", "malignant", "malignant"), labelled("p4", "benign", nullptr)};
    cases[0].answerProbability = 0.95;
    cases[1].answerProbability = 0.85;
    cases[3].answerProbability = 0.5; // of no answer
    cases[0].words = {"a", "dark", "mass"};
    cases[1].words = {"a", "dark", "mass"};
    for (EvaluationCase& one : cases)
        one.tokens = 10;
    cases[3].truncated = true;
    const Json json = evaluationJson(summariseEvaluation(task, cases, {4, 200, 0.95}), task);
    const Json& calibration = json["calibration"];
    CHECK(calibration["n"] == 2);
    CHECK(calibration["left_out"] == 2);
    CHECK(calibration["ece"].get<double>() == doctest::Approx((0.05 + 0.85) / 2));
    CHECK(calibration["bins"].size() == 10);
    CHECK(calibration["bins"][8]["n"] == 1);
    CHECK(json["diversity"]["distinct_1"] == 0.5);
    CHECK(json["diversity"]["distinct_2"] == 0.5);
    CHECK(json["diversity"]["words"] == 1.5);
    CHECK(json["diversity"]["tokens"] == 10.0);
    CHECK(json["diversity"]["truncated"] == 0.25);
}

TEST_CASE("one patient has no interval and no cases have no figures") {
    const Task task = makeTask(TaskKind::Classification, {"benign", "malignant"});
    const std::vector<EvaluationCase> one = {labelled("p1", "benign", "benign")};
    const Json json = evaluationJson(summariseEvaluation(task, one, {}), task);
    CHECK(json["accuracy"] == Json::parse(R"({"value":1.0,"low":null,"high":null})"));
    CHECK(json["intervals"]["balanced_accuracy"].is_null());
    CHECK(json["per_class"]["benign"]["recall_interval"].is_null());
    CHECK(json["per_class"]["benign"]["specificity"].is_null()); // nobody of another class
    const Json empty = evaluationJson(summariseEvaluation(task, {}, {}), task);
    CHECK(empty["n"] == 0);
    CHECK(empty["accuracy"].is_null());
    CHECK(empty["attributes_truth"].is_null());
    CHECK(empty["balanced_accuracy"].is_null());
    CHECK(empty["majority"].is_null());
    CHECK(empty["diversity"].is_null());
    CHECK(empty["intervals"] == Json::object());
}

TEST_CASE("a reference the task doesn't know is refused with the sample's name") {
    const Task task = makeTask(TaskKind::Classification, {"benign", "malignant"});
    const std::vector<EvaluationCase> wrong = {labelled("p1", "other", "benign")};
    CHECK_THROWS_WITH_AS(summariseEvaluation(task, wrong, {}), doctest::Contains("s1"), Error);
    const std::vector<EvaluationCase> missing = {graded("p1", 1, 1)};
    CHECK_THROWS_AS(summariseEvaluation(task, missing, {}), Error);
}

TEST_CASE(
    "AP50 and overlap have pycocotools' and SciPy's values over the same draws, a grade error sklearn's") {
    const auto checkBounds = [](const Json& found, const Json& expected) {
        REQUIRE(found.is_null() == expected.at("bounds").is_null());
        for (std::size_t end = 0; end < found.size(); ++end)
            CHECK(found[end].get<double>() ==
                  doctest::Approx(expected.at("bounds")[end].get<double>()).epsilon(1e-10));
    };
    const auto boxesOf = [](const Json& json) {
        std::vector<Box> boxes;
        for (const Json& box : json)
            boxes.push_back({box[0], box[1], box[2], box[3]});
        return boxes;
    };
    const Json golden = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/stats/drawn.json");
    int boxes = 0;
    int grades = 0;
    for (const Json& given : golden.at("cases")) {
        if (given.at("kind") == "gain") continue;
        const bool localise = given.at("kind") == "boxes";
        std::vector<EvaluationCase> cases;
        for (std::size_t i = 0; i < given.at("patients").size(); ++i) {
            EvaluationCase one;
            one.patient = given.at("patients")[i];
            one.sample = std::to_string(i);
            one.valid = true;
            if (localise) {
                one.referenceBoxes = boxesOf(given.at("images")[i].at("reference"));
                one.predictedBoxes = boxesOf(given.at("images")[i].at("predicted"));
            } else {
                one.referenceGrade = given.at("reference")[i];
                one.predictedGrade = given.at("predicted")[i];
            }
            cases.push_back(std::move(one));
        }
        Task task = localise ? makeTask(TaskKind::Localisation, {"lesion"})
                             : makeTask(TaskKind::Grading, {"a", "b", "c"});
        if (!localise) task.classes.resize(given.at("classes"));
        const Json json = evaluationJson(
            summariseEvaluation(task, cases, {given.at("seed"), given.at("resamples"), 0.95}), task);
        CAPTURE(json.dump());
        if (!localise) {
            ++grades;
            const Json& expected = given.at("figures")[2];
            CHECK(json.at("grade_error").get<double>() ==
                  doctest::Approx(expected.at("value").get<double>()));
            checkBounds(json.at("intervals").at("grade_error"), expected);
            continue;
        }
        ++boxes;
        for (const char* key : {"ap50", "iou"}) {
            CAPTURE(key);
            CHECK(json.at(key).get<double>() == doctest::Approx(given.at(key).at("value").get<double>()));
            checkBounds(json.at("intervals").at(key), given.at(key));
        }
    }
    CHECK(boxes == 3);
    CHECK(grades == 4);
}
