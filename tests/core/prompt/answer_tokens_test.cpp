// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/answer_tokens.h"

#include "core/error.h"

#include <cmath>
#include <doctest/doctest.h>
#include <vector>

using namespace vrft;

TEST_CASE("the tokens of an answer are those between its tags, with the one that ends it") {
    const std::vector<std::string> pieces = {"<think>", "dark", "</think>",  "<answer>",
                                             "beni",    "gn",   "</answer>", ""};
    CHECK(answerTokens(pieces) == TokenRange{4, 7});
    // Tags that tokens don't end with.
    const std::vector<std::string> crooked = {"<think>x</think><ans", "wer>be", "nign</", "answer>", ""};
    CHECK(answerTokens(crooked) == TokenRange{1, 3});
    const std::vector<std::string> empty = {"<answer>", "</answer>"};
    CHECK(answerTokens(empty) == TokenRange{1, 2});
}

TEST_CASE("an answer that isn't there exactly once has no tokens") {
    for (const std::vector<std::string>& pieces :
         {std::vector<std::string>{},
          {"benign"},
          {"<answer>", "benign"},
          {"</answer>", "x", "<answer>"},
          {"<answer>", "a", "</answer>", "<answer>", "b", "</answer>"}})
        CHECK_FALSE(answerTokens(pieces));
}

TEST_CASE("an answer's probability is the product of its tokens'") {
    const std::vector<std::string> pieces = {"<answer>", "1", "0", "</answer>", ""};
    const std::vector<float> logProbs = {-5.0F, std::log(0.5F), std::log(0.25F), std::log(0.5F), -3.0F};
    REQUIRE(answerProbability(pieces, logProbs));
    CHECK(*answerProbability(pieces, logProbs) == doctest::Approx(0.0625));
    const std::vector<float> sure = {0, 1e-7F, 0, 0, 0}; // rounding above 1
    CHECK(*answerProbability(pieces, sure) == 1);
    CHECK_THROWS_AS(answerProbability(pieces, std::span(logProbs).first(2)), Error);
}
