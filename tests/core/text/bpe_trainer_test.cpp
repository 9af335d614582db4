// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe_trainer.h"

#include "tests/core/text/golden.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

std::vector<std::string> smallCorpus() {
    std::vector<std::string> corpus;
    for (const Json& line : test::goldenLines("small_corpus.jsonl"))
        corpus.push_back(line.get<std::string>());
    return corpus;
}

std::vector<AddedToken> smallAdded() {
    std::vector<AddedToken> added;
    const Json tokenizer = test::smallTokenizerJson();
    for (const Json& token : tokenizer["added_tokens"])
        added.push_back({token["content"].get<std::string>(), token["special"].get<bool>()});
    return added;
}

} // namespace

TEST_CASE("The trainer gives, key for key, what the textbook algorithm gives") {
    const Json trained = trainTokenizer(smallCorpus(), 512, smallAdded());
    CHECK(trained.dump() == test::smallTokenizerJson().dump());
}

TEST_CASE(
    "The order of the corpus doesn't matter, and a larger vocabulary begins with the smaller one's merges") {
    std::vector<std::string> corpus = smallCorpus();
    const Json small = trainTokenizer(corpus, 400, smallAdded());
    std::reverse(corpus.begin(), corpus.end());
    CHECK(trainTokenizer(corpus, 400, smallAdded()).dump() == small.dump());
    const Json large = trainTokenizer(corpus, 450, smallAdded());
    const Json& few = small["model"]["merges"];
    REQUIRE(large["model"]["merges"].size() == few.size() + 50);
    for (std::size_t i = 0; i < few.size(); ++i)
        CHECK(large["model"]["merges"][i] == few[i]);
}

TEST_CASE("Digits stay single tokens however often they stand together") {
    const std::vector<std::string> corpus(50, "box 123 123 123");
    const Tokenizer tokenizer = Tokenizer::fromJson(trainTokenizer(corpus, 400, {}), "digits");
    CHECK(tokenizer.encode("123").size() == 3);
    CHECK(tokenizer.encode("box").size() == 1);
}

TEST_CASE("A corpus without repeated pairs gives the bytes and the added tokens alone") {
    const std::vector<AddedToken> added = {{"<think>", false}};
    const Json json = trainTokenizer(std::vector<std::string>{"abcdef"}, 1000, added);
    CHECK(json["model"]["merges"].empty());
    const Tokenizer tokenizer = Tokenizer::fromJson(json, "bytes");
    CHECK(tokenizer.size() == 257);
    CHECK(tokenizer.find("<think>") == 256);
}

TEST_CASE("Impossible requests are refused in words") {
    const std::vector<std::string> corpus = {"a"};
    const auto message = [&corpus](int size, std::vector<AddedToken> added) {
        return test::errorOf([&] { (void)trainTokenizer(corpus, size, added); });
    };
    CHECK(message(256, {}).empty());
    CHECK(message(256, {{"<a>", true}}).find("257 or more") != std::string::npos);
    CHECK(message(300, {{"<a>", true}, {"<a>", false}}).find("<a>") != std::string::npos);
    CHECK(message(300, {{"", true}}).find("empty") != std::string::npos);
    CHECK(message(300, {{"\xFF", true}}).find("not UTF-8") != std::string::npos);
}
