// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a Policy is made of. Private to policy*.cpp.
#pragma once

#include "training/checkpoint/policy_folder.h"
#include "training/model/decoder.h"
#include "training/model/feature_cache.h"
#include "training/model/vision_tower.h"
#include "training/policy.h"

#include "training/torch_compat.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct Policy::State {
    // `tensors` in the order of modelTensors(config); they become the model's own.
    State(ModelConfig config, GenerationConfig generation, PolicyTexts texts, Tokenizer tokenizer,
          const PreprocessorConfig& preprocessor, std::vector<std::pair<std::string, torch::Tensor>> tensors,
          const PolicyOptions& options);

    // Parameters without gradients, adapters merged into copies: what is written and cloned.
    std::vector<std::pair<std::string, torch::Tensor>> mergedTensors();

    // Prompts but their last token, padded to the longest, through image features, embedding and the
    // decoder's layers. The last token is every completion's first input.
    Prefix computePrefix(std::span<const PromptInput* const> prompts);
    torch::Tensor embedPrompts(std::span<const PromptInput* const> prompts, std::int64_t length);
    // M-RoPE tables of the first `length` tokens of prompts.
    RopeTable promptRope(std::span<const PromptInput* const> prompts, std::int64_t length) const;
    std::vector<torch::Tensor> imageFeatures(std::span<const std::shared_ptr<const PromptImage>> images);
    torch::Tensor cachedFeatures(const PromptImage& image); // undefined where there are none
    void cacheFeatures(const PromptImage& image, const torch::Tensor& features_MD, double seconds);
    torch::Tensor patchesOf(const PromptImage& image) const; // kept, or read again
    // One batch; halves of it where memory runs out.
    void decode(std::span<const GenerationRequest> requests, const SamplingOptions& sampling,
                std::span<std::vector<Completion>> results);
    // Error unless a completion can follow: two tokens at least, the last one text.
    static void checkPrompt(const PromptInput* prompt);
    // Error unless prompt and answer fit into the policy's context.
    void checkContext(std::size_t promptTokens, std::size_t answerTokens) const;

    void clearGradients();
    void dropAdapters();
    // Of decoder and tower, with their hub names: where adapters may sit.
    std::vector<std::pair<std::string, Linear*>> linears();
    // Those that have one.
    std::vector<std::pair<std::string, Linear*>> adapted();
    // Makes A (random) and B (zero) beside the layers that `covers` names.
    void makeAdapters(int rank, double alpha, std::uint64_t seed,
                      const std::function<bool(const std::string&)>& covers);

    ModelConfig config;
    GenerationConfig generation;
    PolicyTexts texts;
    Tokenizer tokenizer;
    PreprocessorConfig preprocessor;
    PolicyOptions options;
    ChatTokenIds chatIds;
    std::vector<bool> suppressed;   // by id
    torch::Tensor suppressedMask_V; // 0 or kSuppressed

    std::vector<NamedParameter> parameters;
    std::vector<NamedParameter> adapters; // A and B of every adapted linear, with LoRA
    bool visionTrainable = false;
    bool visionAsLoaded = true; // never trainable nor adapted so far
    Decoder decoder;
    VisionTower vision;
    FeatureCache features;
    std::optional<FeatureFiles> featureFiles;
    FeatureUse featureUse;
    std::shared_ptr<std::size_t> patchBytesLeft; // images that outlive the policy give theirs back too
    std::int64_t decodingLimit = 0;              // Policy::decodingLimit
    std::function<void(long, long)> decodingShortage;
    std::string gpuProblem; // why a CUDA device doesn't decode with the program's own kernels
};

} // namespace vrft
