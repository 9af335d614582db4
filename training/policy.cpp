// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Policies as files and as sets of parameters.
#include "training/policy.h"

#include "core/error.h"
#include "core/policies/safetensors.h"
#include "training/model/initial_weights.h"
#include "training/model/token_log_prob.h"
#include "training/out_of_memory.h"
#include "training/policy_state.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

Weights weightsOf(const std::vector<NamedParameter>& parameters) {
    Weights weights;
    for (const NamedParameter& parameter : parameters)
        weights.add(parameter.name, parameter.tensor);
    return weights;
}

std::vector<NamedParameter> ownParameters(std::vector<std::pair<std::string, torch::Tensor>> tensors,
                                          torch::Device device) {
    std::vector<NamedParameter> parameters;
    for (auto& [name, tensor] : tensors)
        parameters.push_back({name, tensor.detach().to(device).contiguous()});
    return parameters;
}

// A control token by its text; where config.json names the id too, both must agree.
int controlToken(const Tokenizer& tokenizer, const std::string& text, std::optional<int> configured) {
    const std::optional<int> found = tokenizer.find(text);
    if (found && configured && *found != *configured)
        throw Error(ErrorCode::Mismatch, fmt::format("{} is token {} in the tokenizer and {} in config.json",
                                                     text, *found, *configured));
    if (!found && !configured)
        throw Error(ErrorCode::NotFound, fmt::format("the tokenizer has no token {}", text));
    return configured ? *configured : *found;
}

std::vector<bool> suppressedIds(const ModelConfig& config, const GenerationConfig& generation,
                                const Tokenizer& tokenizer, const ChatTokenIds& chatIds) {
    const auto vocabulary = static_cast<std::size_t>(config.text.vocabSize);
    if (tokenizer.size() > config.text.vocabSize)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("the tokenizer has ids up to {}, config.json says vocab_size {}",
                                tokenizer.size() - 1, config.text.vocabSize));
    std::vector<bool> suppressed(vocabulary, false);
    for (int id = 0; id < config.text.vocabSize; ++id)
        suppressed[static_cast<std::size_t>(id)] = !tokenizer.hasToken(id);
    std::vector<int> named = generation.suppressedIds;
    named.insert(named.end(), {config.visionStartId, config.visionEndId, config.imageId});
    named.insert(named.end(), config.otherVisionIds.begin(), config.otherVisionIds.end());
    for (const int id : named) {
        if (id >= config.text.vocabSize)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("suppress_tokens of generation_config.json names id {}, vocab_size is {}",
                                    id, config.text.vocabSize));
        suppressed[static_cast<std::size_t>(id)] = true;
    }
    for (const int id : chatIds.eos)
        if (id >= config.text.vocabSize || suppressed[static_cast<std::size_t>(id)])
            throw Error(ErrorCode::InvalidFormat, fmt::format("the end token {} can't be sampled", id), {},
                        "Check eos_token_id and suppress_tokens in generation_config.json");
    return suppressed;
}

void checkPreprocessor(const PreprocessorConfig& preprocessor, const VisionConfig& vision) {
    const auto same = [](const char* what, int files, int config) {
        if (files != config)
            throw Error(ErrorCode::Mismatch,
                        fmt::format("{} is {} in preprocessor_config.json and {} in config.json", what, files,
                                    config));
    };
    same("patch_size", preprocessor.patch, vision.patch);
    same("temporal_patch_size", preprocessor.temporalPatch, vision.temporalPatch);
    same("merge_size", preprocessor.merge, vision.merge);
    same("the number of channels", 3, vision.inChannels);
}

// config.json as saved: the weights beside it are fp32, and tied when no head is stored.
std::string savedConfig(const ModelConfig& config) {
    Json document = config.document;
    document[document.contains("dtype") ? "dtype" : "torch_dtype"] = "float32";
    if (config.text.tieEmbeddings) document["tie_word_embeddings"] = true;
    return jsonPretty(document);
}

} // namespace

ChatTokenIds chatTokenIds(const ModelConfig& config, const GenerationConfig& generation,
                          const Tokenizer& tokenizer) {
    ChatTokenIds ids;
    ids.imStart = controlToken(tokenizer, "<|im_start|>", {});
    ids.imEnd = controlToken(tokenizer, "<|im_end|>", {});
    ids.visionStart = controlToken(tokenizer, "<|vision_start|>", config.visionStartId);
    ids.visionEnd = controlToken(tokenizer, "<|vision_end|>", config.visionEndId);
    ids.imagePad = controlToken(tokenizer, "<|image_pad|>", config.imageId);
    ids.eos = !generation.eosIds.empty() ? generation.eosIds : config.eosIds;
    if (ids.eos.empty()) ids.eos = {ids.imEnd};
    return ids;
}

Policy::State::State(ModelConfig givenConfig, GenerationConfig givenGeneration, PolicyTexts givenTexts,
                     Tokenizer givenTokenizer, const PreprocessorConfig& givenPreprocessor,
                     std::vector<std::pair<std::string, torch::Tensor>> tensors,
                     const PolicyOptions& givenOptions)
    : config(std::move(givenConfig))
    , generation(std::move(givenGeneration))
    , texts(std::move(givenTexts))
    , tokenizer(std::move(givenTokenizer))
    , preprocessor(givenPreprocessor)
    , options(givenOptions)
    , chatIds(chatTokenIds(config, generation, tokenizer))
    , suppressed(suppressedIds(config, generation, tokenizer, chatIds))
    , parameters(ownParameters(std::move(tensors), options.device))
    , decoder(config.text, weightsOf(parameters))
    , vision(config.vision, weightsOf(parameters))
    , features(options.featureCacheBytes)
    , patchBytesLeft(std::make_shared<std::size_t>(options.patchBytes)) {
    checkPreprocessor(preprocessor, config.vision);
    suppressedMask_V = torch::zeros({config.text.vocabSize});
    for (std::size_t id = 0; id < suppressed.size(); ++id)
        if (suppressed[id]) suppressedMask_V[static_cast<std::int64_t>(id)] = kSuppressed;
    suppressedMask_V = suppressedMask_V.to(options.device);
    if (!options.featureFolder.empty())
        featureFiles.emplace(options.featureFolder, options.featureFolderBytes);
}

std::vector<std::pair<std::string, torch::Tensor>> Policy::State::mergedTensors() {
    const torch::NoGradGuard noGrad;
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const NamedParameter& parameter : parameters)
        tensors.emplace_back(parameter.name, parameter.tensor.detach());
    if (adapters.empty()) return tensors;
    for (const auto& [name, linear] : adapted())
        for (auto& [tensorName, tensor] : tensors)
            if (tensorName == name + ".weight")
                tensor = at::add(tensor.to(torch::kFloat32), // bf16 would lose small updates
                                 at::mm(linear->loraB.detach(), linear->loraA.detach()), linear->loraScale);
    return tensors;
}

void Policy::State::clearGradients() {
    for (const auto* list : {&parameters, &adapters})
        for (const NamedParameter& parameter : *list) {
            torch::Tensor tensor = parameter.tensor;
            tensor.mutable_grad() = torch::Tensor();
            tensor.set_requires_grad(false);
        }
    if (visionTrainable) features.clear(); // the tower may have changed
    visionTrainable = false;
}

Policy::Policy(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
Policy::~Policy() = default;

std::unique_ptr<Policy> Policy::load(const fs::path& folder, const PolicyOptions& options) {
    try {
        PolicyTexts texts = readPolicyTexts(folder);
        const auto json = [&](const std::string& name) {
            return parseJson(texts.at(name), (folder / name).string());
        };
        ModelConfig config = modelConfigFromJson(json("config.json"), (folder / "config.json").string());
        GenerationConfig generation = generationConfigFromJson(json("generation_config.json"),
                                                               (folder / "generation_config.json").string());
        if (describePolicy(folder).parameters >= kLargePolicyParameters) returnFreedBlocks();
        LoadedWeights loaded = loadWeights(folder, std::move(config), options.base);
        return std::unique_ptr<Policy>(new Policy(std::make_unique<State>(
            std::move(loaded.config), std::move(generation), std::move(texts), Tokenizer::load(folder),
            readPreprocessor(folder), std::move(loaded.tensors), options)));
    } catch (const Error& problem) { // files that don't fit together are found by parts that know no folder
        throw problem.filledIn(folder.string(), "Get the policy folder again, complete, from where it came");
    }
}

std::unique_ptr<Policy> Policy::create(const NewPolicy& parts, const PolicyOptions& options) {
    const std::string where = "new policy";
    ModelConfig config = modelConfigFromJson(parts.config, where + ": config.json");
    if (config.vision.hiddenSize == 0)
        throw Error(ErrorCode::InvalidFormat, "key vision_config.hidden_size is missing",
                    where + ": config.json");
    GenerationConfig generation =
        generationConfigFromJson(parts.generation, where + ": generation_config.json");
    PolicyTexts texts = {{"config.json", jsonPretty(parts.config)},
                         {"tokenizer.json", jsonPretty(parts.tokenizer)},
                         {"preprocessor_config.json", jsonPretty(parts.preprocessor)},
                         {"generation_config.json", jsonPretty(parts.generation)}};
    auto tensors = parts.repeatedWeights ? repeatedWeights(config, parts.seed, *parts.repeatedWeights)
                                         : initialWeights(config, parts.seed);
    return std::unique_ptr<Policy>(new Policy(std::make_unique<State>(
        std::move(config), std::move(generation), std::move(texts),
        Tokenizer::fromJson(parts.tokenizer, where + ": tokenizer.json"),
        preprocessorFromJson(parts.preprocessor, where + ": preprocessor_config.json"), std::move(tensors),
        options)));
}

void Policy::save(const fs::path& folder) const {
    PolicyTexts texts = state_->texts;
    texts["config.json"] = savedConfig(state_->config);
    auto tensors = state_->mergedTensors();
    for (auto& [name, tensor] : tensors)
        tensor = tensor.to(torch::kFloat32);
    savePolicyFolder(folder, texts, tensors);
}

std::unique_ptr<Policy> Policy::clone(BaseWeights base) const {
    std::vector<std::pair<std::string, torch::Tensor>> copies = state_->mergedTensors();
    for (auto& [name, tensor] : copies)
        tensor = tensor.to(tensor.dim() > 1 ? keptType(tensor.scalar_type(), base) : torch::kFloat32,
                           /*non_blocking=*/false, /*copy=*/true);
    PolicyOptions options = state_->options;
    options.featureFolder.clear(); // another tower, or another program's business
    return std::unique_ptr<Policy>(new Policy(
        std::make_unique<State>(state_->config, state_->generation, state_->texts, state_->tokenizer,
                                state_->preprocessor, std::move(copies), options)));
}

const Tokenizer& Policy::tokenizer() const {
    return state_->tokenizer;
}
const ModelConfig& Policy::config() const {
    return state_->config;
}
const PreprocessorConfig& Policy::preprocessor() const {
    return state_->preprocessor;
}
BoxUnits Policy::boxUnits() const {
    return vrft::boxUnits(state_->config.family());
}
const ChatTokenIds& Policy::chatIds() const {
    return state_->chatIds;
}

bool Policy::suppressed(int id) const {
    return id < 0 || id >= state_->config.text.vocabSize || state_->suppressed[static_cast<std::size_t>(id)];
}

std::int64_t Policy::parameterCount() const {
    std::int64_t count = 0;
    for (const NamedParameter& parameter : state_->parameters)
        count += parameter.tensor.numel();
    return count;
}

void Policy::makeTrainable(std::span<const std::string> frozenPrefixes) {
    state_->clearGradients();
    std::vector<bool> used(frozenPrefixes.size(), false);
    for (const NamedParameter& parameter : state_->parameters) {
        bool frozen = false;
        for (std::size_t i = 0; i < frozenPrefixes.size(); ++i)
            if (parameter.name.starts_with(frozenPrefixes[i])) frozen = used[i] = true;
        if (!frozen && parameter.tensor.scalar_type() != torch::kFloat32) {
            freeze();
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("tensor {} is kept in bf16 and can't be trained", parameter.name), {},
                        "Train adapters (lora), or load the policy in fp32");
        }
        parameter.tensor.set_requires_grad(!frozen);
        state_->visionTrainable =
            state_->visionTrainable || (!frozen && parameter.name.starts_with("visual."));
        state_->visionAsLoaded = state_->visionAsLoaded && !state_->visionTrainable;
    }
    const auto unused = std::find(used.begin(), used.end(), false);
    if (unused == used.end()) return;
    freeze();
    throw Error(ErrorCode::InvalidArgument,
                fmt::format("no parameter's name starts with \"{}\"",
                            frozenPrefixes[static_cast<std::size_t>(unused - used.begin())]));
}

void Policy::setGradientCheckpointing(bool on) {
    state_->decoder.setRecompute(on);
}

void Policy::freeze() {
    state_->clearGradients();
}

std::vector<NamedParameter> Policy::parameters() const {
    return state_->parameters;
}

std::vector<NamedParameter> Policy::trainableParameters() const {
    std::vector<NamedParameter> trainable;
    for (const auto* list : {&state_->parameters, &state_->adapters})
        for (const NamedParameter& parameter : *list)
            if (parameter.tensor.requires_grad()) trainable.push_back(parameter);
    return trainable;
}

void Policy::loadTrainable(std::span<const NamedParameter> tensors) {
    const torch::NoGradGuard noGrad;
    std::vector<NamedParameter> own = trainableParameters();
    if (own.size() != tensors.size())
        throw Error(ErrorCode::Mismatch, fmt::format("{} trainable tensors are given, the policy has {}",
                                                     tensors.size(), own.size()));
    std::vector<std::pair<torch::Tensor, torch::Tensor>> copies; // all are checked before one is written
    for (const NamedParameter& parameter : own) {
        const auto given = std::find_if(tensors.begin(), tensors.end(), [&](const NamedParameter& tensor) {
            return tensor.name == parameter.name;
        });
        if (given == tensors.end())
            throw Error(ErrorCode::NotFound, fmt::format("trainable tensor {} is missing", parameter.name));
        if (given->tensor.sizes() != parameter.tensor.sizes())
            throw Error(ErrorCode::Mismatch,
                        fmt::format("trainable tensor {} is {}, the policy's is {}", parameter.name,
                                    shapeText(given->tensor.sizes().vec()),
                                    shapeText(parameter.tensor.sizes().vec())));
        copies.emplace_back(parameter.tensor, given->tensor);
    }
    for (auto& [target, source] : copies)
        target.copy_(source);
    if (state_->visionTrainable) state_->features.clear();
}

} // namespace vrft
