// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/lora_targets.h"

#include "core/error.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

const std::string kQuery = "model.layers.0.self_attn.q_proj";
const std::string kGate = "model.layers.11.mlp.gate_proj";
const std::string kTowerGate = "visual.blocks.3.mlp.gate_proj";
const std::string kMerger = "visual.merger.mlp.0";

} // namespace

TEST_CASE("words name the decoder, the vision tower or both") {
    for (const char* word : {"decoder", "vision", "decoder+vision"}) {
        const LoraTargets targets(word);
        const std::string text = word;
        for (const std::string& module : {kQuery, kGate})
            CHECK(targets.covers(module) == (text != "vision"));
        for (const std::string& module : {kTowerGate, kMerger})
            CHECK(targets.covers(module) == (text != "decoder"));
    }
    CHECK(LoraTargets().covers(kQuery));
    CHECK_FALSE(LoraTargets().covers(kMerger));
}

TEST_CASE("an expression matches whole paths of both families, and the tower only by its name") {
    const LoraTargets attention(R"(.*\.(q_proj|v_proj))");
    CHECK(attention.covers(kQuery));
    CHECK_FALSE(attention.covers(kGate));
    const LoraTargets gates(R"(.*\.gate_proj)");
    CHECK(gates.covers(kGate));
    CHECK_FALSE(gates.covers(kTowerGate));
    CHECK(LoraTargets(R"(.*visual.*\.gate_proj)").covers(kTowerGate));
    CHECK_FALSE(LoraTargets(R"(.*visual.*\.gate_proj)").covers(kGate));
    CHECK(LoraTargets(R"(model\.language_model\.layers\.[0-9]\..*)").covers(kQuery));
    CHECK_FALSE(LoraTargets(R"(model\.language_model\.layers\.[0-9]\..*)").covers(kGate));
    CHECK(LoraTargets(R"(model\.layers\.0\..*)").covers(kQuery));
    CHECK_FALSE(LoraTargets("q_proj").covers(kQuery)); // no whole path
}

TEST_CASE("expressions that don't compile or never end are refused in one line") {
    CHECK_THROWS_WITH_AS(LoraTargets("(q_proj", "F.json: targets"), doctest::Contains("F.json: targets"),
                         Error);
    CHECK_THROWS_AS(LoraTargets(""), Error);
    const LoraTargets endless("(m+)+[xy]");
    CHECK_THROWS_WITH_AS(endless.covers(std::string(60, 'm')), doctest::Contains("fails"), Error);
}
