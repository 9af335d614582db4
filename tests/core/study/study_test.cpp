// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"
#include "core/study/natural_order.h"
#include "core/study/study.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("source names sort digits by value") {
    std::vector<std::string> names = {"img10.png",
                                      "img2.png",
                                      "IMG1.png",
                                      "img2",
                                      "img02.png",
                                      "a/9",
                                      "a/10",
                                      "a",
                                      "",
                                      "set.npz#train/100",
                                      "set.npz#train/99",
                                      "99999999999999999999999",
                                      "7"};
    std::sort(names.begin(), names.end(), NaturalLess());
    const std::vector<std::string> expected = {"",
                                               "7",
                                               "99999999999999999999999",
                                               "IMG1.png",
                                               "a",
                                               "a/9",
                                               "a/10",
                                               "img2",
                                               "img02.png",
                                               "img2.png",
                                               "img10.png",
                                               "set.npz#train/99",
                                               "set.npz#train/100"};
    CHECK(names == expected);
}

TEST_CASE("the natural order is total and consistent") {
    CounterRandom random(1);
    const std::string_view alphabet = "0019aB/.";
    std::vector<std::string> names(60);
    for (std::string& name : names) {
        for (std::uint64_t i = random.below(6); i > 0; --i)
            name += alphabet[random.below(alphabet.size())];
    }
    for (const std::string& a : names) {
        for (const std::string& b : names) {
            CHECK((naturalCompare(a, b) == 0) == (a == b));
            CHECK((naturalCompare(a, b) < 0) == (naturalCompare(b, a) > 0));
            for (const std::string& c : names) {
                if (naturalCompare(a, b) < 0 && naturalCompare(b, c) < 0) REQUIRE(naturalCompare(a, c) < 0);
            }
        }
    }
}

TEST_CASE("person names and dates read as people write them") {
    CHECK(displayName("Doe^Jane^Mary^Dr^PhD") == "Doe, Jane Mary");
    CHECK(displayName("Yamada^Tarou=山田^太郎=やまだ^たろう") == "Yamada, Tarou");
    CHECK(displayName("Doe") == "Doe");
    CHECK(displayName("^Jane") == "Jane");
    CHECK(displayName("") == "");
    CHECK(displayDate("20240131") == "2024-01-31");
    CHECK(displayDate("1999.05.24") == "1999-05-24");
    CHECK(displayDate("1999.05.2x") == "1999.05.2x");
    CHECK(displayDate("2024") == "2024");
    CHECK(displayDate("2024013x") == "2024013x");
}
