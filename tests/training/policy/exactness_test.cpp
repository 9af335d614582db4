// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Random small policies of both architectures against Hugging Face transformers, from the chat to 64 greedy
// tokens (tests/data/make/make_exactness_goldens.py).
#include "core/json.h"
#include "policies.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>

using namespace vrft;
using namespace vrft::test;

namespace {

// What each covers is in the maker's table.
const std::vector<std::string> kCases = {
    "exact/q25-edge",    "exact/q25-three", "exact/q25-split", "exact/q25-text", "exact/q25-thin",
    "exact/q25-seconds", "exact/q2-hub",    "exact/q2-nested", "exact/q2-three", "exact/q2-four"};

// What is compared of a prompt: the chat, and goldens under "INDEX.".
struct GoldenPrompt {
    const std::string& name;
    std::size_t index;
    const Json& described;

    torch::Tensor tensor(const char* what) const {
        return goldenTensor(name, fmt::format("{}.{}", index, what));
    }
    PromptInput encoded(const Policy& policy) const {
        std::vector<std::string> images;
        for (const Json& image : described.at("images"))
            images.push_back(std::to_string(image.get<int>()));
        return goldenPrompt(policy, name, images, described.at("text").get<std::string>());
    }
};

bool keepsHalf(const Policy& policy) {
    const auto parameters = policy.parameters();
    return std::any_of(parameters.begin(), parameters.end(), [](const NamedParameter& parameter) {
        return parameter.tensor.scalar_type() == torch::kBFloat16;
    });
}

// On a GPU, factors of products with weights in bf16 are rounded to its 8 bits; on the processor nothing is.
bool roundsFactors(const Policy& policy) {
    return keepsHalf(policy) && policy.parameters().front().tensor.is_cuda();
}

// With all weights in single precision, and once more where they are stored in bf16 and kept so.
void forEachPrompt(const std::function<void(const Policy&, const GoldenPrompt&)>& check) {
    std::vector<std::pair<std::string, BaseWeights>> policies;
    for (const BaseWeights base : {BaseWeights::Single, BaseWeights::Stored})
        for (const std::string& name : kCases)
            policies.emplace_back(name, base);
    for (const auto& [name, base] : policies) {
        CAPTURE(name);
        CAPTURE(static_cast<int>(base));
        const auto policy = goldenPolicy(name, base);
        if (base == BaseWeights::Stored && !keepsHalf(*policy)) continue;
        const Json document = readJsonFile(goldenFolder(name) / "goldens.json");
        const Json& prompts = document.at("prompts");
        for (std::size_t index = 0; index < prompts.size(); ++index) {
            CAPTURE(index);
            check(*policy, {name, index, prompts[index]});
        }
    }
}

} // namespace

TEST_CASE("chats_become_the_reference_ids_positions_and_grids") {
    forEachPrompt([](const Policy& policy, const GoldenPrompt& golden) {
        const PromptInput prompt = golden.encoded(policy);
        CHECK(prompt.ids == goldenIds(golden.name, fmt::format("{}.ids", golden.index)));
        CHECK(torch::equal(torch::tensor(prompt.positions).view({3, -1}), golden.tensor("positions")));
        const Json& grids = golden.described.at("grids");
        REQUIRE(prompt.images.size() == grids.size());
        for (std::size_t i = 0; i < grids.size(); ++i)
            CHECK(Json::array({prompt.images[i]->gridHeight, prompt.images[i]->gridWidth}) == grids[i]);
    });
}

TEST_CASE("features_and_logits_equal_transformers") {
    double worstFeature = 0;
    double worstLogit = 0;
    double roundedFeature = 0; // with factors in bf16
    double roundedLogit = 0;
    forEachPrompt([&](const Policy& policy, const GoldenPrompt& golden) {
        const torch::NoGradGuard noGrad;
        const ForwardResult result = policy.forward(golden.encoded(policy));
        const torch::Tensor rows = golden.tensor("logit_rows");
        const double logits =
            largestDifference(result.logits_TV.cpu().index_select(0, rows), golden.tensor("logits"));
        const double largest = golden.tensor("largest_logit").item<double>();
        const bool rounds = roundsFactors(policy);
        CHECK(logits <= (rounds ? std::max(0.1, 1e-2 * largest) : std::max(1e-4, 1e-5 * largest)));
        (rounds ? roundedLogit : worstLogit) = std::max(rounds ? roundedLogit : worstLogit, logits);
        if (golden.described.at("images").empty()) {
            CHECK(result.imageFeatures_MD.size(0) == 0);
            return;
        }
        const double features = largestDifference(result.imageFeatures_MD, golden.tensor("features"));
        CHECK(features <= (rounds ? 0.1 : 1e-4));
        (rounds ? roundedFeature : worstFeature) = std::max(rounds ? roundedFeature : worstFeature, features);
    });
    MESSAGE("largest difference: features " << worstFeature << ", logits " << worstLogit
                                            << "; with factors in bf16 " << roundedFeature << ", "
                                            << roundedLogit);
}

TEST_CASE("a_policy_saved_again_is_the_same_model_under_hub_names") {
    for (const std::string& name : kCases) {
        CAPTURE(name);
        const TempFolder temp;
        const auto policy = goldenPolicy(name);
        policy->save(temp / "saved");
        const auto saved = Policy::load(temp / "saved");
        const PromptInput prompt = policy->encodeIds({65, 66, 67}, {});
        const torch::NoGradGuard noGrad;
        CHECK(torch::equal(policy->forward(prompt).logits_TV.cpu(), saved->forward(prompt).logits_TV.cpu()));
        REQUIRE(policy->parameters().size() == saved->parameters().size());
        for (std::size_t i = 0; i < policy->parameters().size(); ++i)
            CHECK(torch::equal(policy->parameters()[i].tensor, saved->parameters()[i].tensor));
    }
}

TEST_CASE("greedy_tokens_equal_those_of_transformers_generate") {
    constexpr double kMargin = 1e-3; // below it rounding may choose either token, and what follows differs
    std::size_t compared = 0;
    std::size_t all = 0;
    std::size_t rounded = 0;
    forEachPrompt([&](const Policy& policy, const GoldenPrompt& golden) {
        const std::vector<int> expected = goldenIds(golden.name, fmt::format("{}.greedy", golden.index));
        const torch::Tensor margins = golden.tensor("margins");
        const PromptInput prompt = golden.encoded(policy);
        SamplingOptions options;
        options.greedy = true;
        options.maxNewTokens = static_cast<int>(expected.size());
        const std::vector<GenerationRequest> requests = {{&prompt, {1}}};
        const std::vector<int> ids = policy.generate(requests, options)[0][0].ids;
        REQUIRE(ids.size() == expected.size());
        const bool rounds = roundsFactors(policy);
        (rounds ? rounded : all) += expected.size();
        for (std::size_t at = 0; at < expected.size(); ++at) {
            if (ids[at] == expected[at]) {
                if (!rounds) ++compared;
                continue;
            }
            CAPTURE(at);
            CHECK(margins[static_cast<std::int64_t>(at)].item<double>() <= (rounds ? 0.1 : kMargin));
            return;
        }
    });
    CHECK(all + rounded == (20 + 12) * 64); // five of the nine are stored in bf16
    CHECK(static_cast<double>(compared) >= 0.95 * static_cast<double>(all));
    MESSAGE(compared << " of " << all << " greedy tokens compared");
}
