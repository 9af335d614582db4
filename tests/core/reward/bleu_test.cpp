// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/bleu.h"

#include "core/json.h"
#include "core/text/unicode.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

double bleuOf(std::string_view candidate, std::string_view reference) {
    const std::vector<std::vector<std::string>> references = {words(reference)};
    return bleu4(words(candidate), references);
}

} // namespace

TEST_CASE("bleu equals an independent implementation, words included") {
    const Json golden = readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward/bleu.json");
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.at("think").get<std::string>());
        const std::vector<std::string> tokens = words(one.at("think").get<std::string>());
        CHECK(tokens == one.at("words").get<std::vector<std::string>>());
        const BleuScore score =
            BleuReferences::fromKnowledge(one.at("knowledge").get<std::string>()).score(tokens);
        CHECK(score.value == doctest::Approx(one.at("bleu").get<double>()).epsilon(1e-12));
    }
}

TEST_CASE("the published single-reference numbers hold") {
    const char* reference = "the lesion has irregular margins and borders";
    CHECK(std::abs(bleuOf("the lesion has irregular borders", reference) - 0.473988) < 1e-6);
    CHECK(bleuOf(reference, reference) == 1);
    CHECK(std::abs(bleuOf("no findings", reference) - 0.006903) < 1e-6);
}

TEST_CASE("blank lines are no references and the closest line is named") {
    const BleuReferences references = BleuReferences::fromKnowledge(
        "\nbenign – margin: smooth. Follow the edge.\n\n ... \nmalignant: dark mass\n");
    const BleuScore score = references.score(words("a dark mass"));
    REQUIRE(score.closestLine);
    CHECK(references.lineName(*score.closestLine) == "malignant");
    CHECK(score.sharedWords == 2);
    CHECK_FALSE(references.score(words("nothing alike")).closestLine);
    CHECK(BleuReferences::fromKnowledge(" \n\n").empty());
    CHECK(BleuReferences::fromKnowledge("").score(words("a")).value == 0);
}
