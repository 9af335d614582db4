// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/text/unicode.h"
#include "tests/core/text/golden.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace vrft;

namespace {

using Ids = std::vector<int>;

// Each golden line: text, ids, and ids with control tokens matched where they differ.
void checkGolden(const Tokenizer& tokenizer, const std::vector<Json>& lines) {
    int withControl = 0;
    for (const Json& line : lines) {
        const auto text = line[0].get<std::string>();
        CAPTURE(line.dump());
        CHECK(tokenizer.encode(text, ControlTokens::Refuse) == line[1].get<Ids>());
        CHECK(tokenizer.encode(text, ControlTokens::Match) == line[line.size() - 1].get<Ids>());
        CHECK(tokenizer.decode(tokenizer.encode(text)) == nfc(text));
        if (line.size() == 3) ++withControl;
    }
    CHECK(withControl > 10);
}

double secondsOf(const Tokenizer& tokenizer, const std::string& text, std::size_t& count) {
    const auto start = std::chrono::steady_clock::now();
    count = tokenizer.encode(text).size();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::filesystem::path qwen2Folder() {
    const std::filesystem::path data = test::sharedData();
    return data.empty() ? data : data / "qwen2_tokenizer";
}

} // namespace

TEST_CASE("The real Qwen2 vocabulary gives the reference's ids on 5000 strings") {
    if (qwen2Folder().empty()) return test::skip("../shared/data/qwen2_tokenizer is absent");
    const Tokenizer tokenizer = Tokenizer::load(qwen2Folder());
    CHECK(tokenizer.size() == 151646);
    CHECK(tokenizer.encode("Hello world") == Ids{9707, 1879});
    CHECK(tokenizer.encode(" Hello world") == Ids{21927, 1879});
    CHECK(tokenizer.find("<|im_end|>") == 151645);
    CHECK(tokenizer.isSpecial(151643));
    const std::vector<Json> lines = test::goldenLines("qwen2_ids.jsonl");
    CHECK(lines.size() == 5000);
    checkGolden(tokenizer, lines);
}

TEST_CASE("A small tokenizer.json gives the reference's ids, `<think>` always one token") {
    const Tokenizer tokenizer = test::smallTokenizer();
    CHECK(tokenizer.size() == 512);
    const std::vector<Json> lines = test::goldenLines("small_ids.jsonl");
    CHECK(lines.size() == 800);
    checkGolden(tokenizer, lines);
    const int think = tokenizer.find("<think>").value();
    CHECK(tokenizer.encode("a<think>b") ==
          Ids{tokenizer.find("a").value(), think, tokenizer.find("b").value()});
    CHECK(tokenizer.decode(std::vector<int>{think}) == "<think>");
}

TEST_CASE("Text never becomes a control token unless asked") {
    const Tokenizer tokenizer = test::smallTokenizer();
    for (const AddedToken& token : tokenizer.added()) {
        CAPTURE(token.content);
        const Ids refused = tokenizer.encode("x" + token.content + "y", ControlTokens::Refuse);
        const Ids matched = tokenizer.encode("x" + token.content + "y", ControlTokens::Match);
        CHECK((std::find(refused.begin(), refused.end(), token.id) == refused.end()) == token.special);
        CHECK(std::find(matched.begin(), matched.end(), token.id) != matched.end());
        CHECK(tokenizer.decode(refused) == "x" + token.content + "y");
    }
}

TEST_CASE("Both formats of merges give the same tokenizer") {
    Json old = test::smallTokenizerJson();
    for (Json& merge : old["model"]["merges"])
        merge = merge[0].get<std::string>() + " " + merge[1].get<std::string>();
    const Tokenizer fromPairs = test::smallTokenizer();
    const Tokenizer fromTexts = Tokenizer::fromJson(old, "old");
    for (const Json& line : test::goldenLines("small_ids.jsonl"))
        CHECK(fromTexts.encode(line[0].get<std::string>()) == fromPairs.encode(line[0].get<std::string>()));
}

TEST_CASE("Decoding equals the reference's, with and without special tokens, also while streaming") {
    const Tokenizer tokenizer = test::smallTokenizer();
    for (const Json& line : test::goldenLines("decode.jsonl")) {
        CAPTURE(line.dump());
        const auto ids = line[0].get<Ids>();
        CHECK(tokenizer.decode(ids, true) == line[1].get<std::string>());
        CHECK(tokenizer.decode(ids, false) == line[2].get<std::string>());
        for (const bool skip : {true, false}) {
            StreamDecoder stream(tokenizer, skip);
            std::string text;
            for (const int id : ids) {
                const std::string piece = stream.push(id);
                CHECK(isValidUtf8(piece));
                text += piece;
            }
            CHECK(text + stream.finish() == line[skip ? 1 : 2].get<std::string>());
        }
    }
}

TEST_CASE("A streamed character appears once it is whole") {
    const Tokenizer tokenizer = test::smallTokenizer();
    const Ids ids = tokenizer.encode("\u9AA8"); // not in the corpus: three byte tokens
    REQUIRE(ids.size() == 3);
    StreamDecoder stream(tokenizer);
    CHECK(stream.push(ids[0]).empty());
    CHECK(stream.push(ids[1]).empty());
    CHECK(stream.push(ids[2]) == "\u9AA8");
    CHECK(stream.finish().empty());
}

TEST_CASE("Ids without a token are refused by number") {
    const Tokenizer tokenizer = test::smallTokenizer();
    for (const int id : {-1, 512, 1 << 30}) {
        CHECK_FALSE(tokenizer.hasToken(id));
        CHECK(test::errorOf([&] {
                  (void)tokenizer.decode(Ids{1, id});
              }).find(std::to_string(id)) != std::string::npos);
    }
    CHECK_FALSE(tokenizer.find("no such token").has_value());
    CHECK(tokenizer.bytes(tokenizer.find(" is").value()) == " is");
}

TEST_CASE("Invalid UTF-8 is encoded as the replacement character") {
    const Tokenizer tokenizer = test::smallTokenizer();
    CHECK(tokenizer.encode("a\xFFz") == tokenizer.encode("a\uFFFDz"));
    CHECK(tokenizer.encode("\xE2\x82") == tokenizer.encode("\uFFFD"));
}

TEST_CASE("Very long runs take time in proportion") {
    const Tokenizer tokenizer = test::smallTokenizer();
    for (const char* unit : {"a", " ", "\n", "=", "ab", "is", "\u4E00", "e\u0301", "a "}) {
        CAPTURE(unit);
        std::string text;
        while (text.size() < 200'000)
            text += unit;
        std::size_t half = 0;
        std::size_t whole = 0;
        (void)secondsOf(tokenizer, text, half);
        text += text;
        const double seconds = secondsOf(tokenizer, text, whole);
        CHECK(whole >= half * 2 - 16);
        CHECK(whole <= half * 2 + 16);
        // Quadratic merging of 400,000 symbols would take minutes.
        CHECK(seconds < 20.0);
    }
}

TEST_CASE("Many threads may encode with one tokenizer") {
    const Tokenizer tokenizer = test::smallTokenizer();
    const std::vector<Json> lines = test::goldenLines("small_ids.jsonl");
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (const Json& line : lines) {
                    if (tokenizer.encode(line[0].get<std::string>()) != line[1].get<Ids>()) ++wrong;
                }
            });
        }
    }
    CHECK(wrong == 0);
}
