// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/knowledge/task.h"
#include "tests/core/knowledge/tasks.h"

#include <doctest/doctest.h>
#include <functional>

using namespace vrft;

namespace {

struct Refusal {
    const char* rule;
    const char* said; // must be in the message
    std::function<void(Json&)> spoil;
};

void checkRefused(const Json& good, const Refusal& refusal) {
    CAPTURE(refusal.rule);
    Json document = good;
    refusal.spoil(document);
    try {
        taskFromJson(document, "task.json");
        FAIL_CHECK("accepted: " << refusal.rule);
    } catch (const Error& error) {
        const std::string what = error.what();
        CHECK(error.code() == ErrorCode::InvalidFormat);
        CHECK_MESSAGE(what.find(refusal.said) != std::string::npos, what);
        CHECK(what.find("task.json") != std::string::npos);
        CHECK(what.find('\n') == std::string::npos);
        CHECK_FALSE(error.next().empty());
    }
}

} // namespace

TEST_CASE("a classification that can't be answered without doubt is refused in words") {
    const Json good = taskToJson(test::breastTask());
    for (const Refusal& refusal : std::vector<Refusal>{
             {"unknown key", "\"top\"", [](Json& t) { t["top"] = 1; }},
             {"unknown class key", "\"colour\"", [](Json& t) { t["classes"][0]["colour"] = 1; }},
             {"unknown attribute key", "\"unit\"",
              [](Json& t) { t["classes"][0]["attributes"][0]["unit"] = 1; }},
             {"missing question", "\"question\"", [](Json& t) { t.erase("question"); }},
             {"empty question", "the question is empty", [](Json& t) { t["question"] = " \n"; }},
             {"unknown kind", "ranking", [](Json& t) { t["kind"] = "ranking"; }},
             {"no classes", "two classes or more", [](Json& t) { t["classes"] = Json::array(); }},
             {"one class", "two classes or more", [](Json& t) { t["classes"].erase(1); }},
             {"classes no list", "must be a list", [](Json& t) { t["classes"] = "benign"; }},
             {"id with a slash", "not usable", [](Json& t) { t["id"] = "../x"; }},
             {"id beginning with a point", "not usable", [](Json& t) { t["id"] = ".hidden"; }},
             {"empty id", "not usable", [](Json& t) { t["id"] = ""; }},
             {"same class id", "there twice", [](Json& t) { t["classes"][1]["id"] = "benign"; }},
             {"shared synonym", "names two classes",
              [](Json& t) { t["classes"][1]["synonyms"] = {"NON-malignant."}; }},
             {"synonym is another's name", "names two classes",
              [](Json& t) { t["classes"][1]["synonyms"] = {"*benign*"}; }},
             {"synonym is another's id", "names two classes",
              [](Json& t) { t["classes"][0]["synonyms"] = {"Malignant"}; }},
             {"name of nothing", "nothing after normalisation",
              [](Json& t) { t["classes"][0]["name"] = "\"\""; }},
             {"name with a line break", "line break", [](Json& t) { t["classes"][0]["name"] = "a\nb"; }},
             {"definition with a line break", "line break",
              [](Json& t) { t["classes"][0]["definition"] = "a\nb"; }},
             {"definition ending in a blank", "blank", [](Json& t) { t["classes"][0]["definition"] = "a "; }},
             {"control character", "control character",
              [](Json& t) { t["classes"][0]["definition"] = "a\x01"; }},
             {"grade in a classification", "has a grade", [](Json& t) { t["classes"][0]["grade"] = 1; }},
             {"attribute without values", "no values",
              [](Json& t) { t["classes"][0]["attributes"][0]["values"] = Json::array(); }},
             {"value of no word", "no letter",
              [](Json& t) { t["classes"][0]["attributes"][0]["values"] = {"--"}; }},
             {"value twice", "there twice",
              [](Json& t) {
                  t["classes"][0]["attributes"][0]["values"] = {"smooth", "Smooth"};
              }},
             {"attribute twice", "there twice",
              [](Json& t) { t["classes"][0]["attributes"][1]["name"] = "Margin"; }},
             {"values no texts", "list of texts",
              [](Json& t) { t["classes"][0]["attributes"][0]["values"] = {1}; }},
             {"two classes to localise", "exactly one class", [](Json& t) { t["kind"] = "localisation"; }}})
        checkRefused(good, refusal);
}

TEST_CASE("a grading whose grades or credits are in doubt is refused in words") {
    const Json good = taskToJson(test::gradeTask());
    for (const Refusal& refusal : std::vector<Refusal>{
             {"grade missing", "has no grade", [](Json& t) { t["classes"][1].erase("grade"); }},
             {"same grade", "share the grade 2", [](Json& t) { t["classes"][1]["grade"] = 2; }},
             {"grade 1.5", "whole number", [](Json& t) { t["classes"][1]["grade"] = 1.5; }},
             {"grade as text", "whole number", [](Json& t) { t["classes"][1]["grade"] = "1"; }},
             {"huge grade", "between", [](Json& t) { t["classes"][1]["grade"] = 1000000; }},
             {"name is another grade", "another grade", [](Json& t) { t["classes"][1]["name"] = "2"; }},
             {"synonym outside the scale", "another grade",
              [](Json& t) { t["classes"][1]["synonyms"] = {"7"}; }},
             {"unknown preset", "linear",
              [](Json& t) {
                  t["distance"] = {{"preset", "linear"}};
              }},
             {"base 1", "base",
              [](Json& t) {
                  t["distance"] = {{"preset", "geometric"}, {"base", 1}};
              }},
             {"negative base", "base",
              [](Json& t) {
                  t["distance"] = {{"preset", "geometric"}, {"base", -0.5}};
              }},
             {"negative credit", "credit -0.1",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 1}, {"1", -0.1}}}};
              }},
             {"rising credit", "credit 0.6",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 1}, {"1", 0.5}, {"2", 0.6}}}};
              }},
             {"exact grade below 1", "exact",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 0.5}}}};
              }},
             {"credit above 1", "credit 2",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 2}}}};
              }},
             {"gap in the table", "gaps",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 1}, {"2", 0.5}}}};
              }},
             {"distance no number", "whole numbers",
              [](Json& t) {
                  t["distance"] = {{"table", {{"0", 1}, {"x", 0.5}}}};
              }},
             {"empty table", "credits",
              [](Json& t) {
                  t["distance"] = {{"table", Json::object()}};
              }},
             {"table beside another preset", "contradicts",
              [](Json& t) {
                  t["distance"] = {{"preset", "power"}, {"table", {{"0", 1}}}};
              }},
             {"base beside power", "\"base\"", [](Json& t) {
                  t["distance"] = {{"preset", "power"}, {"base", 0.5}};
              }}})
        checkRefused(good, refusal);
}

TEST_CASE("a number may name the class that has it as grade") {
    Json document = taskToJson(test::gradeTask());
    document["classes"][1]["name"] = "1";
    document["classes"][1]["id"] = "1";
    CHECK(matchGrade(taskFromJson(document, "t"), "1") == 1);
}

TEST_CASE("text that isn't utf-8 is refused") {
    Task task = test::breastTask();
    task.classes[0].definition = "caf\xE9";
    CHECK_THROWS_WITH_AS(validateTask(task, "t"), doctest::Contains("UTF-8"), Error);
}
