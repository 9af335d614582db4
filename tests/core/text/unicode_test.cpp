// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/unicode.h"

#include "tests/core/text/golden.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace std::string_literals;

TEST_CASE("NFC, case folding and recitation tokens equal Python's on 1500 strings") {
    const std::vector<Json> lines = test::goldenLines("unicode.jsonl");
    CHECK(lines.size() == 1500);
    for (const Json& line : lines) {
        const auto text = line[0].get<std::string>();
        CAPTURE(line.dump());
        CHECK(nfc(text) == line[1].get<std::string>());
        CHECK(caseFoldNfc(text) == line[2].get<std::string>());
        CHECK(words(text) == line[3].get<std::vector<std::string>>());
    }
}

TEST_CASE("Recitation tokens keep inner hyphens and points and nothing else") {
    using Words = std::vector<std::string>;
    CHECK(words("Margin – shape: smooth, 3.5 mm (T1-weighted).") ==
          Words{"margin", "shape", "smooth", "3.5", "mm", "t1-weighted"});
    CHECK(words("-a- .b. c--d e.-f g-") == Words{"a", "b", "c", "d", "e", "f", "g"});
    CHECK(words("STRASSE Straße") == Words{"strasse", "strasse"});
    CHECK(words("nai\xCC\x88ve") == Words{"na\xC3\xAFve"});
    CHECK(words(" \n\t").empty());
    CHECK(words("a\xFF"
                "b") == Words{"a", "b"});
}

TEST_CASE("Answers are normalised in the order the format states") {
    CHECK(normaliseAnswer("  **Benign.** ") == "benign");
    CHECK(normaliseAnswer("\"Benign\".") == "benign");
    CHECK(normaliseAnswer("\u201Cbenign.\u201D") == "benign");
    CHECK(normaliseAnswer("'*benign*'") == "benign");
    CHECK(normaliseAnswer("class_A \t one") == "class a one");
    CHECK(normaliseAnswer("benign..") == "benign.");
    CHECK(normaliseAnswer("not benign") == "not benign");
    CHECK(normaliseAnswer("_benign_") == "benign");
    CHECK(normaliseAnswer("Me\xCC\x81ni\xC3\xA8re") == "m\xC3\xA9ni\xC3\xA8re");
    CHECK(normaliseAnswer("\u00A0") == "");
    CHECK(normaliseAnswer("\"") == "");
    CHECK(normaliseAnswer(".") == "");
    CHECK(normaliseAnswer("2.5") == "2.5");
}

TEST_CASE("Trimming takes Unicode white space and leaves everything else, broken bytes included") {
    CHECK(trim("\u3000\u2028 a b\u00A0\u0085\n") == "a b");
    CHECK(trim("\u180Ea\u200B") == "\u180Ea\u200B");
    CHECK(trim("\xFF a \x80") == "\xFF a \x80");
    CHECK(trim("\x85 a") == "\x85 a");
    CHECK(trim("").empty());
    CHECK(collapseBlanks(" a \u3000\n b\t") == " a b ");
}

TEST_CASE("Invalid UTF-8 is found, and each maximal invalid part becomes one replacement character") {
    const std::string mark = "\uFFFD";
    // Unicode 15, table 3-8 and its neighbours.
    CHECK(replaceInvalidUtf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64") ==
          "a" + mark + mark + mark + "b" + mark + "c" + mark + mark + "d");
    CHECK(replaceInvalidUtf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
          mark + mark + mark + mark + mark + mark + mark + mark + "A");
    CHECK(replaceInvalidUtf8("\xED\xA0\x80") == mark + mark + mark);
    CHECK(replaceInvalidUtf8("\xF4\x90\x80\x80") == mark + mark + mark + mark);
    CHECK(replaceInvalidUtf8("\u4E00\U0010FFFF\0z"s) == "\u4E00\U0010FFFF\0z"s);
    CHECK(isValidUtf8("\u4E00\U0010FFFF\0z"s));
    for (const char* bad : {"\x80", "\xC3", "\xE2\x82", "\xED\xBF\xBF", "\xF5\x80\x80\x80", "\xC1\xBF"})
        CHECK_FALSE(isValidUtf8(bad));
    CHECK(nfc("e\xCC\x81\xFF") == "\u00E9" + mark);
}

TEST_CASE("Only the beginning of a character counts as an incomplete tail") {
    CHECK(incompleteUtf8Tail("abc") == 0);
    CHECK(incompleteUtf8Tail("a\xE4") == 1);
    CHECK(incompleteUtf8Tail("a\xE4\xB8") == 2);
    CHECK(incompleteUtf8Tail("a\xE4\xB8\x80") == 0);
    CHECK(incompleteUtf8Tail("\xF0\x9F\x98") == 3);
    CHECK(incompleteUtf8Tail("\x80\x80") == 0);
    CHECK(incompleteUtf8Tail("\xED\xA0") == 0);
    CHECK(incompleteUtf8Tail("\xFF") == 0);
}
