// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/completion.h"
#include "tests/core/knowledge/tasks.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Task phantomTask() {
    return readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / "severity.json");
}

Target phantom() {
    Target target;
    target.attributes = {{"shape", "oval"}, {"margin", "smooth"}, {"echo", "dark"}, {"size", "small"}};
    return target;
}

void checkTruth(const Task& task, const Target& target, const char* think, int named, int right) {
    CAPTURE(think);
    const AttributeTruth truth = attributeTruth(task, target, think);
    CHECK(truth.named == named);
    CHECK(truth.right == right);
}

} // namespace

TEST_CASE("values named in the reasoning are true or false of the sample") {
    const Task task = phantomTask();
    const Target target = phantom();
    checkTruth(task, target, "shape is oval, margin is smooth, echo is dark, size is small.", 4, 4);
    checkTruth(task, target, "shape is irregular, margin is smooth, echo is bright, size is small.", 4, 2);
    checkTruth(task, target, "An OVAL lesion with Spiculated borders.", 2, 1);
    checkTruth(task, target, "large", 1, 0);
    checkTruth(task, target, "", 0, 0);
    checkTruth(task, target, "It looks harmless.", 0, 0);
    CHECK_FALSE(attributeTruth(task, target, "It looks harmless.").share());
    CHECK(attributeTruth(task, target, "oval and bright").share() == 0.5);
}

TEST_CASE("a value counts once, and its contradiction counts as false beside it") {
    const Task task = phantomTask();
    checkTruth(task, phantom(), "oval, oval, oval", 1, 1);
    checkTruth(task, phantom(), "oval? no, irregular", 2, 1);
}

TEST_CASE("only whole words name a value") {
    const Task task = phantomTask();
    for (const char* think :
         {"smallest", "ovals", "darkness", "oval-shaped", "non-smooth", "small-ish", "unsmooth"})
        checkTruth(task, phantom(), think, 0, 0);
    for (const char* think :
         {"oval.", "(oval)", "\"oval\"", "oval,", "shape:oval", "oval\n", "**oval**", "shape_oval"})
        checkTruth(task, phantom(), think, 1, 1);
}

TEST_CASE("the longest value wins") {
    Target target;
    target.attributes = {{"margin", "not spiculated"}};
    checkTruth(test::breastTask(), target, "the margin is not spiculated", 1, 1);
    checkTruth(test::breastTask(), target, "the margin is Not  Spiculated", 1, 1);
    checkTruth(test::breastTask(), target, "the margin is spiculated", 1, 0);
    target.attributes = {{"margin", "spiculated"}};
    checkTruth(test::breastTask(), target, "the margin is not spiculated", 1, 0);
}

TEST_CASE("an attribute the sample doesn't state isn't judged") {
    Target target;
    target.attributes = {{"echo", "bright"}};
    checkTruth(phantomTask(), target, "oval, smooth and bright", 1, 1);
    checkTruth(phantomTask(), Target{}, "oval, smooth and bright", 0, 0);
}

TEST_CASE("a value of two attributes is right if one of them has it") {
    Task task = test::breastTask();
    task.classes[0].attributes.push_back({"shape", {"smooth", "lobed"}, ""});
    Target target;
    target.attributes = {{"shape", "lobed"}, {"margin", "smooth"}};
    checkTruth(task, target, "smooth", 1, 1);
    target.attributes = {{"shape", "lobed"}, {"margin", "spiculated"}};
    checkTruth(task, target, "smooth", 1, 0);
}

TEST_CASE("letters are compared case-folded in any script") {
    Task task = test::breastTask();
    task.classes[0].attributes = {{"Form", {"GRO\xC3\x9F"}, ""}};
    Target target;
    target.attributes = {{"form", "gro\xC3\x9F"}};
    checkTruth(task, target, "sie ist GROSS", 1, 1);
}

TEST_CASE("the sentence made from attributes is always wholly true") {
    CHECK(attributeTruth(phantomTask(), phantom(), describeAttributes(phantom())).share() == 1.0);
}

TEST_CASE("named values come with what the sample states, in its order") {
    const auto named =
        namedAttributes(phantomTask(), phantom(), "echo is bright, it is Oval and dark, whatever its form");
    REQUIRE(named.size() == 3);
    CHECK(named[0].attribute == "shape");
    CHECK(named[0].named == "oval");
    CHECK(named[0].right);
    CHECK(named[1].attribute == "echo");
    CHECK(named[1].named == "bright");
    CHECK(named[1].stated == "dark");
    CHECK_FALSE(named[1].right);
    CHECK(named[2].named == "dark");
    CHECK(named[2].right);
}

namespace {

// "margin: dark, " for each value named; "!" before what is false, "!!" before what the attribute can't be.
std::string namedIn(const Task& task, const Target& target, const char* think) {
    std::string list;
    for (const NamedAttribute& item : namedAttributes(task, target, think)) {
        CHECK((item.possible || !item.right));
        list += (list.empty() ? "" : ", ") +
                std::string(item.right      ? ""
                            : item.possible ? "!"
                                            : "!!") +
                item.attribute + ": " + item.named;
    }
    return list;
}
std::string named(const char* think) {
    return namedIn(phantomTask(), phantom(), think);
}

} // namespace

TEST_CASE("a value said of a named attribute is that attribute's, true or not") {
    CHECK(named("margin is dark") == "!!margin: dark");
    CHECK(named("MARGIN: Dark") == "!!margin: dark");
    CHECK(named("**Margin** appears to be rather dark") == "!!margin: dark");
    CHECK(named("margin is dark, echo is smooth") == "!!margin: dark, !!echo: smooth");
    CHECK(named("margin is smooth, echo is dark") == "margin: smooth, echo: dark");
    CHECK(named("margin is spiculated; margin is dark") == "!margin: spiculated, !!margin: dark");
    CHECK(named("margin is dark. Margin is dark.") == "!!margin: dark");
    CHECK(named("margin is dark and smooth") == "!!margin: dark, margin: smooth");
}

TEST_CASE("a name holds its clause only, and until it has a value") {
    for (const char* think : {"About the margin, dark", "margin. Dark", "margin; dark", "margin? dark",
                              "margin!\ndark", "margin\ndark", "margin\xEF\xBC\x8C dark"}) {
        CAPTURE(think);
        CHECK(named(think) == "echo: dark");
    }
    CHECK(named("the margin is smooth and the lesion looks dark") == "margin: smooth, echo: dark");
    CHECK(named("margin is smooth shape is irregular") == "!shape: irregular, margin: smooth");
    CHECK(named("shape margin is oval") == "!!margin: oval");
    CHECK(named("It is dark with a margin") == "echo: dark");
    CHECK(named("ratio 0.5 of margin at 0.5 dark") == "!!margin: dark"); // no clause ends inside a number
}

TEST_CASE("a name right behind a value has it") {
    CHECK(named("smooth margin and dark echo") == "margin: smooth, echo: dark");
    CHECK(named("an oval shape with a dark margin") == "shape: oval, !!margin: dark");
    CHECK(named("the shape has a smooth margin") == "margin: smooth");
    CHECK(named("a smooth margin and is dark") == "margin: smooth, echo: dark");
    CHECK(named("dark, margin is smooth") == "margin: smooth, echo: dark"); // another clause
}

TEST_CASE("values that several attributes share go by the name") {
    Task task = test::breastTask();
    task.classes[0].attributes = {{"halo", {"present", "absent"}, ""},
                                  {"rim sign", {"present", "absent"}, ""}};
    Target target;
    target.attributes = {{"Halo", "present"}, {"rim sign", "absent"}};
    CHECK(namedIn(task, target, "rim sign is present") == "!rim sign: present");
    CHECK(namedIn(task, target, "halo present, rim sign absent") == "Halo: present, rim sign: absent");
    CHECK(namedIn(task, target, "absent halo") == "!Halo: absent");
    CHECK(namedIn(task, target, "it is absent") == "rim sign: absent"); // one of them has it
}

TEST_CASE("what is said of an attribute that the sample doesn't state isn't judged") {
    Target target;
    target.attributes = {{"echo", "dark"}};
    CHECK(namedIn(phantomTask(), target, "margin is dark").empty());
    CHECK(namedIn(phantomTask(), target, "margin is smooth, it is dark") == "echo: dark");
}

TEST_CASE("an attribute without values, and a value that is called as an attribute") {
    Task task = test::breastTask();
    task.classes[0].attributes = {
        {"texture", {}, ""}, {"echo", {"dark"}, ""}, {"kind", {"margin"}, ""}, {"margin", {"smooth"}, ""}};
    Target target;
    target.attributes = {{"echo", "dark"}, {"kind", "margin"}, {"texture", "coarse"}};
    CHECK(namedIn(task, target, "texture is dark") == "!!texture: dark");
    CHECK(namedIn(task, target, "texture is coarse") == "texture: coarse");
    CHECK(namedIn(task, target, "margin dark") == "echo: dark, kind: margin");
}
