// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "tests/core/text/golden.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

// The one-line message with which a changed tokenizer.json is refused, "" when it is accepted.
template <typename Change>
std::string refusal(const Change& change) {
    Json json = test::smallTokenizerJson();
    change(json);
    const std::string message = test::errorOf([&] { (void)Tokenizer::fromJson(json, "p/tokenizer.json"); });
    if (!message.empty()) {
        CHECK(message.find('\n') == std::string::npos);
        CHECK(message.find("p/tokenizer.json") != std::string::npos);
    }
    return message;
}

bool says(const std::string& message, const std::string& part) {
    CAPTURE(message);
    CAPTURE(part);
    return message.find(part) != std::string::npos;
}

void write(const std::filesystem::path& file, const std::string& text) {
    writeFileAtomic(file, text, false);
}

// The small tokenizer as vocab.json and merges.txt.
void writeOldFiles(const test::TempFolder& folder) {
    const Json json = test::smallTokenizerJson();
    write(folder / "vocab.json", jsonLine(json["model"]["vocab"]));
    std::string merges = "#version: 0.2\n";
    for (const Json& merge : json["model"]["merges"])
        merges += merge[0].get<std::string>() + " " + merge[1].get<std::string>() + "\n";
    write(folder / "merges.txt", merges);
}

} // namespace

TEST_CASE("A tokenizer.json that breaks its format is refused, naming what") {
    CHECK(refusal([](Json&) {}).empty());
    CHECK(says(refusal([](Json& j) { j = Json::array(); }), "must be an object"));
    CHECK(says(refusal([](Json& j) { j.erase("model"); }), "\"model\""));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"]["zz"] = 40; }), "share the id 40"));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"]["zz"] = -1; }), "\"zz\""));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"]["zz"] = 2000000000; }), "\"zz\""));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"]["zz"] = "7"; }), "\"zz\""));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"].erase("A"); }), "lacks the byte 0x41"));
    CHECK(says(refusal([](Json& j) { j["model"]["vocab"] = Json::object(); }), "vocabulary"));
    CHECK(says(refusal([](Json& j) { j["model"]["merges"] = "a b"; }), "\"merges\""));
    CHECK(says(refusal([](Json& j) { j["model"]["merges"][3] = "ab"; }), "merge 3"));
    CHECK(says(refusal([](Json& j) { j["model"]["merges"][3] = "a b c"; }), "merge 3"));
    CHECK(says(refusal([](Json& j) { j["model"]["merges"][3] = Json::array({"a"}); }), "merge 3"));
    CHECK(says(refusal([](Json& j) {
                   j["model"]["merges"][3] = Json::array({"Q", "Z"});
               }),
               "isn't in the vocabulary"));
    CHECK(says(refusal([](Json& j) {
                   j["model"]["merges"][3] = Json::array({"\u4E00", "Z"});
               }),
               "isn't made of bytes"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1]["id"] = 502; }), "share the id 502"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1]["id"] = 40; }), "id 40"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1]["content"] = "<think>"; }), "two ids"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1]["content"] = ""; }), "no content"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1] = 5; }), "added token"));
    CHECK(says(refusal([](Json& j) { j["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = "(a"; }),
               "doesn't compile"));
}

TEST_CASE("Tokenizers of another kind are refused, not approximated") {
    CHECK(says(refusal([](Json& j) { j["model"]["type"] = "Unigram"; }), "BPE"));
    CHECK(says(refusal([](Json& j) { j["model"]["byte_fallback"] = true; }), "byte fallback"));
    CHECK(says(refusal([](Json& j) { j["model"]["dropout"] = 0.1; }), "dropout"));
    CHECK(says(refusal([](Json& j) { j["model"]["end_of_word_suffix"] = "</w>"; }), "end_of_word_suffix"));
    CHECK(says(refusal([](Json& j) { j["normalizer"]["type"] = "Lowercase"; }), "Lowercase"));
    CHECK(says(refusal([](Json& j) { j["pre_tokenizer"] = nullptr; }), "null"));
    CHECK(says(refusal([](Json& j) { j["pre_tokenizer"]["pretokenizers"][0]["behavior"] = "Removed"; }),
               "Isolated"));
    CHECK(says(refusal([](Json& j) { j["pre_tokenizer"]["pretokenizers"][1]["add_prefix_space"] = true; }),
               "prefix space"));
    CHECK(says(refusal([](Json& j) { j["pre_tokenizer"]["pretokenizers"].erase(1); }), "ByteLevel"));
    CHECK(says(refusal([](Json& j) { j["added_tokens"][1]["lstrip"] = true; }), "lstrip"));
}

TEST_CASE("Without a normaliser text is kept as it is; with a whole-word model entries win over merges") {
    Json json = test::smallTokenizerJson();
    json["normalizer"] = nullptr;
    const Tokenizer plain = Tokenizer::fromJson(json, "plain");
    CHECK(plain.decode(plain.encode("e\u0301")) == "e\u0301");

    json["model"]["merges"] = Json::array();
    const int is = json["model"]["vocab"]["\u0120is"].get<int>();
    CHECK(Tokenizer::fromJson(json, "no merges").encode(" is").size() == 3);
    json["model"]["ignore_merges"] = true;
    CHECK(Tokenizer::fromJson(json, "whole words").encode(" is") == std::vector<int>{is});
}

TEST_CASE("An added token flagged normalized is matched after normalisation") {
    Json json = test::smallTokenizerJson();
    json["added_tokens"].push_back(
        Json{{"id", 512}, {"content", "\u00E9x"}, {"special", false}, {"normalized", true}});
    const Tokenizer late = Tokenizer::fromJson(json, "late");
    CHECK(late.encode("e\u0301x") == std::vector<int>{512});
    json["added_tokens"].back()["normalized"] = false;
    CHECK(Tokenizer::fromJson(json, "early").encode("e\u0301x") != std::vector<int>{512});
}

TEST_CASE("vocab.json and merges.txt give the tokenizer of tokenizer.json, their flags read from the "
          "configuration") {
    const test::TempFolder folder;
    writeOldFiles(folder);
    write(folder / "added_tokens.json", R"({"<|im_end|>": 504, "<think>": 508})");
    write(
        folder / "tokenizer_config.json",
        R"({"added_tokens_decoder": {"508": {"content": "<think>", "special": false, "normalized": false}}})");
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    CHECK(tokenizer.size() == 509);
    CHECK_FALSE(tokenizer.hasToken(505));
    CHECK(tokenizer.isSpecial(504)); // no flags anywhere: a control token
    CHECK_FALSE(tokenizer.isSpecial(508));
    const Tokenizer whole = Tokenizer::fromJson(test::smallTokenizerJson(), "whole");
    for (const Json& line : test::goldenLines("small_ids.jsonl")) {
        const auto text = line[0].get<std::string>();
        if (text.find('<') == std::string::npos) CHECK(tokenizer.encode(text) == whole.encode(text));
    }
}

TEST_CASE("Broken old files are refused, naming the file") {
    const test::TempFolder folder;
    const auto message = [&folder] { return test::errorOf([&] { (void)Tokenizer::load(folder.path()); }); };
    CHECK(says(message(), "no tokenizer.json"));
    writeOldFiles(folder);
    CHECK(message().empty());
    write(folder / "added_tokens.json", R"({"a": 600, "b": 600})");
    CHECK(says(message(), "added_tokens.json"));
    write(folder / "added_tokens.json", R"({"<a>": 600})");
    write(folder / "tokenizer_config.json", R"({"added_tokens_decoder": {"600": {"content": "<b>"}}})");
    CHECK(says(message(), "id 600"));
    write(folder / "tokenizer_config.json", R"({"added_tokens_decoder": {"6x": {"content": "<b>"}}})");
    CHECK(says(message(), "6x"));
    write(folder / "tokenizer_config.json", "{");
    CHECK(says(message(), "not valid JSON"));
    CHECK(message().find('\n') == std::string::npos);
    write(folder / "tokenizer_config.json", "{}");
    write(folder / "merges.txt", "#version: 0.2\na b\nabc\n");
    CHECK(says(message(), "merges.txt"));
    write(folder / "tokenizer.json", std::string(100, '['));
    CHECK(says(message(), "nested"));
}
