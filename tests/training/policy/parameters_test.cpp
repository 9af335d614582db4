// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which parameters train, adapters, copies.
#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
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
    const torch::Tensor before = reference->forward(prompt).logits_TV.cpu();
    CHECK(torch::equal(before, policy->forward(prompt).logits_TV.cpu()));
    {
        const torch::NoGradGuard noGrad;
        for (NamedParameter& parameter : policy->trainableParameters())
            parameter.tensor.mul_(1.1);
    }
    CHECK(torch::equal(before, reference->forward(prompt).logits_TV.cpu()));
    CHECK(largestDifference(before, policy->forward(prompt).logits_TV.cpu()) > 1e-3);
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
    const torch::Tensor base = policy->forward(prompt).logits_TV.cpu();
    policy->addLora({4, 8, 3});
    CHECK(policy->hasLora());
    CHECK(torch::equal(base, policy->forward(prompt).logits_TV.cpu())); // B is zero
    CHECK(policy->trainableParameters().size() == 2 * 7 * 3);
    policy->logProbs(groups).logProbs_N.cpu().sum().backward();
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
    const torch::Tensor adapted = policy->forward(prompt).logits_TV.cpu();
    CHECK(largestDifference(base, adapted) > 1e-3);
    policy->setLoraEnabled(false);
    CHECK(torch::equal(base, policy->forward(prompt).logits_TV.cpu()));
    policy->setLoraEnabled(true);
    CHECK(torch::equal(adapted, policy->forward(prompt).logits_TV.cpu()));
    const TempFolder temp;
    policy->save(temp / "merged");
    CHECK(largestDifference(adapted, Policy::load(temp / "merged")->forward(prompt).logits_TV.cpu()) < 1e-4);
    CHECK(largestDifference(adapted, policy->clone()->forward(prompt).logits_TV.cpu()) < 1e-4);
}

TEST_CASE("an_adapter_of_peft_gives_its_logits_and_survives_the_round_trip") {
    const auto policy = goldenPolicy("untied");
    const PromptInput prompt = policy->encodeIds(goldenIds("untied", "2.ids"), {});
    const torch::Tensor expected = goldenTensor("untied", "adapter.logits");
    const auto lastLogits = [&](const Policy& each) {
        return each.forward(prompt).logits_TV.cpu().select(0, -1);
    };
    const torch::Tensor base = lastLogits(*policy);
    CHECK(largestDifference(base, expected) > 0.1);
    policy->loadAdapter(goldenFolder("untied") / "adapter");
    CHECK(largestDifference(lastLogits(*policy), expected) <= 1e-4);
    CHECK(policy->trainableParameters().size() == 2 * 7 * 2);

    const TempFolder temp;
    for (const PeftNames names : {PeftNames::New, PeftNames::Old}) {
        const auto folder = temp / (names == PeftNames::New ? "new" : "old");
        policy->saveAdapter(folder, "base", names);
        CHECK_THROWS_AS(policy->saveAdapter(folder, "base", names), Error);
        const auto again = goldenPolicy("untied");
        again->loadAdapter(folder);
        CHECK(torch::equal(lastLogits(*again), lastLogits(*policy)));
    }
    // What PEFT wrote and what we write have the same tensor names.
    const SafetensorsFile theirs(goldenFolder("untied") / "adapter" / "adapter_model.safetensors");
    const SafetensorsFile ours(temp / "new" / "adapter_model.safetensors");
    REQUIRE(theirs.tensors().size() == ours.tensors().size());
    for (const auto& [name, view] : theirs.tensors())
        CHECK(ours.at(name).shape == view.shape);
}

TEST_CASE("an_adapter_of_another_policy_or_kind_is_refused_and_leaves_the_base") {
    const TempFolder temp;
    const auto policy = goldenPolicy("tied");
    CHECK_THROWS_AS(policy->saveAdapter(temp / "none", "base"), Error);
    CHECK_THROWS_AS(policy->loadAdapter(goldenFolder("untied") / "adapter"), Error);
    CHECK_FALSE(policy->hasLora());
    CHECK(policy->trainableParameters().empty());
    // One that is there already stays, too.
    policy->addLora({2, 4, 1});
    const torch::Tensor first = policy->trainableParameters().front().tensor.clone();
    CHECK_THROWS_AS(policy->loadAdapter(goldenFolder("untied") / "adapter"), Error);
    CHECK(torch::equal(policy->trainableParameters().front().tensor, first));
    const auto folder = temp / "dora";
    std::filesystem::copy(goldenFolder("untied") / "adapter", folder);
    Json config = readJsonFile(folder / "adapter_config.json");
    config["use_dora"] = true;
    writeFileAtomic(folder / "adapter_config.json", jsonPretty(config));
    CHECK_THROWS_WITH_AS(goldenPolicy("untied")->loadAdapter(folder),
                         doctest::Contains("use_dora is not supported"), Error);
}
