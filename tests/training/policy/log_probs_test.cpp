// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "policies.h"

#include <doctest/doctest.h>

#include <map>

using namespace vrft;
using namespace vrft::test;

namespace {

const std::vector<std::vector<int>> kCompletions = {
    {84, 104, 101, 258}, {65, 258}, {66, 67, 68, 69, 70, 71, 258}, {50}, {258}, {49, 50, 51, 52, 53}};

std::map<std::string, torch::Tensor> takeGradients(const Policy& policy) {
    std::map<std::string, torch::Tensor> gradients;
    for (NamedParameter& parameter : policy.trainableParameters()) {
        if (parameter.tensor.grad().defined()) gradients[parameter.name] = parameter.tensor.grad().clone();
        parameter.tensor.mutable_grad() = torch::Tensor();
    }
    return gradients;
}

// The completion's log-probabilities from the forward pass of the whole sequence: no shared prompt, no cache,
// no softmax of ours.
torch::Tensor naiveLogProbs(const Policy& policy, const PromptInput& prompt,
                            const std::vector<int>& completion, double temperature) {
    std::vector<int> ids = prompt.ids;
    ids.insert(ids.end(), completion.begin(), completion.end());
    torch::Tensor suppressed_V = torch::zeros({policy.config().text.vocabSize}, torch::kBool);
    for (int id = 0; id < policy.config().text.vocabSize; ++id)
        suppressed_V[id] = policy.suppressed(id);
    const torch::Tensor logits_TV = policy.forward(policy.encodeIds(ids, prompt.images)).logits_TV.cpu();
    const torch::Tensor logProbs_TV =
        torch::log_softmax((logits_TV / temperature).masked_fill(suppressed_V, -INFINITY), 1);
    const auto tokens = static_cast<std::int64_t>(completion.size());
    const torch::Tensor targets_T1 =
        torch::tensor(std::vector<std::int64_t>(completion.begin(), completion.end())).unsqueeze(1);
    return logProbs_TV.narrow(0, static_cast<std::int64_t>(prompt.ids.size()) - 1, tokens)
        .gather(1, targets_T1)
        .squeeze(1);
}

// A part of a mean over all tokens (as in training) that weighs every token differently.
torch::Tensor weighted(const torch::Tensor& logProbs_N, std::int64_t first) {
    std::size_t tokens = 0;
    for (const std::vector<int>& completion : kCompletions)
        tokens += completion.size();
    return (logProbs_N * torch::arange(first, first + logProbs_N.numel()).to(torch::kFloat32).mul(0.37).sin())
               .sum() /
           static_cast<double>(tokens);
}

} // namespace

TEST_CASE("shared_prompt_gradients_equal_those_of_the_plain_forward_pass") {
    for (const std::string name : {"tied", "untied", "tiny"}) {
        CAPTURE(name);
        const auto policy = goldenPolicy(name);
        policy->makeTrainable(); // vision too
        const std::string image = name == "tied" ? "edge" : name == "untied" ? "a" : "square";
        const PromptInput first = goldenPrompt(*policy, name, {image});
        const PromptInput second =
            goldenPrompt(*policy, name, {}, "And this one, which is longer by some words?");
        std::vector<CompletionGroup> groups = {{&first, {}}, {&second, {}}};
        for (std::size_t i = 0; i < kCompletions.size(); ++i)
            groups[i < 4 ? 0 : 1].completions.push_back(kCompletions[i]);
        const torch::Tensor shared = policy->logProbs(groups, 0.8).logProbs_N.cpu();
        weighted(shared, 0).backward();
        const auto sharedGradients = takeGradients(*policy);

        // Every completion with its prompt as one plain sequence, and LibTorch's own softmax.
        std::vector<torch::Tensor> separate;
        torch::Tensor loss = torch::zeros({});
        std::int64_t done = 0;
        for (std::size_t i = 0; i < kCompletions.size(); ++i) {
            separate.push_back(naiveLogProbs(*policy, i < 4 ? first : second, kCompletions[i], 0.8));
            loss = loss + weighted(separate.back(), done);
            done += separate.back().numel();
        }
        loss.backward();
        const auto naiveGradients = takeGradients(*policy);

        CHECK(largestDifference(shared.detach(), torch::cat(separate).detach()) <= 1e-5);
        REQUIRE(sharedGradients.size() == naiveGradients.size());
        CHECK(sharedGradients.size() == policy->parameters().size());
        double largest = 0;
        double scale = 0;
        for (const auto& [parameter, gradient] : naiveGradients) {
            CAPTURE(parameter);
            const double difference = largestDifference(sharedGradients.at(parameter), gradient);
            CHECK(difference <= 1e-5);
            largest = std::max(largest, difference);
            scale = std::max(scale, gradient.abs().max().item<double>());
        }
        CHECK(scale > 0.1); // there is something to compare
        MESSAGE(name << ": largest gradient difference " << largest << ", largest gradient " << scale);
    }
}

TEST_CASE("gradient_checkpointing_changes_no_gradient_and_leaves_generation_alone") {
    for (const bool lora : {false, true}) {
        CAPTURE(lora);
        const auto policy = goldenPolicy("untied");
        if (lora) {
            policy->addLora({4, 8, 3});
            for (NamedParameter& parameter : policy->trainableParameters())
                if (parameter.name.ends_with("lora_B.weight")) {
                    const torch::NoGradGuard noGradient;
                    parameter.tensor.fill_(0.02);
                }
        } else {
            policy->makeTrainable(); // vision too: gradients flow on through the prompt
        }
        const PromptInput first = goldenPrompt(*policy, "untied", {"a"});
        const PromptInput second = goldenPrompt(*policy, "untied", {}, "And this one?");
        const std::vector<CompletionGroup> groups = {{&first, {kCompletions[0], kCompletions[2]}},
                                                     {&second, {kCompletions[1]}}};
        SamplingOptions greedy;
        greedy.greedy = true;
        greedy.maxNewTokens = 8;
        const GenerationRequest request{&first, {1, 2}};
        std::map<std::string, torch::Tensor> gradients[2];
        torch::Tensor logProbs[2];
        std::vector<int> generated[2];
        for (const int on : {0, 1}) {
            policy->setGradientCheckpointing(on == 1);
            logProbs[on] = policy->logProbs(groups).logProbs_N.cpu();
            generated[on] = policy->generate({&request, 1}, greedy)[0][0].ids; // between the passes
            weighted(logProbs[on], 0).backward();
            gradients[on] = takeGradients(*policy);
        }
        CHECK(torch::equal(logProbs[0].detach(), logProbs[1].detach()));
        CHECK(generated[0] == generated[1]);
        REQUIRE(gradients[0].size() == policy->trainableParameters().size());
        REQUIRE(gradients[1].size() == gradients[0].size());
        double largest = 0;
        for (const auto& [name, gradient] : gradients[0]) {
            CAPTURE(name);
            CHECK(largestDifference(gradient, gradients[1].at(name)) <= 1e-7);
            largest = std::max(largest, gradient.abs().max().item<double>());
        }
        CHECK(largest > 0.01);
    }
}

TEST_CASE("log_probabilities_equal_the_forward_pass_of_prompt_and_completion") {
    for (const std::string name : {"tied", "untied", "tiny"}) {
        const auto policy = goldenPolicy(name);
        const std::string image = name == "tied" ? "edge" : name == "untied" ? "a" : "square";
        const PromptInput prompt = goldenPrompt(*policy, name, {image});
        for (const std::vector<int>& completion : kCompletions) {
            const std::vector<CompletionGroup> groups = {{&prompt, {completion}}};
            const TokenLogProbs scored = policy->logProbs(groups, 1.3);
            std::vector<int> ids = prompt.ids;
            ids.insert(ids.end(), completion.begin(), completion.end());
            torch::Tensor logits_TV =
                policy->forward(policy->encodeIds(ids, prompt.images)).logits_TV.cpu() / 1.3;
            for (int id = 0; id < policy->config().text.vocabSize; ++id)
                if (policy->suppressed(id)) logits_TV.select(1, id).fill_(-INFINITY);
            const torch::Tensor logProbs_TV = torch::log_softmax(logits_TV, 1);
            for (std::size_t t = 0; t < completion.size(); ++t) {
                const auto row = static_cast<std::int64_t>(prompt.ids.size() + t) - 1;
                const auto at = static_cast<std::int64_t>(t);
                CHECK(std::abs(scored.logProbs_N.cpu()[at].item<double>() -
                               logProbs_TV[row][completion[t]].item<double>()) <= 1e-5);
                const torch::Tensor finite =
                    logProbs_TV[row].masked_select(torch::isfinite(logProbs_TV[row]));
                CHECK(std::abs(scored.entropies_N[at].item<double>() +
                               (finite.exp() * finite).sum().item<double>()) <= 1e-4);
            }
        }
    }
}

TEST_CASE("the_frozen_tower_gets_no_gradient_and_its_features_are_cached") {
    const auto policy = goldenPolicy("tiny");
    const std::vector<std::string> frozen = {"visual"};
    policy->makeTrainable(frozen);
    const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
    const std::vector<CompletionGroup> groups = {{&prompt, {kCompletions[0]}}};
    policy->logProbs(groups).logProbs_N.cpu().sum().backward();
    for (const auto& [name, gradient] : takeGradients(*policy))
        CHECK_FALSE(name.starts_with("visual."));
    CHECK(policy->imageFeatures(prompt.images)[0].is_same(policy->imageFeatures(prompt.images)[0]));
    CHECK_FALSE(policy->imageFeatures(prompt.images)[0].requires_grad());
}

TEST_CASE("completions_that_cant_be_scored_are_refused") {
    const auto policy = goldenPolicy("tiny");
    const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
    const std::vector<int> none;
    const std::vector<int> image = {policy->config().imageId};
    const std::vector<CompletionGroup> empty = {{&prompt, {none}}};
    const std::vector<CompletionGroup> suppressed = {{&prompt, {image}}};
    CHECK_THROWS_AS(policy->logProbs(empty), Error);
    CHECK_THROWS_WITH_AS(policy->logProbs(suppressed),
                         "token 262 of a completion is suppressed: its probability is 0", Error);
    CHECK(policy->logProbs({}).logProbs_N.cpu().numel() == 0);
}

TEST_CASE("image_tokens_and_images_must_agree") {
    const auto policy = goldenPolicy("tiny");
    const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
    CHECK_THROWS_AS(policy->encodeIds(prompt.ids, {}), Error);
    CHECK_THROWS_AS(policy->encodeIds({1, 2, 3}, prompt.images), Error);
    std::vector<int> cut = prompt.ids;
    cut.erase(cut.begin() + prompt.imageRows.back());
    CHECK_THROWS_WITH_AS(policy->encodeIds(cut, prompt.images),
                         "image 1 needs 4 x 4 image tokens, the prompt has 15", Error);
    CHECK_THROWS_AS(policy->encodeIds({1, 288}, {}), Error);
}
