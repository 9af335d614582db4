// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Golden numbers worked out by hand, and goldens.json made by NumPy
// (tests/data/make/make_objective_goldens.py).
#include "training/objective/losses.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/json.h"
#include "core/run/advantages.h"

using namespace vrft;

namespace {

// A reference: a loop over a part of a temporary would run over nothing.
const Json& goldens() {
    static const Json document =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/objective/goldens.json");
    return document;
}

AdvantageScale scaleNamed(const std::string& name) {
    if (name == "group") return AdvantageScale::Group;
    return name == "batch" ? AdvantageScale::Batch : AdvantageScale::None;
}

Aggregation aggregationNamed(const std::string& name) {
    if (name == "token_mean") return Aggregation::TokenMean;
    return name == "sequence_mean" ? Aggregation::SequenceMean : Aggregation::Constant;
}

torch::Tensor tensorOf(const Json& numbers) {
    return torch::tensor(numbers.get<std::vector<double>>(), torch::kFloat64);
}

void checkEqual(const GroupValues& got, const GroupValues& wanted) {
    REQUIRE(got.size() == wanted.size());
    for (std::size_t g = 0; g < got.size(); ++g) {
        REQUIRE(got[g].size() == wanted[g].size());
        for (std::size_t i = 0; i < got[g].size(); ++i)
            CHECK(got[g][i] == doctest::Approx(wanted[g][i]).epsilon(1e-9));
    }
}

double clipTerm(double ratio, double advantage, double clipHigh) {
    Objective objective;
    objective.clipLow = 0.2;
    objective.clipHigh = clipHigh;
    const auto logProbs = torch::tensor({std::log(ratio)}, torch::kFloat64);
    return policyLoss(logProbs, torch::zeros({1}, torch::kFloat64),
                      torch::tensor({advantage}, torch::kFloat64), std::nullopt, objective, {})
        .loss_T.item<double>();
}

} // namespace

TEST_CASE("advantages equal the numbers worked out by hand") {
    const auto of = [](std::vector<double> rewards) {
        return advantages({std::move(rewards)}, AdvantageScale::Group)[0];
    };
    const auto half = of({1, 0, 0, 1});
    CHECK(half[0] == doctest::Approx(0.865875).epsilon(1e-6));
    CHECK(half[1] == doctest::Approx(-0.865875).epsilon(1e-6));
    const auto one = of({1, 0, 0, 0, 0, 0, 0, 0});
    CHECK(one[0] == doctest::Approx(2.474174).epsilon(1e-6));
    CHECK(one[7] == doctest::Approx(-0.353453).epsilon(1e-6));
    const auto fuzzy = of({1, .25, .0625, 0});
    CHECK(fuzzy[0] == doctest::Approx(1.459198).epsilon(1e-6));
    CHECK(fuzzy[1] == doctest::Approx(-.169674).epsilon(1e-5));
    CHECK(fuzzy[2] == doctest::Approx(-.576892).epsilon(1e-6));
    CHECK(fuzzy[3] == doctest::Approx(-.712632).epsilon(1e-6));
}

TEST_CASE("equal rewards have advantage exactly 0 and count as no signal") {
    // 0.1 isn't a binary fraction: the mean of eight of them needn't be 0.1 to the last bit.
    const GroupValues rewards{std::vector<double>(8, 0.1), {0, 1, 0, 1, 0, 1, 0, 1}, {0.5}};
    const GroupValues result = advantages(rewards, AdvantageScale::Group);
    for (const double value : result[0])
        CHECK(value == 0.0);
    CHECK(result[2][0] == 0.0);
    CHECK_FALSE(hasSignal(rewards[0]));
    CHECK(hasSignal(rewards[1]));
    CHECK_FALSE(hasSignal(rewards[2]));
}

TEST_CASE("advantages equal NumPy's for every scale") {
    for (const Json& test : goldens().at("advantages"))
        checkEqual(advantages(test.at("rewards").get<GroupValues>(), scaleNamed(test.at("scale"))),
                   test.at("advantages").get<GroupValues>());
}

TEST_CASE("normalise_each equals NumPy's, negative and zero weights included") {
    for (const Json& test : goldens().at("normalise_each")) {
        std::vector<RewardColumn> columns;
        for (const Json& column : test.at("columns"))
            columns.push_back({column.at("weight"), column.at("weighted").get<GroupValues>()});
        checkEqual(advantagesOfEach(columns, scaleNamed(test.at("scale"))),
                   test.at("advantages").get<GroupValues>());
    }
}

TEST_CASE("k3 equals the numbers worked out by hand") {
    const auto difference = torch::tensor({-.5, 0., .5, 2.}, torch::kFloat64);
    const auto kl = klToReference(torch::zeros({4}, torch::kFloat64), difference);
    CHECK(kl[0].item<double>() == doctest::Approx(.1065307).epsilon(1e-6));
    CHECK(kl[1].item<double>() == 0.0);
    CHECK(kl[2].item<double>() == doctest::Approx(.1487213).epsilon(1e-6));
    CHECK(kl[3].item<double>() == doctest::Approx(4.389056).epsilon(1e-6));
}

TEST_CASE("k3 of a token the policy has nearly dropped stays finite, with finite gradient") {
    const auto logProbs = torch::tensor({-300.f, -5.f}, torch::requires_grad());
    const auto kl = klToReference(logProbs, torch::tensor({-1.f, -1.f}));
    kl.sum().backward();
    CHECK(kl[0].item<double>() == kKlLimit);
    CHECK(torch::isfinite(logProbs.grad()).all().item<bool>());
    CHECK(logProbs.grad()[0].item<double>() == 0.0);
}

TEST_CASE("the clipped surrogate equals the numbers worked out by hand") {
    CHECK(clipTerm(1.5, 1, .2) == doctest::Approx(-1.2));
    CHECK(clipTerm(1.5, 1, .28) == doctest::Approx(-1.28));
    CHECK(clipTerm(1.5, -1, .2) == doctest::Approx(1.5));
    CHECK(clipTerm(.5, 1, .2) == doctest::Approx(-.5));
    CHECK(clipTerm(.5, -1, .2) == doctest::Approx(.8));
}

TEST_CASE("losses and gradients equal NumPy's for every aggregation, in one piece and in micro-batches") {
    for (const Json& test : goldens().at("losses")) {
        const Json& options = test.at("options");
        CAPTURE(options.dump());
        Objective objective;
        objective.clipLow = options.at("clip_low");
        objective.clipHigh = options.at("clip_high");
        if (!options.at("dual_clip").is_null()) objective.dualClip = options.at("dual_clip").get<double>();
        objective.kl = options.at("kl");
        if (options.value("sequence", false)) objective.kind = ObjectiveKind::Gspo;
        const auto lengths = test.at("lengths").get<std::vector<int>>();
        std::vector<CompletionLength> completions;
        for (std::size_t i = 0; i < lengths.size(); ++i)
            completions.push_back({lengths[i], test.at("truncated").at(i).get<bool>()});
        const auto weights = completionWeights(completions, aggregationNamed(options.at("aggregation")),
                                               options.at("mask_truncated"), options.at("max_new_tokens"));

        const torch::Tensor logProbs = tensorOf(test.at("log_probs")).requires_grad_(true);
        const torch::Tensor old = tensorOf(test.at("old"));
        const torch::Tensor given = tensorOf(test.at("advantages"));
        double loss = 0;
        double low = 0;
        double high = 0;
        long from = 0;
        for (std::size_t i = 0; i < lengths.size(); ++i) { // a micro-batch of one completion each
            const auto piece = [&](const torch::Tensor& all_T) {
                return all_T.slice(0, from, from + lengths[i]);
            };
            std::optional<torch::Tensor> reference;
            if (!test.at("reference").is_null()) reference = piece(tensorOf(test.at("reference")));
            const PolicyLoss part = policyLoss(piece(logProbs), piece(old), piece(given), reference,
                                               objective, std::vector<std::int64_t>{lengths[i]});
            const torch::Tensor scalar = (part.loss_T * weights[i]).sum();
            scalar.backward();
            loss += scalar.item<double>();
            low += part.clippedLow;
            high += part.clippedHigh;
            if (reference)
                for (long t = 0; t < lengths[i]; ++t)
                    CHECK(
                        part.kl_T[t].item<double>() ==
                        doctest::Approx(test.at("kl").at(static_cast<std::size_t>(from + t)).get<double>()));
            from += lengths[i];
        }
        CHECK(loss == doctest::Approx(test.at("loss").get<double>()).epsilon(1e-9));
        CHECK(low == test.at("clipped_low").get<double>());
        CHECK(high == test.at("clipped_high").get<double>());
        CHECK(torch::allclose(logProbs.grad(), tensorOf(test.at("gradient")), 1e-6, 1e-8));
    }
}

TEST_CASE("one ratio for a completion goes by its own tokens, whatever stands beside it") {
    for (const Json& test : goldens().at("losses")) {
        if (!test.at("options").value("sequence", false)) continue;
        Objective objective;
        objective.kind = ObjectiveKind::Gspo;
        const auto lengths = test.at("lengths").get<std::vector<std::int64_t>>();
        const torch::Tensor logProbs = tensorOf(test.at("log_probs"));
        const torch::Tensor old = tensorOf(test.at("old"));
        const torch::Tensor given = tensorOf(test.at("advantages"));
        const torch::Tensor together =
            policyLoss(logProbs, old, given, std::nullopt, objective, lengths).loss_T;
        std::int64_t from = 0;
        for (const std::int64_t length : lengths) {
            const std::vector<std::int64_t> own = {length};
            CHECK(torch::equal(policyLoss(logProbs.narrow(0, from, length), old.narrow(0, from, length),
                                          given.narrow(0, from, length), std::nullopt, objective, own)
                                   .loss_T,
                               together.narrow(0, from, length)));
            from += length;
        }
    }
}

TEST_CASE("token_mean divides by the tokens of the whole step") {
    const std::vector<CompletionLength> step{{3, false}, {5, false}, {2, true}};
    const auto weights = completionWeights(step, Aggregation::TokenMean, false, 64);
    CHECK(weights[0] == doctest::Approx(0.1));
    CHECK(weights[2] == doctest::Approx(0.1));
    const auto masked = completionWeights(step, Aggregation::TokenMean, true, 64);
    CHECK(masked[0] == doctest::Approx(0.125));
    CHECK(masked[2] == 0.0);
}

TEST_CASE("a step whose completions are all cut and masked has no weight and no division by zero") {
    const std::vector<CompletionLength> step{{3, true}, {0, true}};
    for (const auto aggregation : {Aggregation::TokenMean, Aggregation::SequenceMean, Aggregation::Constant})
        for (const double weight : completionWeights(step, aggregation, true, 64))
            CHECK(weight == 0.0);
}

TEST_CASE("the supervised loss is the weighted mean of -log p over the whole step") {
    const Json test = goldens().at("supervised");
    const torch::Tensor logProbs = tensorOf(test.at("log_probs"));
    const torch::Tensor weights = tensorOf(test.at("weights"));
    CHECK(supervisedLoss(logProbs, weights, weights.sum().item<double>()).item<double>() ==
          doctest::Approx(test.at("loss").get<double>()));
    CHECK_THROWS_AS(supervisedLoss(logProbs, weights, 0.0), Error);
}
