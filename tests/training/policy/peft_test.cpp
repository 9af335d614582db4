// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Adapters of the real PEFT beside decoder and vision tower, in and out again
// (tests/data/make/make_peft_goldens.py).
#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "policies.h"
#include "tests/support/temp_folder.h"
#include "training/checkpoint/peft_adapter.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kCases = {"two-names", "short-names", "one-layer",
                                         "tower",     "both",        "all-linear"};

// A case's folder, its base and what PEFT's logits are.
struct PeftCase {
    explicit PeftCase(const std::string& name)
        : folder(goldenFolder("peft") / name)
        , base(peftBase(folder))
        , golden(folder / "logits.safetensors.golden") {}

    torch::Tensor tensor(const char* key) const { return tensorFromView(golden.at(key)); }
    PromptInput prompt(const Policy& policy) const {
        const Json prompts = readJsonFile(base / "goldens.json").at("prompts");
        const Json& described = prompts.at(static_cast<std::size_t>(tensor("prompt").item<std::int64_t>()));
        ChatMessage user{"user", {}};
        for (const Json& image : described.at("images"))
            user.content.push_back(imagePart(base / (std::to_string(image.get<int>()) + ".png")));
        user.content.push_back(textPart(described.at("text").get<std::string>()));
        return policy.encodePrompt({user});
    }

    fs::path folder;
    fs::path base;
    SafetensorsFile golden;
};

torch::Tensor logitsOf(const Policy& policy, const PromptInput& prompt) {
    const torch::NoGradGuard noGrad;
    return policy.forward(prompt).logits_TV;
}

bool isTower(const NamedParameter& parameter) {
    return parameter.name.starts_with("visual.");
}

} // namespace

TEST_CASE("adapters_of_peft_beside_any_layer_give_its_logits") {
    for (const std::string& name : kCases) {
        CAPTURE(name);
        const PeftCase golden(name);
        const auto policy = Policy::load(golden.base);
        const PromptInput prompt = golden.prompt(*policy);
        const torch::Tensor base = logitsOf(*policy, prompt);
        policy->loadAdapter(golden.folder);
        const torch::Tensor tuned = logitsOf(*policy, prompt);
        const double allowed = std::max(1e-4, 1e-5 * tuned.abs().max().item<double>());
        CHECK(largestDifference(base, tuned) > 1);
        CHECK(largestDifference(tuned.index_select(0, golden.tensor("rows")), golden.tensor("logits")) <=
              allowed);
        const SafetensorsFile theirs(golden.folder / "adapter_model.safetensors");
        CHECK(policy->trainableParameters().size() == theirs.tensors().size());
        // Off, the base is the reference, to the bit: the tower's features too.
        policy->setLoraEnabled(false);
        CHECK(torch::equal(logitsOf(*policy, prompt), base));
        policy->setLoraEnabled(true);
        CHECK(torch::equal(logitsOf(*policy, prompt), tuned));
        policy->freeze(); // features are cached from here on
        for (const bool enabled : {true, false, true}) {
            policy->setLoraEnabled(enabled);
            CHECK(torch::equal(logitsOf(*policy, prompt), enabled ? tuned : base));
        }
    }
}

TEST_CASE("adapters_leave_in_both_families_and_merged_with_the_same_logits") {
    for (const std::string& name : kCases) {
        CAPTURE(name);
        const PeftCase golden(name);
        const TempFolder temp;
        const auto policy = Policy::load(golden.base);
        const PromptInput prompt = golden.prompt(*policy);
        policy->loadAdapter(golden.folder);
        const torch::Tensor tuned = logitsOf(*policy, prompt);
        const SafetensorsFile theirs(golden.folder / "adapter_model.safetensors");
        for (const PeftNames names : {PeftNames::New, PeftNames::Old}) {
            const bool isNew = names == PeftNames::New;
            const fs::path folder = temp / (isNew ? "new" : "old");
            policy->saveAdapter(folder, golden.base.string(), names);
            const auto again = Policy::load(golden.base);
            again->loadAdapter(folder);
            CHECK(torch::equal(logitsOf(*again, prompt), tuned));
            const SafetensorsFile ours(folder / "adapter_model.safetensors");
            for (const auto& [stored, view] : ours.tensors()) {
                CAPTURE(stored);
                CHECK(theirs.tensors().contains(stored) == isNew);
                CHECK(stored.starts_with(isNew ? "base_model.model.model." : "base_model.model."));
            }
        }
        policy->save(temp / "merged");
        const double allowed = std::max(1e-4, 1e-5 * tuned.abs().max().item<double>());
        CHECK(largestDifference(logitsOf(*Policy::load(temp / "merged"), prompt), tuned) <= allowed);
    }
}

TEST_CASE("target_modules_of_an_export_name_the_adapted_layers_and_no_other") {
    for (const char* targets :
         {"decoder", "vision", "decoder+vision", R"(.*\.(q_proj|up_proj))", R"(.*visual\.blocks\.0\..*)"}) {
        CAPTURE(targets);
        const auto policy = goldenPolicy("exact/q25-edge");
        policy->addLora({2, 4, 1, targets});
        const TempFolder temp;
        for (const PeftNames names : {PeftNames::New, PeftNames::Old}) {
            const fs::path folder = temp / (names == PeftNames::New ? "new" : "old");
            policy->saveAdapter(folder, "base", names);
            const PeftTargets written(readJsonFile(folder / "adapter_config.json"), "adapter_config.json");
            for (const NamedParameter& parameter : policy->parameters()) {
                if (!parameter.name.ends_with(".weight") || parameter.tensor.dim() != 2 ||
                    parameter.name.find("embed") != std::string::npos || parameter.name == "lm_head.weight")
                    continue;
                const std::string module = parameter.name.substr(0, parameter.name.size() - 7);
                const auto trained = policy->trainableParameters();
                const bool adapted =
                    std::any_of(trained.begin(), trained.end(), [&](const NamedParameter& each) {
                        return each.name == module + ".lora_A.weight";
                    });
                CAPTURE(module);
                CHECK(written.covers(module) == adapted);
            }
        }
    }
}

TEST_CASE("by_default_adapters_leave_the_tower_alone_and_its_features_cached") {
    const auto policy = goldenPolicy("exact/q25-edge");
    policy->addLora({2, 4, 1});
    const auto trained = policy->trainableParameters();
    CHECK(std::none_of(trained.begin(), trained.end(), isTower));
    policy->addLora({2, 4, 1, R"(.*\.(gate_proj|up_proj|down_proj))"}); // names of the tower's MLP too
    const auto gates = policy->trainableParameters();
    CHECK(std::none_of(gates.begin(), gates.end(), isTower));
    CHECK_THROWS_WITH_AS(policy->addLora({2, 4, 1, "vison"}),
                         doctest::Contains("no layer of the policy matches \"vison\""), Error);
}

TEST_CASE("adapters_of_the_tower_learn_and_start_as_the_base_to_the_bit") {
    const auto policy = goldenPolicy("exact/q25-edge");
    const PromptInput prompt = goldenPrompt(*policy, "exact/q25-edge", {"0"});
    const std::vector<int> completion = {84, 104, 65};
    const std::vector<CompletionGroup> groups = {{&prompt, {completion}}};
    const torch::Tensor base = logitsOf(*policy, prompt);
    policy->addLora({2, 4, 1, "decoder+vision"});
    CHECK(torch::equal(logitsOf(*policy, prompt), base)); // B is zero
    const torch::Tensor with = policy->logProbs(groups).logProbs_N;
    policy->setLoraEnabled(false);
    {
        const torch::NoGradGuard noGrad;
        CHECK(torch::equal(policy->logProbs(groups).logProbs_N, with)); // KL is 0, bit for bit
    }
    policy->setLoraEnabled(true);
    for (const bool checkpointing : {false, true}) {
        policy->setGradientCheckpointing(checkpointing);
        for (const NamedParameter& parameter : policy->trainableParameters())
            torch::Tensor(parameter.tensor).mutable_grad() = torch::Tensor();
        policy->logProbs(groups).logProbs_N.sum().backward();
        int tower = 0;
        for (const NamedParameter& parameter : policy->trainableParameters()) {
            CAPTURE(parameter.name);
            REQUIRE(parameter.tensor.grad().defined());
            if (!parameter.name.ends_with("lora_B.weight")) continue;
            CHECK(parameter.tensor.grad().abs().max().item<double>() > 0);
            tower += isTower(parameter) ? 1 : 0;
        }
        CHECK(tower > 0);
    }
    {
        const torch::NoGradGuard noGrad;
        for (NamedParameter& parameter : policy->trainableParameters())
            parameter.tensor.add_(parameter.tensor.grad(), 0.1);
    }
    // What was cached of the tower as it was isn't taken for what it is now.
    CHECK(largestDifference(logitsOf(*policy, prompt), base) > 1e-3);
}

TEST_CASE("an_adapter_that_lacks_a_layer_its_targets_name_is_refused") {
    const PeftCase golden("two-names");
    const TempFolder temp;
    fs::copy(golden.folder, temp / "adapter");
    Json config = readJsonFile(temp / "adapter" / "adapter_config.json");
    config["target_modules"] = Json::array({"q_proj", "v_proj", "o_proj"});
    writeFileAtomic(temp / "adapter" / "adapter_config.json", jsonPretty(config));
    const auto policy = Policy::load(golden.base);
    CHECK_THROWS_WITH_AS(policy->loadAdapter(temp / "adapter"),
                         doctest::Contains("tensor model.layers.0.self_attn.o_proj.lora_A.weight is missing"),
                         Error);
    CHECK_FALSE(policy->hasLora());
    // The tower's may be missing: expressions in use name layers of it that were frozen.
    config["target_modules"] = Json::array({"q_proj", "v_proj", "qkv"});
    writeFileAtomic(temp / "adapter" / "adapter_config.json", jsonPretty(config));
    policy->loadAdapter(temp / "adapter");
    CHECK(policy->hasLora());
    config["target_modules"] = "(q_proj";
    writeFileAtomic(temp / "adapter" / "adapter_config.json", jsonPretty(config));
    CHECK_THROWS_WITH_AS(policy->loadAdapter(temp / "adapter"), doctest::Contains("adapter_config.json"),
                         Error);
}
