// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The whole model against Hugging Face transformers (tests/data/make/make_model_goldens.py).
#include "core/json.h"
#include "policies.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;

TEST_CASE("forward_equals_transformers") {
    for (const std::string name : {"tied", "untied", "tiny"}) {
        CAPTURE(name);
        const auto policy = goldenPolicy(name);
        const Json prompts = readJsonFile(goldenFolder(name) / "goldens.json").at("prompts");
        for (std::size_t i = 0; i < prompts.size(); ++i) {
            CAPTURE(i);
            const auto key = [&](const char* what) { return std::to_string(i) + "." + what; };
            const auto golden = [&](const char* what) { return goldenTensor(name, key(what)); };
            std::vector<std::shared_ptr<const PromptImage>> images;
            for (const Json& image : prompts[i])
                images.push_back(policy->loadImage(goldenFolder(name) / (image.get<std::string>() + ".png")));
            const ForwardResult result =
                policy->forward(policy->encodeIds(goldenIds(name, key("ids")), images));
            CHECK(torch::equal(result.positions_3T, golden("positions")));
            const double features = largestDifference(result.imageFeatures_MD, golden("features"));
            const double logits = largestDifference(result.logits_TV.cpu(), golden("logits"));
            MESSAGE(name << " prompt " << i << ": features " << features << ", logits " << logits);
            CHECK(features <= 1e-4);
            CHECK(logits <= 1e-4);
        }
    }
}

TEST_CASE("encode_prompt_renders_the_reference_ids_after_the_system_message") {
    const auto policy = goldenPolicy("tied");
    const std::vector<int> expected = goldenIds("tied", "0.ids");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    CHECK(prompt.images.size() == 1);
    CHECK(prompt.images[0]->modelSize == Size{168, 140});
    CHECK(prompt.imageRows.size() == 30);
    REQUIRE(prompt.ids.size() > expected.size());
    CHECK(std::equal(expected.rbegin(), expected.rend(), prompt.ids.rbegin()));
}

TEST_CASE("image_features_dont_depend_on_the_images_beside_them") {
    const auto policy = goldenPolicy("untied");
    const auto a = policy->loadImage(goldenFolder("untied") / "a.png");
    const auto b = policy->loadImage(goldenFolder("untied") / "b.png");
    const std::vector<std::shared_ptr<const PromptImage>> both = {a, b, a};
    policy->makeTrainable(); // no cache: everything is computed here
    const auto together = policy->imageFeatures(both);
    const std::vector<std::shared_ptr<const PromptImage>> alone = {b};
    CHECK(largestDifference(together[1], policy->imageFeatures(alone)[0]) < 1e-5);
    CHECK(torch::equal(together[0], together[2]));
    CHECK(largestDifference(together[0], together[1]) > 1e-3);
}
