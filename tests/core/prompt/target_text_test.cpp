// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/prompt/completion.h"
#include "core/random.h"
#include "tests/core/knowledge/tasks.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

Target withBoxes(std::vector<Box> boxes) {
    Target target;
    target.boxes = std::move(boxes);
    return target;
}

} // namespace

TEST_CASE("attributes become one sentence in the target's order") {
    Target target;
    CHECK(describeAttributes(target).empty());
    target.attributes = {{"shape", "oval"}, {"margin", "smooth"}, {"echo", "dark"}, {"size", "small"}};
    CHECK(describeAttributes(target) == "shape is oval, margin is smooth, echo is dark, size is small.");
}

TEST_CASE("an exemplar comes before the sentence of attributes, and neither is invented") {
    Target target;
    CHECK_FALSE(targetThink(target));
    target.attributes = {{"shape", "oval"}};
    CHECK(targetThink(target)->kind == "attributes");
    CHECK(targetThink(target)->text == "shape is oval.");
    target.reasoning = "  ";
    CHECK(targetThink(target)->kind == "attributes");
    target.reasoning = " Smooth edge.\n";
    CHECK(targetThink(target)->kind == "exemplar");
    CHECK(targetThink(target)->text == "Smooth edge.");
}

TEST_CASE("the answer is the class's name, the grade, or boxes of the policy's frame") {
    Target target;
    target.label = "malignant";
    CHECK(targetAnswer(test::breastTask(), target, {}, {}) == "Malignant tumour");
    target.label = "b";
    target.grade = 1;
    CHECK(targetAnswer(test::gradeTask(), target, {}, {}) == "1");
    const Task task = test::boxTask();
    CHECK(targetAnswer(task, withBoxes({}), {48, 48}, {48, 48}) == "none");
    CHECK(targetAnswer(task, withBoxes({{12, 9.5, 30, 28}, {0, 0, 48, 48}}), {48, 48}, {96, 48}) ==
          "[24, 10, 60, 28]\n[0, 0, 96, 48]");
    CHECK(targetAnswer(task, withBoxes({{12, 12, 24, 48}}), {48, 48}, {96, 96}, BoxUnits::Thousandths) ==
          "[250, 250, 500, 1000]");
}

TEST_CASE("a target without what the task asks is refused, never made up") {
    CHECK_THROWS_AS(targetAnswer(test::breastTask(), Target{}, {}, {}), Error);
    CHECK_THROWS_AS(targetAnswer(test::gradeTask(), Target{}, {}, {}), Error);
    CHECK_THROWS_AS(targetAnswer(test::boxTask(), withBoxes({{0, 0, 1, 1}}), {}, {}), Error);
    Target target;
    target.label = "unknown";
    CHECK_THROWS_AS(targetAnswer(test::breastTask(), target, {}, {}), Error);
}

TEST_CASE("whatever the box, its text stays a box inside the frame and near the truth") {
    CounterRandom random(5);
    const Task task = test::boxTask();
    for (int i = 0; i < 2000; ++i) {
        const Size image{1 + static_cast<int>(random.below(300)), 1 + static_cast<int>(random.below(300))};
        const Size model{1 + static_cast<int>(random.below(300)), 1 + static_cast<int>(random.below(300))};
        double x[2] = {random.uniform() * image.width, random.uniform() * image.width};
        double y[2] = {random.uniform() * image.height, random.uniform() * image.height};
        const Box stored{std::min(x[0], x[1]), std::min(y[0], y[1]), std::max(x[0], x[1]),
                         std::max(y[0], y[1])};
        const BoxFrame frame{image, model, BoxUnits::Pixels};
        const std::string text = targetAnswer(task, withBoxes({stored}), image, model);
        const std::vector<Box> inText = parseBoxes(text);
        REQUIRE(inText.size() == 1);
        CHECK(inText[0].valid());
        CHECK(inText[0].x1 >= 0);
        CHECK(inText[0].y1 >= 0);
        CHECK(inText[0].x2 <= model.width);
        CHECK(inText[0].y2 <= model.height);
        const Box exact = frame.toText(stored);
        CHECK(std::abs(inText[0].x1 - exact.x1) <= 1.0);
        CHECK(std::abs(inText[0].y2 - exact.y2) <= 1.5);
    }
}

TEST_CASE("a target completion has good form and gives its parts back") {
    const ParsedCompletion parsed = parseCompletion(targetCompletion("shape is oval.", "benign"));
    CHECK(targetCompletion("a", "b") == "<think>a</think><answer>b</answer>");
    CHECK(parsed.formatOk);
    CHECK(parsed.think == "shape is oval.");
    CHECK(parsed.answer == "benign");
}
