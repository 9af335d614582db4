// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which parameters train, adapters, copies.
#include "core/error.h"
#include "policies.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;

TEST_CASE("prefixes_freeze_parameters_and_unknown_ones_are_refused") {
    const auto policy = goldenPolicy("tied");
    CHECK(policy->trainableParameters().empty());
    policy->makeTrainable();
    CHECK(policy->trainableParameters().size() == policy->parameters().size());
    const std::vector<std::string> frozen = {"visual.blocks", "model.embed_tokens"};
    policy->makeTrainable(frozen);
    for (const NamedParameter& parameter : policy->trainableParameters()) {
        CHECK_FALSE(parameter.name.starts_with("visual.blocks"));
        CHECK(parameter.name != "model.embed_tokens.weight");
    }
    const std::vector<std::string> wrong = {"vision"};
    CHECK_THROWS_WITH_AS(policy->makeTrainable(wrong), "no parameter's name starts with \"vision\"", Error);
    CHECK(policy->trainableParameters().empty());
    policy->makeTrainable();
    policy->freeze();
    CHECK(policy->trainableParameters().empty());
}

TEST_CASE("a_clone_stays_as_it_was") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    policy->makeTrainable();
    const auto reference = policy->clone();
    const torch::Tensor before = reference->forward(prompt).logits_TV;
    CHECK(torch::equal(before, policy->forward(prompt).logits_TV));
    {
        const torch::NoGradGuard noGrad;
        for (NamedParameter& parameter : policy->trainableParameters())
            parameter.tensor.mul_(1.1);
    }
    CHECK(torch::equal(before, reference->forward(prompt).logits_TV));
    CHECK(largestDifference(before, policy->forward(prompt).logits_TV) > 1e-3);
    CHECK(reference->trainableParameters().empty());
}

TEST_CASE("checkpointed_parameters_come_back_by_name") {
    const auto policy = goldenPolicy("tied");
    const auto changed = goldenPolicy("tied");
    policy->makeTrainable();
    changed->makeTrainable();
    {
        const torch::NoGradGuard noGrad;
        for (NamedParameter& parameter : changed->trainableParameters())
            parameter.tensor.add_(0.25);
    }
    std::vector<NamedParameter> saved = changed->trainableParameters();
    std::reverse(saved.begin(), saved.end());
    policy->loadTrainable(saved);
    for (std::size_t i = 0; i < saved.size(); ++i)
        CHECK(
            torch::equal(policy->trainableParameters()[i].tensor, changed->trainableParameters()[i].tensor));
    saved[0].tensor = torch::zeros({3});
    CHECK_THROWS_AS(policy->loadTrainable(saved), Error);
    saved.pop_back();
    CHECK_THROWS_AS(policy->loadTrainable(saved), Error);
}

TEST_CASE("an_adapter_starts_as_the_base_switches_off_and_merges_on_saving") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    const std::vector<int> completion = {84, 104, 258};
    const std::vector<CompletionGroup> groups = {{&prompt, {completion}}};
    const torch::Tensor base = policy->forward(prompt).logits_TV;
    policy->addLora({4, 8, 3});
    CHECK(policy->hasLora());
    CHECK(torch::equal(base, policy->forward(prompt).logits_TV)); // B is zero
    CHECK(policy->trainableParameters().size() == 2 * 7 * 3);
    policy->logProbs(groups).logProbs_N.sum().backward();
    {
        const torch::NoGradGuard noGrad;
        for (NamedParameter& parameter : policy->trainableParameters()) {
            CAPTURE(parameter.name);
            REQUIRE(parameter.tensor.grad().defined());
            if (parameter.name.ends_with("lora_B.weight")) {
                CHECK(parameter.tensor.grad().abs().max().item<double>() > 0);
                parameter.tensor.add_(parameter.tensor.grad(), 0.1);
            }
        }
    }
    for (const NamedParameter& parameter : policy->parameters())
        CHECK_FALSE(parameter.tensor.grad().defined());
    const torch::Tensor adapted = policy->forward(prompt).logits_TV;
    CHECK(largestDifference(base, adapted) > 1e-3);
    policy->setLoraEnabled(false);
    CHECK(torch::equal(base, policy->forward(prompt).logits_TV));
    policy->setLoraEnabled(true);
    CHECK(torch::equal(adapted, policy->forward(prompt).logits_TV));
    const TempFolder temp;
    policy->save(temp / "merged");
    CHECK(largestDifference(adapted, Policy::load(temp / "merged")->forward(prompt).logits_TV) < 1e-4);
    CHECK(largestDifference(adapted, policy->clone()->forward(prompt).logits_TV) < 1e-4);
}
