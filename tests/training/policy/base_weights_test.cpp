// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A base kept in bf16 under adapters in single precision.
#include "core/error.h"
#include "policies.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <map>

using namespace vrft;
using namespace vrft::test;

namespace {

// Adapters that change something.
void addAdapters(Policy& policy) {
    policy.addLora({4, 8, 3});
    const torch::NoGradGuard noGradient;
    for (NamedParameter& parameter : policy.trainableParameters())
        if (parameter.name.ends_with("lora_B.weight"))
            parameter.tensor.copy_(torch::arange(parameter.tensor.numel())
                                       .to(torch::kFloat32)
                                       .cos()
                                       .mul(0.05)
                                       .view(parameter.tensor.sizes()));
}

const std::vector<int> kCompletion = {84, 104, 101, 258};

} // namespace

TEST_CASE("matrices are kept as asked, norms and biases always in single precision") {
    for (const BaseWeights base : {BaseWeights::Single, BaseWeights::Stored, BaseWeights::Half}) {
        const auto policy = goldenPolicy("tiny", base); // stored in single precision
        const auto half = goldenPolicy("tied", base);   // stored in bf16
        for (const NamedParameter& parameter : policy->parameters())
            CHECK((parameter.tensor.scalar_type() == torch::kBFloat16) ==
                  (base == BaseWeights::Half && parameter.tensor.dim() > 1));
        for (const NamedParameter& parameter : half->parameters())
            CHECK((parameter.tensor.scalar_type() == torch::kBFloat16) ==
                  (base != BaseWeights::Single && parameter.tensor.dim() > 1));
    }
}

TEST_CASE(
    "a bf16 base computes as the same weights in single precision: logits, log-probabilities, gradients") {
    for (const bool checkpointing : {false, true}) {
        CAPTURE(checkpointing);
        const auto half = goldenPolicy("untied", BaseWeights::Half);
        const auto single = half->clone(BaseWeights::Single);
        std::map<std::string, torch::Tensor> gradients[2];
        torch::Tensor logits[2];
        torch::Tensor logProbs[2];
        for (const int i : {0, 1}) {
            Policy& policy = i == 0 ? *half : *single;
            addAdapters(policy);
            policy.setGradientCheckpointing(checkpointing);
            const PromptInput prompt = goldenPrompt(policy, "untied", {"a"});
            logits[i] = policy.forward(prompt).logits_TV.detach();
            const std::vector<CompletionGroup> groups = {{&prompt, {kCompletion}}};
            const TokenLogProbs scored = policy.logProbs(groups);
            logProbs[i] = scored.logProbs_N.detach();
            scored.logProbs_N.sum().backward();
            for (const NamedParameter& parameter : policy.trainableParameters()) {
                REQUIRE(parameter.tensor.grad().defined());
                CHECK((parameter.tensor.scalar_type() == torch::kFloat32));
                CHECK((parameter.tensor.grad().scalar_type() == torch::kFloat32));
                gradients[i][parameter.name] = parameter.tensor.grad().clone();
            }
        }
        CHECK(largestDifference(logits[0], logits[1]) <= 1e-5);
        CHECK(largestDifference(logProbs[0], logProbs[1]) <= 1e-5);
        double largest = 0;
        for (const auto& [name, gradient] : gradients[1]) {
            CAPTURE(name);
            CHECK(largestDifference(gradients[0].at(name), gradient) <= 1e-5);
            largest = std::max(largest, gradient.abs().max().item<double>());
        }
        CHECK(largest > 0.1);
        // Rounding the weights is no small thing: had they been rounded twice or not at all, it would show.
        CHECK(largestDifference(logits[0], [&] {
                  const auto exact = goldenPolicy("untied", BaseWeights::Single);
                  addAdapters(*exact);
                  return exact->forward(goldenPrompt(*exact, "untied", {"a"})).logits_TV.detach();
              }()) > 1e-4);
    }
}

TEST_CASE("upon a bf16 base fresh adapters change no bit, and sampling equals training within 1e-5") {
    const auto policy = goldenPolicy("untied", BaseWeights::Half);
    const PromptInput prompt = goldenPrompt(*policy, "untied", {"a"});
    const torch::Tensor base = policy->forward(prompt).logits_TV;
    policy->addLora({4, 8, 3});
    CHECK(torch::equal(base, policy->forward(prompt).logits_TV));
    addAdapters(*policy);
    const GenerationRequest request{&prompt, seeds(5, 6)};
    SamplingOptions options;
    options.maxNewTokens = 24;
    const auto sampled = policy->generate({&request, 1}, options).front();
    CompletionGroup group{&prompt, {}};
    std::vector<float> stored;
    for (const Completion& completion : sampled) {
        group.completions.emplace_back(completion.ids);
        stored.insert(stored.end(), completion.logProbs.begin(), completion.logProbs.end());
    }
    const torch::Tensor ratio =
        (policy->logProbs({&group, 1}).logProbs_N.detach() - torch::tensor(stored)).exp();
    CHECK((ratio - 1).abs().max().item<double>() <= 1e-5);
}

TEST_CASE("adapters merge into single precision, and a bf16 base itself can't be trained") {
    const auto policy = goldenPolicy("tied", BaseWeights::Half);
    CHECK_THROWS_WITH_AS(policy->makeTrainable(), doctest::Contains("is kept in bf16"), Error);
    CHECK(policy->trainableParameters().empty());
    addAdapters(*policy);
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    const torch::Tensor adapted = policy->forward(prompt).logits_TV.detach();
    const TempFolder temp;
    policy->save(temp / "merged");
    const auto merged = Policy::load(temp / "merged");
    for (const NamedParameter& parameter : merged->parameters())
        CHECK((parameter.tensor.scalar_type() == torch::kFloat32));
    CHECK(largestDifference(adapted, merged->forward(prompt).logits_TV) < 1e-4);
    CHECK(largestDifference(adapted, policy->clone()->forward(prompt).logits_TV) < 1e-4);
}
