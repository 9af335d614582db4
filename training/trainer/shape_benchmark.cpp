// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/shape_benchmark.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/files.h"
#include "core/random.h"
#include "training/device.h"
#include "training/objective/losses.h"
#include "training/trainer/adamw.h"

namespace vrft {

namespace {

PromptInput randomPrompt(const Policy& policy, int tokens) {
    std::vector<int> allowed;
    for (int id = 0; id < policy.config().text.vocabSize; ++id)
        if (!policy.suppressed(id)) allowed.push_back(id);
    CounterRandom random(1);
    std::vector<int> ids;
    for (int i = 0; i < tokens; ++i)
        ids.push_back(allowed[static_cast<std::size_t>(random.below(allowed.size()))]);
    return policy.encodeIds(std::move(ids), {});
}

class ShapeBench {
public:
    ShapeBench(Policy& policy, const ShapeOptions& options, torch::Device device)
        : policy_(policy)
        , options_(options)
        , device_(device)
        , prompt_(randomPrompt(policy, options.promptTokens)) {
        policy.addLora({options.loraRank, 2.0 * options.loraRank, 1});
        policy.setGradientCheckpointing(policy.parameterCount() >= kLargePolicyParameters);
        NamedTensors parameters;
        for (const NamedParameter& parameter : policy.trainableParameters())
            parameters.emplace_back(parameter.name, parameter.tensor);
        optimiser_.emplace(std::move(parameters), Optimiser());
    }

    void sample(ShapeTimes& times) {
        times.prefill_s = std::min(times.prefill_s, secondsFor(device_, [&] { generate(1); }));
        const double all = secondsFor(device_, [&] { completions_ = generate(options_.newTokens); });
        std::size_t longest = 0;
        for (const Completion& completion : completions_)
            longest = std::max(longest, completion.ids.size());
        times.decodeSteps = std::max(1, static_cast<int>(longest) - 1);
        times.decode_s = std::min(times.decode_s, (all - times.prefill_s) / times.decodeSteps);
    }

    void update(ShapeTimes& times) {
        times.update_s = std::min(times.update_s, secondsFor(device_, [&] { learn(); }));
    }

private:
    std::vector<Completion> generate(int tokens) const {
        GenerationRequest request;
        request.prompt = &prompt_;
        for (int k = 0; k < options_.completions; ++k)
            request.seeds.push_back(static_cast<std::uint64_t>(k) + 1);
        SamplingOptions sampling;
        sampling.maxNewTokens = tokens;
        return policy_.generate(std::span(&request, 1), sampling).front();
    }

    void learn() {
        CompletionGroup group;
        group.prompt = &prompt_;
        std::vector<float> advantages;
        for (const Completion& completion : completions_) {
            group.completions.emplace_back(completion.ids);
            advantages.insert(advantages.end(), completion.ids.size(),
                              group.completions.size() % 2 == 0 ? 1.0F : -1.0F);
        }
        const torch::Tensor logProbs_T = policy_.logProbs(std::span(&group, 1)).logProbs_N;
        const PolicyLoss loss =
            policyLoss(logProbs_T, logProbs_T.detach(), torch::tensor(advantages).to(logProbs_T.device()), {},
                       Objective(), {});
        loss.loss_T.mean().backward();
        optimiser_->clipGradients(optimiser_->gradientNorm(), 1.0);
        optimiser_->step(1e-5);
        optimiser_->clearGradients();
    }

    Policy& policy_;
    const ShapeOptions& options_;
    torch::Device device_;
    PromptInput prompt_;
    std::optional<AdamW> optimiser_;
    std::vector<Completion> completions_;
};

} // namespace

std::unique_ptr<Policy> makeShape(const std::filesystem::path& config,
                                  const std::filesystem::path& tokenizerOf, const PolicyOptions& options,
                                  torch::ScalarType matrices) {
    NewPolicy parts;
    parts.config = readJsonFile(config);
    const Json base = readJsonFile(tokenizerOf / "config.json");
    for (const auto& [key, value] : base.items())
        if (key.ends_with("_token_id")) parts.config[key] = value;
    parts.tokenizer = readJsonFile(tokenizerOf / "tokenizer.json");
    parts.preprocessor = readJsonFile(tokenizerOf / "preprocessor_config.json");
    const Json& vision = parts.config.at("vision_config");
    parts.preprocessor["patch_size"] = vision.at("patch_size");
    parts.preprocessor["temporal_patch_size"] = vision.at("temporal_patch_size");
    parts.preprocessor["merge_size"] = vision.at("spatial_merge_size");
    parts.generation = readJsonFile(tokenizerOf / "generation_config.json");
    parts.repeatedWeights = matrices;
    return Policy::create(parts, options);
}

ShapeTimes measureShape(Policy& policy, const ShapeOptions& options, torch::Device device) {
    ShapeBench bench(policy, options, device);
    ShapeTimes times;
    times.parameters = policy.parameterCount();
    times.prefill_s = times.decode_s = times.update_s = std::numeric_limits<double>::infinity();
    for (const NamedParameter& parameter : policy.parameters()) {
        const bool lookedUp =
            parameter.name == "model.embed_tokens.weight" && !policy.config().text.tieEmbeddings;
        if (!parameter.name.starts_with("visual.") && !lookedUp)
            times.weightBytes += static_cast<double>(parameter.tensor.nbytes());
    }
    for (const NamedParameter& parameter : policy.trainableParameters())
        times.weightBytes += static_cast<double>(parameter.tensor.nbytes());
    for (int i = 0; i < options.repeats + 1; ++i) { // the first one warms up
        if (i == 1)
            times.prefill_s = times.decode_s = times.update_s = std::numeric_limits<double>::infinity();
        bench.sample(times);
        bench.update(times);
    }
    const TextConfig& text = policy.config().text;
    const double columnBytes = 2.0 * text.numLayers * text.numKvHeads * text.headDim() * sizeof(float);
    times.keyBytes = columnBytes * (options.promptTokens + 0.5 * options.completions * times.decodeSteps);
    return times;
}

} // namespace vrft
