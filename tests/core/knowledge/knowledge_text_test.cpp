// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/knowledge/task.h"
#include "tests/core/knowledge/tasks.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("knowledge text of a classification is these bytes") {
    CHECK(knowledgeText(test::breastTask()) ==
          "Benign: Grows slowly.\n"
          "Benign \xE2\x80\x93 margin: smooth, not spiculated. Follow the edge.\n"
          "Benign \xE2\x80\x93 echo: bright.\n"
          "Malignant tumour \xE2\x80\x93 margin: spiculated.");
}

TEST_CASE("knowledge text of a grading names grade and class") {
    CHECK(knowledgeText(test::gradeTask()) == "0 (none): No lesion.\n"
                                              "1 (mild) \xE2\x80\x93 spots: few, some.\n"
                                              "2 (severe): Many lesions.");
}

TEST_CASE("a task without knowledge has an empty text") {
    CHECK(knowledgeText(test::boxTask()).empty());
}

TEST_CASE("synonyms are not shown") {
    CHECK(knowledgeText(test::breastTask()).find("cancer") == std::string::npos);
    CHECK(knowledgeText(test::breastTask()).find("non-malignant") == std::string::npos);
}

TEST_CASE("the knowledge version follows what is known and nothing else") {
    const Task task = test::breastTask();
    const std::string version = knowledgeVersion(task);
    CHECK(version.size() == 64);

    Task other = task;
    other.question = "Benign?";
    other.name = "Another name";
    CHECK(knowledgeVersion(other) == version);

    for (const auto& edit : std::vector<void (*)(Task&)>{
             [](Task& t) { t.classes[0].definition += "!"; },
             [](Task& t) { t.classes[0].synonyms.emplace_back("harmless"); },
             [](Task& t) { t.classes[0].attributes[0].how.clear(); },
             [](Task& t) { t.classes[1].attributes[0].values.emplace_back("angular"); },
             [](Task& t) { std::swap(t.classes[0], t.classes[1]); }}) {
        other = task;
        edit(other);
        CHECK(knowledgeVersion(other) != version);
    }
}
