// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/completion.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("every list of four numbers is a box, in order") {
    struct Case {
        std::string text;
        std::vector<Box> boxes;
    };
    for (const Case& c : std::vector<Case>{
             {"[1, 2, 3, 4]", {{1, 2, 3, 4}}},
             {"[1,2,3,4]", {{1, 2, 3, 4}}},
             {"[ 1 ,\t2 ,\n3 , 4 ]", {{1, 2, 3, 4}}},
             {"[1, 2, 3, 4]\n[5, 6, 7, 8]", {{1, 2, 3, 4}, {5, 6, 7, 8}}},
             {"[[1, 2, 3, 4], [5, 6, 7, 8]]", {{1, 2, 3, 4}, {5, 6, 7, 8}}},
             {"boxes: [1,2,3,4] and [5,6,7,8].", {{1, 2, 3, 4}, {5, 6, 7, 8}}},
             {"[1.5, 2.25, 3., .5]", {{1.5, 2.25, 3, 0.5}}},
             {"[-1, -2.5, 3, 4]", {{-1, -2.5, 3, 4}}},
             {"[+1, 2, 3, 4]", {{1, 2, 3, 4}}},
             {"[1e1, 2E0, 3, 4]", {{10, 2, 3, 4}}},
             {"[4, 3, 2, 1]", {{4, 3, 2, 1}}}, // degenerate, but predicted
             {"[1, 1, 1, 1][1,1,1,1]", {{1, 1, 1, 1}, {1, 1, 1, 1}}},
             {"{\"bbox_2d\": [1, 2, 3, 4], \"label\": \"x\"}", {{1, 2, 3, 4}}},
             {"[[1,2,3,4]", {{1, 2, 3, 4}}},
             {"[1, [1,2,3,4]", {{1, 2, 3, 4}}},
             {"[1,2,\xC2\xA0"
              "3,4]",
              {{1, 2, 3, 4}}},
             {"none", {}},
             {"", {}},
             {"[]", {}},
             {"[1, 2, 3]", {}},
             {"[1, 2, 3, 4, 5]", {}},
             {"[1 2 3 4]", {}},
             {"[1; 2; 3; 4]", {}},
             {"(1, 2, 3, 4)", {}},
             {"1, 2, 3, 4", {}},
             {"[1, 2, 3, 4", {}},
             {"[a, b, c, d]", {}},
             {"[x1, y1, x2, y2]", {}},
             {"[1, 2, 3, 4px]", {}},
             {"[1,, 2, 3]", {}},
             {"[1, 2, 3, ]", {}},
             {"[--1, 2, 3, 4]", {}},
             {"[+-1, 2, 3, 4]", {}},
             {"[1, 2, (3), 4]", {}},
         }) {
        CAPTURE(c.text);
        CHECK(parseBoxes(c.text) == c.boxes);
    }
}

TEST_CASE("a box that isn't finite is predicted and matches nothing") {
    for (const char* text :
         {"[nan, 0, 1, 1]", "[0, 0, inf, 1]", "[0, 0, 1e999, 1]", "[-Infinity, 0, 1, 1]"}) {
        CAPTURE(text);
        const std::vector<Box> boxes = parseBoxes(text);
        REQUIRE(boxes.size() == 1);
        CHECK_FALSE(boxes[0].valid());
    }
    CHECK(parseBoxes("[0, 0, " + std::string(500, '9') + ", 1]").size() == 1);
}

TEST_CASE("pixels of the resized image become pixels of the stored one") {
    const BoxFrame frame{{48, 24}, {96, 72}, BoxUnits::Pixels};
    const std::vector<Box> boxes = parseBoxes("[0, 0, 96, 72] [10, 30, 20, 33]", frame);
    REQUIRE(boxes.size() == 2);
    CHECK(boxes[0] == Box{0, 0, 48, 24});
    CHECK(boxes[1] == Box{5, 10, 10, 11});
    CHECK(frame.toText({5, 10, 10, 11}) == Box{10, 30, 20, 33});
}

TEST_CASE("thousandths don't depend on the resized image") {
    const BoxFrame frame{{200, 50}, {17, 19}, BoxUnits::Thousandths};
    CHECK(parseBoxes("[0, 0, 1000, 1000]", frame) == std::vector<Box>{{0, 0, 200, 50}});
    CHECK(parseBoxes("[500, 100, 750, 200]", frame) == std::vector<Box>{{100, 5, 150, 10}});
    CHECK(frame.toText({100, 5, 150, 10}) == Box{500, 100, 750, 200});
}

TEST_CASE("a megabyte of brackets and blanks is parsed at once") {
    CHECK(parseBoxes(std::string(1 << 20, '[')).empty());
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "[" + std::string(1000, ' ');
    CHECK(parseBoxes(text).empty());
    CHECK(parseBoxes("[1" + std::string(1 << 20, ' ') + ",2,3,4]").size() == 1);
}

TEST_CASE("boxes are found where they are written") {
    const std::string text = "  an oval at [1, 2, 3, 4 ], another [ 5,6,\n7,8]. [9, 9]";
    const auto found = locateBoxes(text);
    REQUIRE(found.size() == 2);
    CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == "[1, 2, 3, 4 ]");
    CHECK(text.substr(found[1].begin, found[1].end - found[1].begin) == "[ 5,6,\n7,8]");
    CHECK(found[1].box == Box{5, 6, 7, 8});
}
