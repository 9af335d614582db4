// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation.h"

#include "core/annotation/annotation_readers.h"
#include "core/annotation/annotation_writers.h"
#include "core/random.h"
#include "tests/support/task_fixtures.h"

#include <limits>

using namespace vrft;
using namespace vrft::test;

namespace {

Annotation labelled(const std::string& label) {
    Annotation annotation;
    annotation.image = {"1.2.3", 0};
    annotation.label = label;
    annotation.reader = "anna";
    return annotation;
}

std::string firstProblem(const Annotation& annotation, const Task& task, Size size = {100, 50}) {
    const std::vector<std::string> problems = annotationProblems(annotation, task, size);
    return problems.empty() ? std::string() : problems.front();
}

} // namespace

TEST_CASE("an annotation that doesn't fit its task is told in words") {
    const Task lesion = lesionTask();
    CHECK(firstProblem(labelled("Benign"), lesion).empty());
    CHECK(firstProblem(labelled("non-malignant"), lesion).empty());
    CHECK(firstProblem(labelled("cyst"), lesion) ==
          "the class \"cyst\" is unknown to task breast-us (it has benign, malignant)");
    Annotation item = labelled("benign");
    item.grade = 1;
    CHECK(firstProblem(item, lesion) == "a grade is given, but task breast-us isn't a grading");
    item = labelled("benign");
    item.label.reset();
    CHECK(firstProblem(item, lesion) == "the label is missing");

    const Task severity = severityTask();
    item.grade = 3;
    CHECK(firstProblem(item, severity) == "grade 3 is outside the scale of task severity, 0 to 2");
    item.grade = 1;
    CHECK(firstProblem(item, severity).empty());
    item.label = "severe";
    CHECK(firstProblem(item, severity) == "grade 1 and label \"severe\" contradict each other");
    item.label.reset();
    item.grade.reset();
    CHECK(firstProblem(item, severity) == "the grade is missing");
}

TEST_CASE("a stored label stays its class's when a grade gets another name, and a number means the grade") {
    Task severity = severityTask();
    Annotation item = completeAnnotation(labelled("severe"), severity, {100, 50}, "test");
    const std::string id = item.label.value();
    for (TaskClass& grade : severity.classes)
        if (grade.id == id) grade.name = "worst";
    CHECK(firstProblem(item, severity).empty());
    CHECK(completeAnnotation(item, severity, {100, 50}, "test").label == id);
    severity.classes[0].id = "2"; // an id that looks like another's grade
    Annotation number = labelled("2");
    CHECK(completeAnnotation(number, severity, {100, 50}, "test").grade == 2);
}

TEST_CASE("a box without area or outside the image is refused, a border touched isn't") {
    const Task cells = boxTask();
    Annotation item;
    item.boxes = {{0, 0, 100, 50}};
    CHECK(firstProblem(item, cells).empty());
    item.boxes = {{10, 10, 10, 20}};
    CHECK(firstProblem(item, cells) == "box [10, 10, 10, 20] has no area");
    item.boxes = {{10, 10, std::numeric_limits<double>::quiet_NaN(), 20}};
    CHECK(firstProblem(item, cells).find("has no area") != std::string::npos);
    item.boxes = {{10, 10, 100.5, 20}};
    CHECK(firstProblem(item, cells) ==
          "box [10, 10, 100.5, 20] reaches outside the image of 100 x 50 pixels");
    CHECK(firstProblem(item, cells, {0, 0}).empty()); // size unknown
    item.boxes = {{-0.5, 10, 20, 20}};
    CHECK_FALSE(firstProblem(item, cells).empty());
    item.boxes = {{10, 10, 100 + 1e-9, 20}};
    CHECK(completeAnnotation(item, cells, {100, 50}, "x").boxes.front().x2 == 100.0);
}

TEST_CASE("attributes must be the task's, once, with a value of any class") {
    const Task lesion = lesionTask();
    Annotation item = labelled("benign");
    item.attributes = {{"margin", "smooth"}};
    CHECK(firstProblem(item, lesion).empty());
    item.attributes = {{"margin", "fuzzy"}};
    CHECK(firstProblem(item, lesion) == "\"fuzzy\" is not a value of attribute \"margin\" of task breast-us");
    item.attributes = {{"colour", "red"}};
    CHECK(firstProblem(item, lesion) == "task breast-us has no attribute \"colour\"");
    item.attributes = {{"margin", "smooth"}, {"margin", "smooth"}};
    CHECK(firstProblem(item, lesion) == "attribute \"margin\" is given twice");
}

TEST_CASE("completion makes ids of names, and label and grade from each other") {
    CHECK(completeAnnotation(labelled("Non-Malignant"), lesionTask(), {}, "x").label == "benign");
    Annotation item;
    item.grade = 2;
    CHECK(completeAnnotation(item, severityTask(), {}, "x").label == "severe");
    CHECK(completeAnnotation(labelled("mild"), severityTask(), {}, "x").grade == 1);
    CHECK(completeAnnotation(labelled("WBC"), boxTask(), {}, "x").label == std::nullopt);
    std::string text;
    CHECK(codeOf([] { completeAnnotation(labelled("cyst"), lesionTask(), {}, "list.csv line 7"); }, &text) ==
          ErrorCode::InvalidArgument);
    CHECK(text.find("list.csv line 7") != std::string::npos);
}

TEST_CASE(
    "what is said about a box is checked, kept in its place, and goes into the target behind the image's") {
    Annotation item = labelled("benign");
    item.boxes = {{1, 1, 5, 5}, {2, 2, 6, 6}};
    item.boxNotes = {{{{"margin", "smooth"}}, "An oval mass."}, {}};
    CHECK(annotationProblems(item, lesionTask(), {}).empty());
    CHECK(completeAnnotation(item, lesionTask(), {}, "x").boxNotes.size() == 1); // what says nothing goes
    item.boxNotes[1].attributes = {{"margin", "purple"}};
    CHECK(annotationProblems(item, lesionTask(), {}).size() == 1);
    item.boxNotes = {{}, {}, {}};
    CHECK(annotationProblems(item, lesionTask(), {}).size() == 1);

    item.boxNotes = {{{{"margin", "smooth"}}, "First."},
                     {{{"margin", "spiculated"}, {"echo", "dark"}}, "Second."}};
    CHECK(targetAttributes(item) == AttributeValues{{"margin", "smooth"}, {"echo", "dark"}});
    CHECK(targetReasoning(item) == "First. Second.");
    item.reasoning = "The image.";
    item.attributes = {{"echo", "bright"}};
    CHECK(targetReasoning(item) == "The image. First. Second.");
    CHECK(targetAttributes(item) == AttributeValues{{"echo", "bright"}, {"margin", "smooth"}});
    CHECK(annotationToJson(labelled("benign")).contains("box_notes") == false);
}

TEST_CASE("annotations survive JSON lines to the last bit") {
    CounterRandom random(5);
    std::vector<Annotation> annotations;
    for (int i = 0; i < 200; ++i) {
        Annotation item = labelled(i % 2 == 0 ? "benign" : "malign\"ant,\n");
        item.image = {"1.2." + std::to_string(i), i % 3};
        item.task = "breast-us";
        if (i % 3 == 0) item.grade = i;
        if (i % 5 == 0) item.label.reset();
        for (int b = 0; b < i % 4; ++b) {
            const double x = random.uniform() * 1e3;
            const double y = random.uniform() / 3e5;
            item.boxes.push_back({x, y, x + random.uniform() + 1e-9, y + 1});
        }
        item.attributes = {{"margin", "smooth"}, {"a", "é"}};
        item.findings = {"cyst at 3 o'clock"};
        if (i % 2 == 0) item.reasoning = "Smooth margin.\nNo shadow.";
        if (!item.boxes.empty()) item.boxNotes = {{{{"margin", "spiculated"}}, "Here\nit is."}};
        if (item.boxes.size() > 2) item.boxNotes.insert(item.boxNotes.begin(), BoxNote());
        item.note = "n";
        item.time = 1.7e9 + random.uniform();
        annotations.push_back(item);
    }
    const AnnotationList list = readAnnotationJsonl(annotationsToJsonl(annotations), "x.jsonl");
    REQUIRE(list.entries.size() == annotations.size());
    CHECK(list.skipped.empty());
    for (std::size_t i = 0; i < annotations.size(); ++i) {
        Annotation back = list.entries[i].annotation;
        back.image.sopUid = list.entries[i].source;
        CHECK(back == annotations[i]);
    }
}

TEST_CASE("our CSV is read back equal in all it can carry") {
    std::vector<Annotation> annotations(3);
    annotations[0] = labelled("benign, \"soft\"");
    annotations[0].task = "breast-us";
    annotations[0].note = "two\nlines";
    annotations[1].image = {"1.2.4", 2};
    annotations[1].boxes = {{0.1, 9.5, 30, 28}, {1, 2, 3, 1e-7 + 2}};
    annotations[1].reader = "bob";
    annotations[2].image = {"1.2.5", 0};
    annotations[2].grade = 4;
    annotations[2].reader = "bob";
    const AnnotationList list = readAnnotationCsv(annotationsToCsv(annotations), "x.csv");
    REQUIRE(list.entries.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        Annotation back = list.entries[i].annotation;
        back.image.sopUid = list.entries[i].source;
        CHECK(back == annotations[i]);
    }
}
