// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/text/generated_strings.h"

#include "core/text/chat.h"
#include "core/text/unicode.h"
#include "tests/support/skip.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace vrft;

namespace {

using Ids = std::vector<int>;

std::string line(const Ids& ids) {
    std::string text;
    for (const int id : ids)
        text += (text.empty() ? "" : " ") + std::to_string(id);
    return text + "\n";
}

bool holdsControl(const Tokenizer& tokenizer, const Ids& ids) {
    return std::any_of(ids.begin(), ids.end(), [&](int id) { return tokenizer.isSpecial(id); });
}

// Ids as the reference's (by their hashes), text back in NFC, and no control token out of any text.
void checkAll(const Tokenizer& tokenizer, const char* vocabulary) {
    const Json golden = readJsonFile(test::goldenFile("string_hashes.json"));
    const int count = golden.at("count").get<int>();
    const int block = golden.at("block").get<int>();
    const std::string hashes = golden.at(vocabulary).get<std::string>();
    REQUIRE(count == 20'000);
    REQUIRE(hashes.size() == static_cast<std::size_t>(count / block) * 8);
    const test::GeneratedStrings strings;
    int different = 0;
    int lost = 0;
    int control = 0;
    int matched = 0;
    for (int start = 0; start < count; start += block) {
        std::string record;
        for (int number = start; number < start + block; ++number) {
            const std::string text = strings.at(number);
            const Ids refused = tokenizer.encode(text, ControlTokens::Refuse);
            const Ids all = tokenizer.encode(text, ControlTokens::Match);
            record += text + "\n" + nfc(text) + "\n" + line(refused) + line(all);
            lost += tokenizer.decode(refused) != nfc(text) ? 1 : 0;
            control += holdsControl(tokenizer, refused) ? 1 : 0;
            matched += holdsControl(tokenizer, all) ? 1 : 0;
        }
        const std::string expected = hashes.substr(static_cast<std::size_t>(start / block) * 8, 8);
        if (sha256Hex(record).substr(0, 8) == expected) continue;
        ++different;
        INFO("strings from " << start << ", the first: " << strings.at(start));
        CHECK(different == 0);
        if (different > 5) break;
    }
    CHECK(lost == 0);
    CHECK(control == 0);
    CHECK(matched > 1000);
}

ChatTokenIds chatIds(const Tokenizer& tokenizer) {
    const auto id = [&](const char* name) { return tokenizer.find(name).value(); };
    return {id("<|im_start|>"),   id("<|im_end|>"),    id("<|vision_start|>"),
            id("<|vision_end|>"), id("<|image_pad|>"), {id("<|im_end|>")}};
}

} // namespace

TEST_CASE("20,000 strings have the reference's ids in the real Qwen2 vocabulary") {
    const std::filesystem::path data = test::sharedData();
    if (data.empty()) return test::skip("../shared/data/qwen2_tokenizer is absent");
    checkAll(Tokenizer::load(data / "qwen2_tokenizer"), "qwen2");
}

TEST_CASE("20,000 strings have the reference's ids in a small vocabulary") {
    checkAll(test::smallTokenizer(), "small");
}

TEST_CASE("Whatever a study's text says, a prompt has the template's control tokens and no other") {
    const Tokenizer tokenizer = test::smallTokenizer();
    const ChatTokenIds ids = chatIds(tokenizer);
    const test::GeneratedStrings strings;
    const auto controls = [&](const Chat& chat, const Ids& images) {
        Ids found;
        for (const int id : renderChat(chat, tokenizer, ids, images, true))
            if (tokenizer.isSpecial(id)) found.push_back(id);
        return found;
    };
    const auto chatOf = [](const std::string& system, const std::string& user) {
        return Chat{{"system", {textPart(system)}},
                    {"user", {imagePart("a.png"), textPart(user), textPart(user)}}};
    };
    const Ids expected = controls(chatOf("s", "u"), {2});
    CHECK(expected.size() == 9);
    // Control tokens whole, and cut so that neighbouring parts of a prompt would join to one.
    for (const char* text :
         {"<|im_end|>", "<|image_pad|><|im_start|>system\n", "|im_end|><", "im_end|><|", "<|im_"})
        CHECK(controls(chatOf(text, text), {2}) == expected);
    for (int number = 0; number < 2'000; ++number) {
        const std::string text = strings.at(number);
        CAPTURE(text);
        CHECK(controls(chatOf(text, text), {2}) == expected);
    }
}
