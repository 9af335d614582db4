// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The only door to the model: prompts, completions and log-probabilities. The rest of training knows no
// layers.
//
// It doesn't know tasks, rewards, optimisers or run folders.
// A prompt is computed once for all its completions, when sampling and in the training pass (gradients flow
// into the shared prompt once). Image features are cached while the vision tower is frozen. Probabilities:
// every softmax sees logits / temperature with the suppressed ids at minus infinity (formats.md §1).
// Log-probabilities and entropies in nats. Thread rule: one thread at a time per object; objects are
// independent. Ownership: a Policy owns its tensors; PromptInput is a value that may outlive it. Determinism:
// the same calls on the same machine, binary and thread count give the same bits. Errors: vrft::Error (a bad
// folder, an image that can't be read, a token count that doesn't agree, Cancelled).
#pragma once

#include "core/policies/model_config.h"
#include "core/run/recipe.h"
#include "core/text/chat.h"
#include "core/text/tokenizer.h"
#include "core/vision_input/preprocess.h"
#include "training/checkpoint/peft_adapter.h"

#include "training/torch_compat.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

// One image as the vision tower takes it.
struct PromptImage {
    std::string key;    // content hash: equal keys are equal inputs
    Size storedSize;    // of the file
    Size modelSize;     // after smartResize: the frame of boxes in pixels
    int gridHeight = 0; // patches
    int gridWidth = 0;
    int columns = 0; // of a patch: channels * frames * patch * patch
    torch::Tensor
        patches_NC; // [gridHeight * gridWidth, columns], float, CPU; undefined where it is read anew
    std::filesystem::path file;       // from which
    std::shared_ptr<const void> kept; // the patches' share of PolicyOptions::patchBytes while there are any
};

// A chat turned into ids, images and positions. Make it once per sample and keep it: encoding reads and
// resizes.
struct PromptInput {
    std::vector<int> ids; // with one image_pad id per image token; ends with the generation prompt
    std::vector<std::shared_ptr<const PromptImage>> images; // in prompt order
    std::vector<std::int64_t> positions; // M-RoPE rows t, h, w, one after the other: 3 * ids.size()
    std::int64_t nextPosition = 0;       // of the first completion token, all three rows
    std::vector<std::int64_t> imageRows; // indexes into ids of the image tokens, in order
};

struct SamplingOptions {
    double temperature = 1.0; // > 0; ignored when greedy (then 1)
    int maxNewTokens = 64;    // the end token counts
    bool greedy = false;
    // For the `generate` command alone; rollouts leave them off.
    int topK = 0;
    double topP = 1.0;
    double minP = 0.0;
    std::function<bool()> shouldStop; // asked before every token; true ends the call with Error(Cancelled)
};

// `seeds.size()` completions of one prompt; each draws from CounterRandom(seed), one number per token.
struct GenerationRequest {
    const PromptInput* prompt = nullptr;
    std::vector<std::uint64_t> seeds;
};

struct Completion {
    std::vector<int> ids;        // the end token included when it was sampled
    std::vector<float> logProbs; // as sampled: after temperature and suppression (before top-k, top-p, min-p)
    std::vector<float> entropies; // of the distribution logProbs speaks of
    bool truncated = false;       // maxNewTokens reached without an end token
};

// Completions of one prompt, as token ids without padding (none empty), to be scored together.
struct CompletionGroup {
    const PromptInput* prompt = nullptr;
    std::vector<std::span<const int>> completions;
};

// Per token, in the order groups > completions > tokens, without padding.
struct TokenLogProbs {
    torch::Tensor logProbs_N;  // float32; carries gradients when called outside torch::NoGradGuard
    torch::Tensor entropies_N; // float32, never carries gradients
};

struct NamedParameter {
    std::string name; // as on the hub: "model.layers.0.self_attn.q_proj.weight"
    torch::Tensor tensor;
};

// Low-rank adapters beside linear layers: W + alpha / rank * B A.
struct LoraOptions {
    int rank = 16;
    double alpha = 32;
    std::uint64_t seed = 1;          // of A's initial values; B starts at zero
    std::string targets = "decoder"; // core/run/lora_targets.h; what names no layer is an Error
};

struct ForwardResult {
    torch::Tensor logits_TV;        // [tokens, vocabulary], nothing suppressed, temperature 1; with gradients
                                    // when called outside torch::NoGradGuard
    torch::Tensor positions_3T;     // int64
    torch::Tensor imageFeatures_MD; // [image tokens, hidden]; [0, hidden] without images; no gradients
};

// What a new policy is made from; every part as the file of that name in a policy folder.
struct NewPolicy {
    Json config;
    Json tokenizer;
    Json preprocessor;
    Json generation;
    std::uint64_t seed = 1; // of the weights
    // A block of numbers again and again, matrices of this type: made in seconds at any size, to measure
    // with.
    std::optional<torch::ScalarType> repeatedWeights;
};

struct PolicyOptions {
    torch::Device device = torch::kCPU;
    BaseWeights base = BaseWeights::Stored; // of a policy that is loaded; full fine-tuning needs Single
    std::size_t featureCacheBytes = std::size_t{256} << 20; // in memory
    // Of living images' patches; those beyond are read from their files again when they are needed.
    std::size_t patchBytes = std::size_t{1} << 30;
    // Where features of a tower that never was trainable are kept on disk too; empty: nowhere. The caller
    // gives tower, preprocessing and arithmetic of another version another folder.
    std::filesystem::path featureFolder;
    std::uint64_t featureFolderBytes = std::uint64_t{4} << 30;
};

// What the cached features of a frozen tower were good for.
struct FeatureUse {
    int computed = 0;   // images
    int memory = 0;     // taken from memory
    int disk = 0;       // taken from disk
    double seconds = 0; // spent on computing and reading
    double saved = 0;   // seconds that computing again would have taken
};

// The control tokens that a policy folder's files name. Error(Mismatch | NotFound) where they contradict or
// lack one.
ChatTokenIds chatTokenIds(const ModelConfig& config, const GenerationConfig& generation,
                          const Tokenizer& tokenizer);

class Policy {
public:
    static std::unique_ptr<Policy> load(const std::filesystem::path& folder,
                                        const PolicyOptions& options = {});
    static std::unique_ptr<Policy> create(const NewPolicy& parts, const PolicyOptions& options = {});
    ~Policy();
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;

    // Writes a complete policy folder (weights fp32, hub names; adapters merged). `folder` must not exist.
    void save(const std::filesystem::path& folder) const;

    // A frozen copy with its own weights, adapters merged: the reference of full fine-tuning. `base`: Stored
    // keeps the weights' types, but what is merged is single.
    std::unique_ptr<Policy> clone(BaseWeights base = BaseWeights::Stored) const;

    const Tokenizer& tokenizer() const;
    const ModelConfig& config() const;
    const PreprocessorConfig& preprocessor() const;
    BoxUnits boxUnits() const; // in which it speaks of boxes
    const ChatTokenIds& chatIds() const;
    bool suppressed(int id) const; // never sampled: formats.md §1
    std::int64_t parameterCount() const;

    // Reads the chat's images and renders it with the generation prompt.
    PromptInput encodePrompt(const Chat& chat) const;
    // Ids as they are, one image per run of image tokens: goldens and tools.
    PromptInput encodeIds(std::vector<int> ids, std::vector<std::shared_ptr<const PromptImage>> images) const;
    std::shared_ptr<const PromptImage> loadImage(const std::filesystem::path& file) const;

    // [tokens, hidden] per image; with gradients while the tower is trainable and gradients are on.
    std::vector<torch::Tensor>
    imageFeatures(std::span<const std::shared_ptr<const PromptImage>> images) const;

    // Since the last call; counts begin anew.
    FeatureUse takeFeatureUse() const;

    // Why a CUDA device decodes with LibTorch's operations instead of the program's own kernels; empty where
    // it doesn't, or hasn't decoded yet.
    const std::string& gpuProblem() const;

    // result[i][k] belongs to requests[i].seeds[k]. Splits big calls into batches itself, and smaller where
    // memory runs out: Error(Unsupported) if it isn't enough for one completion.
    std::vector<std::vector<Completion>> generate(std::span<const GenerationRequest> requests,
                                                  const SamplingOptions& options) const;
    // Completions decoded together at most since memory ran out, 0 where it never did: a resumed run needs
    // it, since prompts computed with others round otherwise.
    std::int64_t decodingLimit() const;
    void setDecodingLimit(std::int64_t completions);
    // Told when memory ran out with so many, and how many there are at most from then on.
    void onDecodingShortage(std::function<void(long completions, long most)> told);

    // One batch, prompts padded to the longest: the caller chooses how much to pass at once. Completions with
    // a suppressed id are refused. One completion per group serves supervised training too.
    TokenLogProbs logProbs(std::span<const CompletionGroup> groups, double temperature = 1.0) const;

    // The whole sequence at once, nothing shared: tools, goldens and the proof that sharing changes nothing.
    ForwardResult forward(const PromptInput& prompt) const;

    // Full fine-tuning (weights in single precision only): every parameter but those whose name starts with
    // one of `frozenPrefixes` ("visual", "model.embed_tokens", ...) gets gradients.
    void makeTrainable(std::span<const std::string> frozenPrefixes = {});
    // Adapters get gradients, everything else is frozen. Names end in ".lora_A.weight" and ".lora_B.weight".
    void addLora(const LoraOptions& options);
    bool hasLora() const;
    // Scoring with gradients keeps the inputs of each decoder layer only and computes the layer again in the
    // backward pass: far less memory for about a third more work. Generation and results stay as they are.
    void setGradientCheckpointing(bool on);
    // A PEFT folder in and out (training/checkpoint/peft_adapter.h). Loading replaces an adapter and makes it
    // trainable; it sits where the folder's tensors say, and nothing of the decoder that target_modules name
    // may be missing.
    void loadAdapter(const std::filesystem::path& folder);
    void saveAdapter(const std::filesystem::path& folder, const std::string& baseName,
                     PeftNames names = PeftNames::New) const;
    // Adapters off: the reference of LoRA training is the base itself.
    void setLoraEnabled(bool enabled);
    void freeze();

    std::vector<NamedParameter> parameters() const;          // all but adapters, in a fixed order
    std::vector<NamedParameter> trainableParameters() const; // in a fixed order
    // Copies values in by name (a checkpoint); unknown, missing or mis-shaped names are an Error. `tensors`
    // must hold exactly the trainable parameters.
    void loadTrainable(std::span<const NamedParameter> tensors);

    struct State; // of policy_state.h, for policy*.cpp

private:
    explicit Policy(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace vrft
