// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "policies.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;

namespace {

std::vector<std::vector<Completion>> sampleTwoPrompts(const Policy& policy, const PromptInput& a,
                                                      const PromptInput& b, int maxNewTokens = 24) {
    SamplingOptions options;
    options.maxNewTokens = maxNewTokens;
    const std::vector<GenerationRequest> requests = {{&a, seeds(100, 8)}, {&b, seeds(200, 8)}};
    return policy.generate(requests, options);
}

} // namespace

TEST_CASE("cached_and_uncached_log_probabilities_agree") {
    std::int64_t completions = 0;
    double largest = 0;
    double largestEntropy = 0;
    for (const std::string name : {"tied", "untied", "tiny"}) {
        const auto policy = goldenPolicy(name);
        const std::string image = name == "tied" ? "edge" : name == "untied" ? "a" : "square";
        const PromptInput first = goldenPrompt(*policy, name, {image});
        const PromptInput second =
            goldenPrompt(*policy, name, {}, "Another, longer question without an image?");
        const std::vector<const PromptInput*> prompts = {&first, &second};
        for (int round = 0; round < 2; ++round) {
            SamplingOptions options;
            options.maxNewTokens = 32;
            options.temperature = round == 0 ? 1.0 : 0.7;
            std::vector<GenerationRequest> requests;
            for (const PromptInput* prompt : prompts)
                requests.push_back({prompt, seeds(7 + requests.size() * 100, 8)});
            const auto sampled = policy->generate(requests, options);
            std::vector<CompletionGroup> groups;
            std::vector<float> cached;
            std::vector<float> entropies;
            for (std::size_t s = 0; s < sampled.size(); ++s) {
                groups.push_back({prompts[s], {}});
                for (const Completion& completion : sampled[s]) {
                    groups.back().completions.push_back(completion.ids);
                    cached.insert(cached.end(), completion.logProbs.begin(), completion.logProbs.end());
                    entropies.insert(entropies.end(), completion.entropies.begin(),
                                     completion.entropies.end());
                    ++completions;
                }
            }
            const TokenLogProbs scored = policy->logProbs(groups, options.temperature);
            // Of a number's own size where it is above 1: single precision knows -50 to 4e-6.
            const torch::Tensor uncached = scored.logProbs_N.cpu().detach().to(torch::kFloat64);
            const torch::Tensor away = (torch::tensor(cached).to(torch::kFloat64) - uncached).abs();
            largest = std::max(largest, (away / uncached.abs().clamp_min(1)).max().item<double>());
            largestEntropy =
                std::max(largestEntropy, largestDifference(scored.entropies_N, torch::tensor(entropies)));
        }
    }
    CHECK(completions >= 64);
    MESSAGE("largest |cached - uncached| " << largest << ", entropy " << largestEntropy);
    CHECK(largest <= 1e-5);
    CHECK(largestEntropy <= 1e-4);
}

TEST_CASE("first_token_log_probability_is_the_forward_pass") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    const auto sampled = sampleTwoPrompts(*policy, prompt, prompt)[0];
    torch::Tensor logits = policy->forward(prompt).logits_TV.cpu().select(0, -1).clone();
    for (int id = 0; id < policy->config().text.vocabSize; ++id)
        if (policy->suppressed(id)) logits[id] = -INFINITY;
    const torch::Tensor logProbs = torch::log_softmax(logits, 0);
    for (const Completion& completion : sampled)
        CHECK(completion.logProbs[0] ==
              doctest::Approx(logProbs[completion.ids[0]].item<double>()).epsilon(1e-5));
}

TEST_CASE("same_call_gives_the_same_bits") {
    torch::set_num_threads(1);
    const auto policy = goldenPolicy("tiny");
    const PromptInput a = goldenPrompt(*policy, "tiny", {"square"});
    const PromptInput b = goldenPrompt(*policy, "tiny", {"odd"});
    const auto once = sampleTwoPrompts(*policy, a, b);
    const auto again = sampleTwoPrompts(*policy, a, b);
    for (std::size_t s = 0; s < 2; ++s)
        for (std::size_t k = 0; k < 8; ++k) {
            CHECK(once[s][k].ids == again[s][k].ids);
            CHECK(once[s][k].logProbs == again[s][k].logProbs);
            CHECK(once[s][k].entropies == again[s][k].entropies);
        }
}

TEST_CASE("a_seed_decides_a_completion_wherever_it_stands") {
    const auto policy = goldenPolicy("tiny");
    const PromptInput a = goldenPrompt(*policy, "tiny", {"square"});
    const PromptInput b = goldenPrompt(*policy, "tiny", {"odd"});
    const auto together = sampleTwoPrompts(*policy, a, b);
    SamplingOptions options;
    options.maxNewTokens = 24;
    const std::vector<GenerationRequest> alone = {{&b, {203}}};
    const Completion one = policy->generate(alone, options)[0][0];
    CHECK(one.ids == together[1][3].ids);
    CHECK(one.ids.size() > 1);
    CHECK(together[0][0].ids != together[0][1].ids);
}

TEST_CASE("requests_of_different_sizes_share_a_batch") {
    const auto policy = goldenPolicy("tiny");
    const PromptInput a = goldenPrompt(*policy, "tiny", {"square"});
    SamplingOptions options;
    options.maxNewTokens = 8;
    const std::vector<GenerationRequest> requests = {{&a, seeds(1, 3)}, {&a, {}}, {&a, seeds(1, 1)}};
    const auto results = policy->generate(requests, options);
    CHECK(results[0].size() == 3);
    CHECK(results[1].empty());
    REQUIRE(results[2].size() == 1);
    CHECK(results[2][0].ids == results[0][0].ids);
}

TEST_CASE("big_calls_are_split_and_keep_their_order") {
    const auto policy = goldenPolicy("tiny");
    const PromptInput a = goldenPrompt(*policy, "tiny", {"square"});
    SamplingOptions options;
    options.maxNewTokens = 3;
    std::vector<GenerationRequest> requests;
    for (std::uint64_t i = 0; i < 300; ++i)
        requests.push_back({&a, {i}});
    const auto results = policy->generate(requests, options);
    const std::vector<GenerationRequest> last = {{&a, {299}}};
    CHECK(results[299][0].ids == policy->generate(last, options)[0][0].ids);
}

TEST_CASE("completions_end_at_the_first_end_token_or_are_truncated") {
    const auto policy = goldenPolicy("untied");
    const PromptInput a = goldenPrompt(*policy, "untied", {"a"});
    const auto sampled = sampleTwoPrompts(*policy, a, a, 200);
    const std::vector<int>& eos = policy->chatIds().eos;
    int ended = 0;
    for (const auto& group : sampled)
        for (const Completion& completion : group) {
            REQUIRE(completion.ids.size() == completion.logProbs.size());
            REQUIRE(completion.ids.size() == completion.entropies.size());
            for (std::size_t t = 0; t < completion.ids.size(); ++t) {
                const bool end = std::find(eos.begin(), eos.end(), completion.ids[t]) != eos.end();
                CHECK(end == (t + 1 == completion.ids.size() && !completion.truncated));
            }
            if (completion.truncated) CHECK(completion.ids.size() == 200);
            ended += completion.truncated ? 0 : 1;
        }
    CHECK(ended > 0);
}

TEST_CASE("suppressed_ids_are_never_sampled") {
    const auto policy = goldenPolicy("untied");
    CHECK(policy->suppressed(policy->config().imageId));
    CHECK(policy->suppressed(policy->config().visionStartId));
    CHECK(policy->suppressed(policy->config().text.vocabSize - 1)); // an id without a token
    CHECK_FALSE(policy->suppressed(policy->chatIds().imEnd));
    const PromptInput a = goldenPrompt(*policy, "untied", {});
    SamplingOptions options;
    options.temperature = 50; // nearly uniform: every id that can come does
    options.maxNewTokens = 100;
    const std::vector<GenerationRequest> requests = {{&a, seeds(1, 64)}};
    std::set<int> seen;
    const auto results = policy->generate(requests, options);
    for (const Completion& completion : results[0])
        seen.insert(completion.ids.begin(), completion.ids.end());
    for (const int id : seen)
        CHECK_FALSE(policy->suppressed(id));
    CHECK(seen.size() > 200);
}

TEST_CASE("greedy_takes_the_likeliest_token_and_ignores_seeds") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    SamplingOptions options;
    options.greedy = true;
    options.maxNewTokens = 12;
    const std::vector<GenerationRequest> requests = {{&prompt, {1, 2}}};
    const auto results = policy->generate(requests, options)[0];
    CHECK(results[0].ids == results[1].ids);
    PromptInput grown = prompt;
    for (const int id : results[0].ids) { // the slow way: the whole forward pass for every token
        torch::Tensor logits = policy->forward(grown).logits_TV.cpu().select(0, -1).clone();
        for (int candidate = 0; candidate < policy->config().text.vocabSize; ++candidate)
            if (policy->suppressed(candidate)) logits[candidate] = -INFINITY;
        CHECK(id == logits.argmax().item<int>());
        grown.ids.push_back(id);
        grown = policy->encodeIds(grown.ids, grown.images);
    }
}

TEST_CASE("truncated_sampling_keeps_to_the_likeliest") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {"edge"});
    SamplingOptions greedy;
    greedy.greedy = true;
    greedy.maxNewTokens = 10;
    SamplingOptions top;
    top.topK = 1;
    top.maxNewTokens = 10;
    const std::vector<GenerationRequest> requests = {{&prompt, {5}}};
    CHECK(policy->generate(requests, greedy)[0][0].ids == policy->generate(requests, top)[0][0].ids);
}

TEST_CASE("generation_can_be_stopped_and_bad_requests_are_refused") {
    const auto policy = goldenPolicy("tied");
    const PromptInput prompt = goldenPrompt(*policy, "tied", {});
    const std::vector<GenerationRequest> requests = {{&prompt, {5}}};
    SamplingOptions options;
    int asked = 0;
    options.shouldStop = [&] { return ++asked == 3; };
    CHECK_THROWS_WITH_AS(policy->generate(requests, options), "generation was stopped", Error);
    CHECK(asked == 3);
    SamplingOptions cold;
    cold.temperature = 0;
    CHECK_THROWS_AS(policy->generate(requests, cold), Error);
    const PromptInput tooShort = policy->encodeIds({5}, {});
    const std::vector<GenerationRequest> bad = {{&tooShort, {5}}};
    CHECK_THROWS_AS(policy->generate(bad, SamplingOptions()), Error);
}
