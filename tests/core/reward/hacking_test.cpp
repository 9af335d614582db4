// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Answers made to win a reward without earning it: each gets what it must, and less than an honest one.
#include "core/reward/score_lines.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace vrft;

namespace {

std::string textOf(const Json& pieces) {
    std::string text;
    for (const Json& piece : pieces)
        for (int i = 0; i < piece.at(1).get<int>(); ++i)
            text += piece.at(0).get<std::string>();
    return text;
}

} // namespace

TEST_CASE("no hack earns what an honest answer does") {
    const Json data = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward/hacking.json");
    std::map<std::string, LineScorer> scorers;
    std::map<std::string, std::vector<RewardSpec>> rewards;
    for (const auto& [name, rules] : data.at("rules").items()) {
        ScoreRules read = scoreRulesFromJson(rules, name);
        rewards[name] = read.rewards;
        scorers.emplace(name, LineScorer(std::move(read)));
    }
    std::map<std::string, double> gold; // the least an honest answer earns
    std::set<std::string> hacks;
    std::set<std::string> tried;
    for (const Json& one : data.at("cases")) {
        const std::string rules = one.at("rules");
        const std::string hack = one.at("hack");
        CAPTURE(rules);
        CAPTURE(hack);
        Json line = one.at("line");
        line["id"] = hack;
        line["text"] = textOf(one.at("text"));
        const Json scored = scorers.at(rules).score(line, hack);
        REQUIRE(one.at("scores").size() == rewards.at(rules).size());
        double expected = 0;
        for (const RewardSpec& spec : rewards.at(rules)) {
            const Json& part = scored.at("rewards").at(spec.name);
            const double score = one.at("scores").at(spec.name);
            const double weighted = one.at("weighted").value(spec.name, spec.weight * score);
            CAPTURE(part.dump());
            CHECK(part.at("score").get<double>() == doctest::Approx(score).epsilon(1e-9));
            CHECK(part.at("weighted").get<double>() == doctest::Approx(weighted).epsilon(1e-9));
            const std::string reason = part.at("reason");
            CHECK(isValidUtf8(reason));
            CHECK(reason.size() < 500);
            CHECK(std::ranges::none_of(reason, [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
            expected += weighted;
            tried.insert(spec.name);
        }
        const double total = scored.at("total");
        CHECK(total == doctest::Approx(expected).epsilon(1e-9));
        if (hack == "gold") {
            gold[rules] = gold.contains(rules) ? std::min(gold[rules], total) : total;
            continue;
        }
        hacks.insert(rules + "/" + hack);
        REQUIRE(gold.contains(rules));
        if (one.at("beaten"))
            CHECK(total < gold.at(rules) - 1e-3);
        else
            CHECK(total >= gold.at(rules) - 0.1); // what no reward sees is said so, not hidden
    }
    CHECK(hacks.size() >= 120);
    CHECK(tried == std::set<std::string>{"format", "accuracy", "fuzzy_grade", "boxes", "recitation",
                                         "imitation", "overlong", "repetition"});
}
