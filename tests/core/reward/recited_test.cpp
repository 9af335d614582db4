// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/recited.h"

#include <doctest/doctest.h>
#include <string>

using namespace vrft;

namespace {

const std::string kKnowledge = "benign: Oval, smooth edge; parallel to the skin.\n"
                               "malignant: Irregular shape with a spiculated edge.";

std::vector<std::string> found(const std::string& text, int numWords = 4) {
    std::vector<std::string> list;
    for (const TextSpan& span : recitedSpans(text, kKnowledge, numWords))
        list.push_back(text.substr(span.begin, span.end - span.begin));
    return list;
}

} // namespace

TEST_CASE("stretches of four words and more are found as they stand in the text") {
    CHECK(found("I see: IRREGULAR shape, with a spiculated edge.") ==
          std::vector<std::string>{"IRREGULAR shape, with a spiculated edge"});
    CHECK(found("Parallel to the skin, and a shape with a spiculated rim") ==
          std::vector<std::string>{"Parallel to the skin", "shape with a spiculated"});
}

TEST_CASE("fewer words, or words of two lines, repeat nothing") {
    CHECK(found("smooth edge parallel").empty());
    CHECK(found("the skin malignant Irregular").empty()); // over a line's end
    CHECK(found("").empty());
    CHECK(recitedSpans("irregular shape with a", "").empty());
    CHECK(found("smooth edge parallel", 3) == std::vector<std::string>{"smooth edge parallel"});
}

TEST_CASE("letters of more bytes keep their places") {
    const std::string text = "Größe „irregular shape with a“ — klein";
    const auto spans = recitedSpans(text, kKnowledge);
    REQUIRE(spans.size() == 1);
    CHECK(text.substr(spans[0].begin, spans[0].end - spans[0].begin).find("irregular shape with a") !=
          std::string::npos);
}
