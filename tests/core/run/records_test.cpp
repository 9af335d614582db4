// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/run/records.h"

#include <bit>
#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;

namespace {

std::filesystem::path golden(const char* name) {
    return std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/run" / name;
}

} // namespace

TEST_CASE("token bytes equal those of python's struct") {
    const Json expected = readJsonFile(golden("tokens.json"))["records"];
    std::vector<TokenRecord> tokens;
    for (const Json& item : expected)
        tokens.push_back({item[0].get<std::uint32_t>(), item[1].get<float>(), item[2].get<float>()});
    const std::string bytes = readTextFile(golden("tokens.bin"));
    CHECK(bytes == tokenHeader() + packTokens(tokens));
    CHECK(tokenHeader().size() == kTokenHeaderBytes);

    const std::vector<TokenRecord> read = unpackTokens(std::string_view(bytes).substr(kTokenHeaderBytes));
    REQUIRE(read.size() == 4);
    CHECK(read[1].id == 151643);
    CHECK(read[2].id == 4294967295U);
    CHECK(read[3].logProb == -13.815510749816895f);
    CHECK(read[3].entropy == 6.103515625e-05f);
    CHECK_THROWS_AS(unpackTokens("123"), Error);
}

TEST_CASE("half floats round like python's struct over the whole range") {
    const Json pairs = readJsonFile(golden("tokens.json"))["halves"];
    CHECK(pairs.size() > 700);
    for (const Json& pair : pairs) {
        const float value = std::bit_cast<float>(pair[0].get<std::uint32_t>());
        CAPTURE(value);
        CHECK(halfFromFloat(value) == pair[1].get<std::uint16_t>());
    }
    CHECK(std::isnan(floatFromHalf(halfFromFloat(std::nanf("")))));
}

TEST_CASE("every half float survives the way to float and back") {
    for (std::uint32_t half = 0; half <= 0xFFFF; ++half) {
        const float value = floatFromHalf(static_cast<std::uint16_t>(half));
        if (!std::isnan(value)) CHECK(halfFromFloat(value) == half);
    }
}

TEST_CASE("completion ids name step, kind, sample and k") {
    CompletionRecord record;
    record.step = 12;
    record.sample = "s000123";
    record.k = 3;
    CHECK(record.id() == "12/s000123/3");
    record.kind = CompletionKind::Heldout;
    CHECK(record.id() == "12/heldout/s000123/3");
    record.kind = CompletionKind::ImageGain;
    CHECK(record.id() == "12/image_gain/s000123/3");
}

TEST_CASE("a completion's line is the format description's, and reads back") {
    CompletionRecord record;
    record.step = 12;
    record.sample = "s000123";
    record.k = 3;
    record.text = "<think>a \"quoted\" line\nbreak</think><answer>benign</answer>";
    record.think = "a";
    record.answer = "benign";
    record.boxes = {{1, 2, 3.5, 4}};
    record.rewards = {{"format", 1, 0.5, "once, in order"}};
    record.total = 1.5;
    record.advantage = 0.87;
    record.length = 31;
    record.entropy = 0.41;
    record.tokens = TokenSpan{16, 31};
    CHECK(
        jsonLine(completionToJson(record)) ==
        R"({"step":12,"stage":"main","sample":"s000123","k":3,"id":"12/s000123/3","kind":"rollout",)"
        R"("text":"<think>a \"quoted\" line\nbreak</think><answer>benign</answer>","think":"a","answer":"benign",)"
        R"("boxes":[[1.0,2.0,3.5,4.0]],"rewards":{"format":{"score":1.0,"weighted":0.5,"reason":"once, in order"}},)"
        R"("total":1.5,"advantage":0.87,"length":31,"truncated":false,"entropy":0.41,"tokens":{"offset":16,"count":31}})");
    const CompletionRecord read = completionFromJson(completionToJson(record), "x");
    CHECK(jsonLine(completionToJson(read)) == jsonLine(completionToJson(record)));

    record.kind = CompletionKind::ImageGain;
    record.imageOf = "s000009";
    record.think.reset();
    record.advantage.reset();
    record.tokens.reset();
    const Json json = completionToJson(record);
    CHECK(json["image_of"] == "s000009");
    CHECK(json["think"].is_null());
    CHECK(json["tokens"].is_null());
    CHECK(jsonLine(completionToJson(completionFromJson(json, "x"))) == jsonLine(json));
}

TEST_CASE("a box that isn't finite stays one predicted box") {
    CompletionRecord record;
    record.sample = "s";
    record.boxes = {{0, 0, std::nan(""), 4}};
    const CompletionRecord read = completionFromJson(parseJson(jsonLine(completionToJson(record)), "x"), "x");
    REQUIRE(read.boxes.size() == 1);
    CHECK_FALSE(read.boxes[0].valid());
}

TEST_CASE("an event's line is the format description's, and reads back") {
    const RunEvent event{1.5, 7, EventKind::Checkpoint, "Checkpoint of step 7.", ""};
    CHECK(jsonLine(eventToJson(event)) ==
          R"({"time":1.5,"step":7,"kind":"checkpoint","text":"Checkpoint of step 7.","do":""})");
    const RunEvent read = eventFromJson(eventToJson(event), "x");
    CHECK(read.kind == EventKind::Checkpoint);
    CHECK(read.text == event.text);
    CHECK_THROWS_AS(eventFromJson(parseJson(R"({"step":1,"kind":"party"})", "x"), "x"), Error);
}
