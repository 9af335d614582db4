// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Time of one GRPO step of the bundled policy's size on one core, part by part: sampling 8 prompts x 8
// completions of 25 tokens, reference log-probabilities, policy log-probabilities, backward pass, AdamW.
// Random weights.
//
// Times are processor time.   bench_policy_speed [steps] [words in the question]
#include "core/json.h"
#include "training/model/threads.h"
#include "training/policy.h"

#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

constexpr int kPrompts = 8;
constexpr int kCompletions = 8;
constexpr int kNewTokens = 25;

// The configuration of the bundled tiny policy, with the tokenizer of the golden one (bytes are tokens).
std::unique_ptr<Policy> tinyPolicy() {
    const fs::path source = fs::path(VRFT_SOURCE_DIR) / "tests" / "data" / "model" / "tiny";
    Json config = readJsonFile(source / "config.json");
    config.update(
        {{"hidden_size", 64}, {"intermediate_size", 176}, {"num_attention_heads", 4}, {"vocab_size", 400}});
    config["vision_config"].update(
        {{"hidden_size", 64}, {"intermediate_size", 128}, {"out_hidden_size", 64}});
    return Policy::create({config, readJsonFile(source / "tokenizer.json"),
                           readJsonFile(source / "preprocessor_config.json"),
                           readJsonFile(source / "generation_config.json"), 1});
}

// Processor time of this process: with one thread, what the wall clock of an idle machine would show.
class Stopwatch {
public:
    double lap() {
        const std::clock_t now = std::clock();
        const double seconds = static_cast<double>(now - last_) / CLOCKS_PER_SEC;
        last_ = now;
        return seconds;
    }

private:
    std::clock_t last_ = std::clock();
};

struct Times {
    double rollout = 0, reference = 0, forward = 0, backward = 0, optimiser = 0;
};

void step(Policy& policy, const Policy& reference, const std::vector<PromptInput>& prompts,
          torch::optim::AdamW& optimiser, std::uint64_t number, Times& times) {
    Stopwatch watch;
    SamplingOptions options;
    options.maxNewTokens = kNewTokens;
    std::vector<GenerationRequest> requests;
    for (const PromptInput& prompt : prompts) {
        requests.push_back({&prompt, {}});
        for (std::uint64_t k = 0; k < kCompletions; ++k)
            requests.back().seeds.push_back(number * 1000 + k);
    }
    const auto sampled = policy.generate(requests, options);
    times.rollout += watch.lap();
    std::vector<CompletionGroup> groups;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        groups.push_back({&prompts[i], {}});
        for (const Completion& completion : sampled[i])
            groups.back().completions.push_back(completion.ids);
    }
    torch::Tensor expected;
    {
        const torch::NoGradGuard noGrad;
        expected = reference.logProbs(groups).logProbs_N;
    }
    times.reference += watch.lap();
    const torch::Tensor logProbs = policy.logProbs(groups).logProbs_N;
    times.forward += watch.lap();
    const torch::Tensor gap = expected - logProbs;
    (gap.exp() - gap - 1 - logProbs * 0.1).mean().backward();
    times.backward += watch.lap();
    optimiser.step();
    optimiser.zero_grad();
    times.optimiser += watch.lap();
}

} // namespace

int main(int argc, char** argv) {
    setComputeThreads(1);
    const int steps = argc > 1 ? std::atoi(argv[1]) : 20;
    const int words = argc > 2 ? std::atoi(argv[2]) : 4;
    const auto policy = tinyPolicy();
    std::string question;
    for (int i = 0; i < words; ++i)
        question += "lesion ";
    const fs::path image = fs::path(VRFT_SOURCE_DIR) / "tests" / "data" / "model" / "tiny" / "square.png";
    std::vector<PromptInput> prompts;
    for (int i = 0; i < kPrompts; ++i) {
        prompts.push_back(policy->encodePrompt(
            {{"system", {textPart("x")}}, {"user", {imagePart(image), textPart(question)}}}));
        auto own = std::make_shared<PromptImage>(
            *prompts.back().images[0]); // features are computed for every prompt
        own->key += std::to_string(i);
        prompts.back().images = {own};
    }
    for (const bool vision : {false, true}) {
        const std::vector<std::string> frozen = {"visual"};
        policy->makeTrainable(vision ? std::span<const std::string>() : frozen);
        const auto reference = policy->clone();
        std::vector<torch::Tensor> parameters;
        for (const NamedParameter& parameter : policy->trainableParameters())
            parameters.push_back(parameter.tensor);
        torch::optim::AdamW optimiser(parameters, torch::optim::AdamWOptions(3e-4));
        Times warm;
        for (std::uint64_t i = 0; i < 2; ++i)
            step(*policy, *reference, prompts, optimiser, i, warm);
        Times times;
        for (int i = 0; i < steps; ++i)
            step(*policy, *reference, prompts, optimiser, static_cast<std::uint64_t>(i), times);
        const double total =
            times.rollout + times.reference + times.forward + times.backward + times.optimiser;
        const auto ms = [&](double seconds) { return 1000 * seconds / steps; };
        fmt::print("{} parameters, prompt {} tokens, vision {}: {:.1f} ms a step = rollout {:.1f}, reference "
                   "{:.1f}, forward "
                   "{:.1f}, backward {:.1f}, optimiser {:.1f}\n",
                   policy->parameterCount(), prompts[0].ids.size(), vision ? "trained" : "frozen", ms(total),
                   ms(times.rollout), ms(times.reference), ms(times.forward), ms(times.backward),
                   ms(times.optimiser));
    }
    return 0;
}
