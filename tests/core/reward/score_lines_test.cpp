// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/score_lines.h"

#include "core/error.h"
#include "core/text/unicode.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

const char* const kRules =
    R"({"format":1,"task":{"format":1,"id":"breast-us","kind":"classification","name":"Breast lesion",
    "question":"Is the lesion benign or malignant?","classes":[
    {"id":"benign","name":"benign","synonyms":["non-malignant"],"grade":null,"definition":"A calm lesion",
     "attributes":[{"name":"margin","values":["smooth"],"how":"Follow the edge."}]},
    {"id":"malignant","name":"malignant","synonyms":[],"grade":null,"definition":"","attributes":[]}]},
    "rewards":[{"name":"format","weight":1},{"name":"accuracy","weight":1},{"name":"fuzzy_grade","weight":1},
    {"name":"boxes","weight":1,"measure":"iou"},{"name":"recitation","weight":-0.2,"min_words":8},
    {"name":"overlong","weight":1},{"name":"repetition","weight":1}],"combine":"sum"})";

const char* const kLine =
    R"({"id":"a1","text":"<think>the margin of the lesion is smooth all round it</think><answer>benign</answer>",
    "target":{"label":"benign"},"knowledge":"benign – margin: smooth.","image_size":[224,224],"model_size":[224,224]})";

LineScorer scorer() {
    return LineScorer(scoreRulesFromJson(parseJson(kRules, "R.json"), "R.json"));
}

// kRules or kLine with the value of one key replaced by this JSON; an empty text removes the key.
Json with(const char* document, const std::string& key, const std::string& value) {
    Json json = parseJson(document, "test");
    if (value.empty()) {
        json.erase(key);
    } else {
        json[key] = parseJson(value, "test");
    }
    return json;
}

} // namespace

TEST_CASE("each adversarial completion gets the score the formats give it") {
    const Json golden =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward/completions.json");
    std::map<std::string, LineScorer> scorers;
    for (const auto& [name, rules] : golden.at("rules").items())
        scorers.emplace(name, LineScorer(scoreRulesFromJson(rules, name)));
    CHECK(golden.at("cases").size() >= 60);
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.at("why").get<std::string>());
        Json line = one.at("line");
        line["id"] = one.at("why");
        const Json scored = scorers.at(one.at("rules")).score(line, "case");
        double total = 0;
        for (const auto& [name, part] : scored.at("rewards").items()) {
            total += part.at("weighted").get<double>();
            const std::string reason = part.at("reason");
            CAPTURE(reason);
            CHECK(!reason.empty());
            CHECK(reason.size() < 400);
            CHECK(isValidUtf8(reason));
            CHECK(reason.find_first_of("\n\r\t") == std::string::npos);
        }
        CHECK(scored.at("total").get<double>() == doctest::Approx(total));
        for (const auto& [name, score] : one.at("scores").items()) {
            CAPTURE(scored.at("rewards").at(name).dump());
            CHECK(scored.at("rewards").at(name).at("score").get<double>() ==
                  doctest::Approx(score.get<double>()).epsilon(1e-12));
        }
        if (!one.contains("weighted")) continue;
        for (const auto& [name, weighted] : one.at("weighted").items())
            CHECK(scored.at("rewards").at(name).at("weighted").get<double>() ==
                  doctest::Approx(weighted.get<double>()).epsilon(1e-12));
    }
}

TEST_CASE("the documented rules and line are scored as documented") {
    const Json scored = scorer().score(parseJson(kLine, "line"), "line");
    CHECK(scored.at("id") == "a1");
    CHECK(scored.at("rewards").size() == 7);
    CHECK(scored.at("rewards").at("format").at("reason") == "think and answer present once, in order");
    CHECK(scored.at("rewards").at("accuracy").at("score") == 1.0);
    CHECK(scored.at("rewards").at("overlong").at("reason") == "no length");
    CHECK(scored.at("rewards").at("fuzzy_grade").at("reason").get<std::string>().find("classification") !=
          std::string::npos);
    const Json& recitation = scored.at("rewards").at("recitation");
    CHECK(recitation.at("weighted").get<double>() ==
          doctest::Approx(-0.2 * recitation.at("score").get<double>()));
    CHECK(recitation.at("reason").get<std::string>().find("benign – margin") != std::string::npos);
}

TEST_CASE("without its own knowledge a line is compared with the task's") {
    const Json scored = scorer().score(with(kLine, "knowledge", ""), "line");
    const Json given = scorer().score(
        with(kLine, "knowledge", R"("benign: A calm lesion\nbenign – margin: smooth. Follow the edge.")"),
        "line");
    CHECK(scored == given);
}

TEST_CASE("a broken line is refused with its number") {
    const std::vector<std::pair<std::string, const char*>> broken = {
        {"{", "JSON"},
        {"[]", "object"},
        {"\xff", "JSON"},
        {with(kLine, "id", "").dump(), "id"},
        {with(kLine, "text", "").dump(), "text"},
        {with(kLine, "text", "3").dump(), "text"},
        {with(kLine, "lenght", "3").dump(), "lenght"},
        {with(kLine, "length", "-1").dump(), "length"},
        {with(kLine, "length", "1.5").dump(), "length"},
        {with(kLine, "target", "").dump(), "target"},
        {with(kLine, "target", "{}").dump(), "label"},
        {with(kLine, "target", R"({"label":"other"})").dump(), "other"},
        {with(kLine, "target", R"({"labels":"benign"})").dump(), "labels"},
        {with(kLine, "image_size", "[224]").dump(), "image_size"},
        {with(kLine, "image_size", "[224,0]").dump(), "image_size"},
        {with(kLine, "image_size", "").dump(), "image_size"},
    };
    const LineScorer lines = scorer();
    for (const auto& [text, word] : broken) {
        CAPTURE(text);
        try {
            lines.scoreLine(text, "in.jsonl", 7);
            FAIL("accepted");
        } catch (const Error& error) {
            const std::string message = error.what();
            CAPTURE(message);
            CHECK(message.find("in.jsonl, line 7") != std::string::npos);
            CHECK(message.find(word) != std::string::npos);
        }
    }
}

TEST_CASE("targets that contradict their task are refused") {
    Json rules = parseJson(kRules, "R.json");
    rules["task"]["kind"] = "localisation";
    rules["task"]["classes"].erase(1);
    const LineScorer boxes(scoreRulesFromJson(rules, "R.json"));
    CHECK_THROWS_WITH_AS(boxes.score(parseJson(kLine, "line"), "line"), doctest::Contains("no boxes"), Error);
    CHECK_THROWS_WITH_AS(boxes.score(with(kLine, "target", R"({"boxes":[[1,1,1,5]]})"), "line"),
                         doctest::Contains("no area"), Error);
    CHECK_THROWS_AS(boxes.score(with(kLine, "target", R"({"boxes":[[1,1,5]]})"), "line"), Error);
}

TEST_CASE("broken rules are refused by name") {
    const auto read = [](const Json& rules) { scoreRulesFromJson(rules, "R.json"); };
    CHECK_THROWS_WITH_AS(read(with(kRules, "top_p", "1")), doctest::Contains("top_p"), Error);
    CHECK_THROWS_WITH_AS(read(with(kRules, "format", "2")), doctest::Contains("newer"), Error);
    CHECK_THROWS_WITH_AS(read(with(kRules, "format", "")), doctest::Contains("format"), Error);
    CHECK_THROWS_WITH_AS(read(with(kRules, "task", "")), doctest::Contains("task"), Error);
    CHECK_THROWS_WITH_AS(read(with(kRules, "rewards", "")), doctest::Contains("rewards"), Error);
    CHECK_THROWS_WITH_AS(read(with(kRules, "combine", R"("mean")")), doctest::Contains("mean"), Error);
    CHECK(scoreRulesFromJson(with(kRules, "combine", ""), "R.json").combine == Combine::Sum);
    CHECK(scoreRulesFromJson(with(kRules, "combine", R"("normalise_each")"), "R.json").combine ==
          Combine::NormaliseEach);
}

TEST_CASE("a scored line is one line of JSON") {
    const std::string out = scorer().scoreLine(jsonLine(parseJson(kLine, "line")), "in.jsonl", 1);
    CHECK(out.find('\n') == std::string::npos);
    CHECK(parseJson(out, "out").at("id") == "a1");
}
