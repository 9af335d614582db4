// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/pattern_splitter.h"

#include "core/text/tokenizer.h"
#include "tests/core/text/golden.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

using Pieces = std::vector<std::string_view>;

Pieces split(const std::string& pattern, std::string_view text) {
    Pieces pieces;
    PatternSplitter(pattern, "p").split(text, pieces);
    return pieces;
}

} // namespace

TEST_CASE("Matches and the gaps between them come out in order, nothing lost") {
    CHECK(split("b+", "abbcb") == Pieces{"a", "bb", "c", "b"});
    CHECK(split("x", "abc") == Pieces{"abc"});
    CHECK(split("b*", "abc") == Pieces{"a", "b", "c"});
    CHECK(split("b*", "").empty());
    CHECK(split("(?=.)\\K", "abc") == Pieces{"abc"});
}

TEST_CASE("The Qwen2 pattern cuts as its page says: digits one by one, the last blank with the next word") {
    const std::string pattern(kQwen2Pattern);
    CHECK(split(pattern, "it's  12\n\nB-4 ") ==
          Pieces{"it", "'s", " ", " ", "1", "2", "\n\n", "B", "-", "4", " "});
    CHECK(split(pattern, "a\u180Eb") == Pieces{"a", "\u180Eb"}); // not white space: it may begin a word
}

TEST_CASE("White space classes mean White_Space inside and outside of brackets") {
    CHECK(split("\\s+", "a\u0085\u3000\u180E") == Pieces{"a", "\u0085\u3000", "\u180E"});
    CHECK(split("[^\\s]+", " \u180E\t") == Pieces{" ", "\u180E", "\t"});
    CHECK(split("\\S+", " \u180E\t") == Pieces{" ", "\u180E", "\t"});
    CHECK(split("[]\\s]+", "a] ]") == Pieces{"a", "] ]"});
    CHECK(split("\\\\s", "a\\s") == Pieces{"a", "\\s"});
    CHECK(test::errorOf([] { split("[\\S]", "a"); }).find("\\S") != std::string::npos);
}

TEST_CASE("A pattern that outgrows the JIT's stack still matches") {
    const std::string text(100'000, 'a');
    CHECK(split("(?:a|(b))+c?", text) == Pieces{text});
}

TEST_CASE("A pattern that would search for ever is an error, not a hang") {
    const std::string message = test::errorOf([] { split("(?:a|a|(b))+$", std::string(60, 'a') + "!"); });
    CHECK(message.find("match limit") != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(test::errorOf([] { split("(", "a"); }).find("doesn't compile") != std::string::npos);
}
