// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The tasks of the bundled phantom sample.
#include "core/knowledge/task.h"
#include "core/text/unicode.h"

#include <doctest/doctest.h>
#include <set>

using namespace vrft;

namespace {

Task bundled(const std::string& id) {
    return readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / (id + ".json"));
}

} // namespace

TEST_CASE("the bundled tasks know every attribute value of the phantoms") {
    const std::map<std::string, std::set<std::string>> expected = {{"shape", {"oval", "irregular"}},
                                                                   {"margin", {"smooth", "spiculated"}},
                                                                   {"echo", {"dark", "bright"}},
                                                                   {"size", {"small", "medium", "large"}}};
    for (const char* id : {"severity", "malignancy", "lesion"}) {
        CAPTURE(id);
        const Task task = bundled(id);
        CHECK(task.id == id);
        std::map<std::string, std::set<std::string>> found;
        for (const Attribute& attribute : taskAttributes(task))
            found[attribute.name] = {attribute.values.begin(), attribute.values.end()};
        CHECK(found == expected);
    }
}

TEST_CASE("the bundled tasks have the kinds and scales of the sample") {
    const Task severity = bundled("severity");
    CHECK(severity.kind == TaskKind::Grading);
    CHECK(gradeRange(severity).low == 0);
    CHECK(gradeRange(severity).high == 4);
    CHECK(severity.classes.size() == 5);
    for (int grade = 0; grade < 5; ++grade)
        CHECK(severity.classes[static_cast<std::size_t>(grade)].grade == grade);
    const Task malignancy = bundled("malignancy");
    CHECK(malignancy.kind == TaskKind::Classification);
    CHECK(findClass(malignancy, "benign") != nullptr);
    CHECK(findClass(malignancy, "malignant") != nullptr);
    CHECK(bundled("lesion").kind == TaskKind::Localisation);
}

TEST_CASE("bundled knowledge and questions are short enough for a tiny policy") {
    for (const char* id : {"severity", "malignancy", "lesion"}) {
        CAPTURE(id);
        const Task task = bundled(id);
        CHECK(words(knowledgeText(task)).size() <= 120);
        CHECK(words(task.question).size() <= 15);
        CHECK(words(knowledgeText(task)).size() >= 20);
    }
}
