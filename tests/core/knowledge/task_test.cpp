// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/knowledge/task.h"
#include "tests/core/knowledge/tasks.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("answers match an id, a name or a synonym by equality after normalisation") {
    const Task task = test::breastTask();
    const auto idOf = [&task](std::string_view answer) {
        const TaskClass* found = matchClass(task, answer);
        return found == nullptr ? std::string("-") : found->id;
    };
    for (const char* answer : {"benign", "Benign", " BENIGN. ", "\"benign\"", "**benign**", "'Benign.'",
                               "non-malignant", "\n benign\t"})
        CHECK_MESSAGE(idOf(answer) == "benign", answer);
    for (const char* answer :
         {"malignant", "Malignant tumour", "malignant_tumour", "Malignant   tumour.", "cancer"})
        CHECK_MESSAGE(idOf(answer) == "malignant", answer);
    // Never a substring, never empty, never two.
    for (const char* answer :
         {"", " ", ".", "\"\"", "ben", "benign tumour", "benign, malignant", "benign malignant",
          "it is benign", "non malignant", "tumour", "be nign", "\xFF\xFE"})
        CHECK_MESSAGE(idOf(answer) == "-", answer);
}

TEST_CASE("grades match an integer of the scale, a name or a synonym") {
    const Task task = test::gradeTask();
    const auto gradeOf = [&task](std::string_view answer) { return matchGrade(task, answer).value_or(-99); };
    for (const char* answer : {"1", " 1 ", "1.", "**1**", "\"1\"", "+1", "01", "mild", "Slight", "MILD."})
        CHECK_MESSAGE(gradeOf(answer) == 1, answer);
    CHECK(gradeOf("0") == 0);
    CHECK(gradeOf("-0") == 0);
    CHECK(gradeOf("severe") == 2);
    for (const char* answer : {"3", "-1", "1.0", "1.5", "1,2", "1 2", "grade 1", "one", "",
                               "99999999999999999999", "b", "0x1", "1e0", "+-1", "mild severe", "nan"})
        CHECK_MESSAGE(gradeOf(answer) == -99, answer);
    CHECK(matchClass(task, "2")->id == "c");
    CHECK(matchClass(task, "slight")->id == "b");
    CHECK(matchClass(task, "3") == nullptr);
    CHECK_FALSE(matchGrade(test::breastTask(), "1"));
    CHECK(gradeRange(task).low == 0);
    CHECK(gradeRange(task).high == 2);
    CHECK(gradeRange(task).count() == 3);
}

TEST_CASE("fuzzy grades give the credits the format states") {
    GradeDistance distance; // geometric
    CHECK(distance.score(0, 5) == 1);
    CHECK(distance.score(1, 5) == 0.25);
    CHECK(distance.score(2, 5) == 0.0625);
    CHECK(distance.score(3, 5) == 0.015625);
    distance.preset = GradeDistance::Preset::Table;
    CHECK(distance.score(0, 5) == 1);
    CHECK(distance.score(1, 5) == 0.5);
    CHECK(distance.score(2, 5) == 0.1);
    CHECK(distance.score(3, 5) == 0);
    distance.preset = GradeDistance::Preset::Power;
    CHECK(distance.score(0, 5) == 1);
    CHECK(distance.score(1, 5) == doctest::Approx(0.31640625));
    CHECK(distance.score(2, 5) == doctest::Approx(0.0625));
    CHECK(distance.score(3, 5) == doctest::Approx(0.00390625));
    CHECK(distance.score(4, 5) == 0);
    CHECK(distance.score(9, 5) == 0);
}

TEST_CASE("a task survives the way through json") {
    for (Task task : {test::breastTask(), test::gradeTask(), test::boxTask()}) {
        CHECK(taskFromJson(taskToJson(task), "again") == task);
        if (task.kind != TaskKind::Grading) continue;
        for (const auto preset : {GradeDistance::Preset::Power, GradeDistance::Preset::Table}) {
            task.distance.preset = preset;
            if (preset == GradeDistance::Preset::Table) task.distance.table = {1, 0.75, 0.5, 0};
            CHECK(taskFromJson(taskToJson(task), "again") == task);
        }
    }
}

TEST_CASE("kind is classification and distance geometric where a task says nothing") {
    const Task task = taskFromJson(
        parseJson(
            R"({"id":"t","name":"T","question":"Q?","classes":[{"id":"a","name":"a"},{"id":"b","name":"b"}]})",
            "t"),
        "t");
    CHECK(task.kind == TaskKind::Classification);
    CHECK(test::gradeTask().distance == GradeDistance{});
}

TEST_CASE("a task file needs its format and a newer one is said to be newer") {
    Json document = taskToJson(test::breastTask());
    CHECK_NOTHROW(taskFromJson(document, "t"));
    document.erase("format");
    CHECK_NOTHROW(taskFromJson(document, "embedded"));
    const test::TempFolder folder;
    writeFileAtomic(folder / "task.json", jsonPretty(document));
    CHECK_THROWS_WITH_AS(readTask(folder / "task.json"), doctest::Contains("format"), Error);
    document["format"] = 2;
    try {
        taskFromJson(document, "t");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NewerFormat);
    }
}

TEST_CASE("attributes of a task are the union over its classes in order") {
    const std::vector<Attribute> all = taskAttributes(test::breastTask());
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "margin");
    CHECK(all[0].values == std::vector<std::string>{"smooth", "not spiculated", "spiculated"});
    CHECK(all[1].name == "echo");
}
