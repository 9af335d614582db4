// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From chats and images to what the model reads.
#include "core/error.h"
#include "training/batch_limits.h"
#include "training/model/positions.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <utility>

namespace vrft {

using torch::Tensor;

namespace {

double secondsFrom(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

// Content and size: the folder stands for everything else.
std::string fileKey(const PromptImage& image) {
    return fmt::format("{} {}x{}", image.key, image.modelSize.width, image.modelSize.height);
}

// Names the file where an image's size is the trouble.
Patches patchesFor(const Image& image, const PreprocessorConfig& preprocessor,
                   const std::filesystem::path& file) {
    try {
        return preprocess(image, preprocessor);
    } catch (const Error& problem) {
        throw Error(problem.code(), problem.summary(), file.string(), problem.next());
    }
}

Tensor patchTensor(const Patches& patches, int columns) {
    return torch::tensor(patches.values, torch::kFloat32).view({patches.rows(), columns});
}

} // namespace

std::shared_ptr<const PromptImage> Policy::loadImage(const std::filesystem::path& file) const {
    const Image image = readPng(file);
    const Patches patches = patchesFor(image, state_->preprocessor, file);
    auto result = std::make_shared<PromptImage>();
    result->key = imageHash(image);
    result->storedSize = {image.width, image.height};
    result->modelSize = patches.modelSize;
    result->gridHeight = patches.gridH;
    result->gridWidth = patches.gridW;
    result->columns = static_cast<int>(state_->config.vision.patchColumns());
    result->file = file;
    const std::size_t bytes = patches.values.size() * sizeof(float);
    const std::shared_ptr<std::size_t> left = state_->patchBytesLeft;
    if (bytes > *left) return result;
    *left -= bytes;
    result->kept = std::shared_ptr<const void>(left.get(), [left, bytes](const void*) { *left += bytes; });
    result->patches_NC = patchTensor(patches, result->columns);
    return result;
}

Tensor Policy::State::patchesOf(const PromptImage& image) const {
    if (image.patches_NC.defined()) return image.patches_NC;
    const Image stored = readPng(image.file);
    if (imageHash(stored) != image.key)
        throw Error(ErrorCode::Mismatch, "the image isn't the one that was there when the program started",
                    image.file.string(), "Put it back, or freeze a new dataset");
    return patchTensor(preprocess(stored, preprocessor), image.columns);
}

PromptInput Policy::encodePrompt(const Chat& chat) const {
    std::vector<std::shared_ptr<const PromptImage>> images;
    std::vector<int> counts;
    const int unit = state_->preprocessor.merge * state_->preprocessor.merge;
    for (const std::string& path : imagePaths(chat)) {
        images.push_back(loadImage(path));
        counts.push_back(images.back()->gridHeight * images.back()->gridWidth / unit);
    }
    return encodeIds(renderChat(chat, state_->tokenizer, state_->chatIds, counts, true), std::move(images));
}

PromptInput Policy::encodeIds(std::vector<int> ids,
                              std::vector<std::shared_ptr<const PromptImage>> images) const {
    for (const int id : ids)
        if (id < 0 || id >= state_->config.text.vocabSize)
            throw Error(ErrorCode::InvalidArgument, fmt::format("token id {} is outside vocab_size {}", id,
                                                                state_->config.text.vocabSize));
    state_->checkContext(ids.size(), 0);
    std::vector<MergedGrid> grids;
    const int merge = state_->config.vision.merge;
    for (const auto& image : images)
        grids.push_back({image->gridHeight / merge, image->gridWidth / merge});
    MropePositions positions = mropePositions(ids, state_->config.imageId, grids);
    PromptInput prompt;
    prompt.ids = std::move(ids);
    prompt.images = std::move(images);
    prompt.positions = std::move(positions.rows);
    prompt.nextPosition = positions.next;
    prompt.imageRows = std::move(positions.imageRows);
    return prompt;
}

std::vector<Tensor> Policy::imageFeatures(std::span<const std::shared_ptr<const PromptImage>> images) const {
    return state_->imageFeatures(images);
}

const std::string& Policy::gpuProblem() const {
    return state_->gpuProblem;
}

FeatureUse Policy::takeFeatureUse() const {
    return std::exchange(state_->featureUse, FeatureUse());
}

std::vector<Tensor> Policy::State::imageFeatures(std::span<const std::shared_ptr<const PromptImage>> images) {
    std::map<std::string, Tensor> known;
    std::map<std::pair<int, int>, std::vector<const PromptImage*>> missing; // by grid, each image once
    for (const auto& image : images) {
        if (known.contains(image->key)) continue;
        Tensor& features_MD = known[image->key];
        if (!visionTrainable) features_MD = cachedFeatures(*image);
        if (!features_MD.defined()) missing[{image->gridHeight, image->gridWidth}].push_back(image.get());
    }
    for (const auto& [grid, list] : missing) {
        const auto [height, width] = grid;
        // What is kept must not depend on which images happened to miss it together: products of other
        // sizes round otherwise, and a resumed run meets other misses than the unbroken one.
        const auto most = visionTrainable
                              ? static_cast<std::size_t>(std::max(1, kPatchesAtOnce / (height * width)))
                              : std::size_t{1};
        for (std::size_t start = 0; start < list.size(); start += most) {
            const std::size_t end = std::min(start + most, list.size());
            const auto begun = std::chrono::steady_clock::now();
            std::vector<Tensor> patches;
            for (std::size_t i = start; i < end; ++i)
                patches.push_back(patchesOf(*list[i]));
            const auto each_MD =
                vision.forward(at::stack(patches).to(options.device), height, width).unbind(0);
            const double seconds = secondsFrom(begun) / static_cast<double>(end - start);
            for (std::size_t i = start; i < end; ++i) {
                known[list[i]->key] = each_MD[i - start];
                if (!visionTrainable) cacheFeatures(*list[i], each_MD[i - start], seconds);
            }
        }
    }
    std::vector<Tensor> result;
    for (const auto& image : images)
        result.push_back(known[image->key]);
    return result;
}

Tensor Policy::State::cachedFeatures(const PromptImage& image) {
    if (const ComputedFeatures* const found = features.find(image.key)) {
        ++featureUse.memory;
        featureUse.saved += found->seconds;
        return found->features_MD;
    }
    if (!featureFiles || !visionAsLoaded) return {};
    const auto begun = std::chrono::steady_clock::now();
    std::optional<ComputedFeatures> found = featureFiles->find(fileKey(image));
    if (!found) return {};
    const double reading = secondsFrom(begun);
    ++featureUse.disk;
    featureUse.seconds += reading;
    featureUse.saved += std::max(0.0, found->seconds - reading);
    const Tensor features_MD = found->features_MD.to(options.device);
    features.insert(image.key, {features_MD, found->seconds});
    return features_MD;
}

void Policy::State::cacheFeatures(const PromptImage& image, const Tensor& features_MD, double seconds) {
    ++featureUse.computed;
    featureUse.seconds += seconds;
    // A copy: the view would keep the whole batch alive.
    const ComputedFeatures computed{features_MD.detach().clone(), seconds};
    features.insert(image.key, computed);
    if (featureFiles && visionAsLoaded) featureFiles->insert(fileKey(image), computed);
}

void Policy::State::checkPrompt(const PromptInput* prompt) {
    if (prompt == nullptr || prompt->ids.size() < 2)
        throw Error(ErrorCode::InvalidArgument, "a prompt needs two tokens at least");
    if (!prompt->imageRows.empty() &&
        prompt->imageRows.back() + 1 == static_cast<std::int64_t>(prompt->ids.size()))
        throw Error(ErrorCode::InvalidArgument, "a prompt can't end with an image");
}

void Policy::State::checkContext(std::size_t promptTokens, std::size_t answerTokens) const {
    const auto context = static_cast<std::size_t>(config.text.context);
    if (context == 0 || promptTokens + answerTokens <= context) return;
    const std::string answer =
        answerTokens == 0 ? std::string() : fmt::format(" and its answer up to {}", answerTokens);
    throw Error(
        ErrorCode::InvalidArgument,
        fmt::format("the prompt has {} tokens{}, the policy's context is {}", promptTokens, answer, context),
        "config.json: max_position_embeddings",
        "Shorten knowledge and question, use smaller or fewer images, or allow fewer new tokens");
}

Tensor Policy::State::embedPrompts(std::span<const PromptInput* const> prompts, std::int64_t length) {
    const auto count = static_cast<std::int64_t>(prompts.size());
    Tensor ids_N = torch::zeros({count * length}, torch::kInt64);
    std::int64_t* const ids = ids_N.data_ptr<std::int64_t>();
    std::vector<std::shared_ptr<const PromptImage>> images;
    std::vector<std::int64_t> rows;
    for (std::int64_t s = 0; s < count; ++s) {
        const PromptInput& prompt = *prompts[static_cast<std::size_t>(s)];
        const auto used = std::min(length, static_cast<std::int64_t>(prompt.ids.size()));
        std::copy_n(prompt.ids.begin(), used, ids + s * length);
        images.insert(images.end(), prompt.images.begin(), prompt.images.end());
        for (const std::int64_t row : prompt.imageRows)
            rows.push_back(s * length + row);
    }
    const Tensor embedded_ND = decoder.embed(ids_N.to(options.device));
    if (images.empty()) return embedded_ND;
    return embedded_ND.index_copy(0, torch::tensor(rows, torch::kInt64).to(options.device),
                                  at::cat(imageFeatures(images)));
}

RopeTable Policy::State::promptRope(std::span<const PromptInput* const> prompts, std::int64_t length) const {
    const auto count = static_cast<std::int64_t>(prompts.size());
    Tensor positions_3N = torch::zeros({3, count * length}, torch::kInt64);
    std::int64_t* const positions = positions_3N.data_ptr<std::int64_t>();
    for (std::int64_t s = 0; s < count; ++s) {
        const PromptInput& prompt = *prompts[static_cast<std::size_t>(s)];
        const auto size = static_cast<std::int64_t>(prompt.ids.size());
        for (std::int64_t row = 0; row < 3; ++row)
            std::copy_n(prompt.positions.begin() + row * size, std::min(length, size),
                        positions + (row * count + s) * length);
    }
    return decoder.rope(positions_3N.to(options.device));
}

Prefix Policy::State::computePrefix(std::span<const PromptInput* const> prompts) {
    const auto count = static_cast<std::int64_t>(prompts.size());
    std::int64_t longest = 0;
    std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
    for (const PromptInput* prompt : prompts) {
        checkPrompt(prompt);
        const auto length = static_cast<std::int64_t>(prompt->ids.size()) - 1;
        longest = std::max(longest, length);
        shortest = std::min(shortest, length);
    }
    // A shorter prompt's last token and its padding are computed too, and hidden from its completions.
    Prefix prefix;
    prefix.layers = decoder.prefix(embedPrompts(prompts, longest), promptRope(prompts, longest), count);
    if (shortest < longest) {
        Tensor mask_S1L = torch::zeros({count, 1, longest});
        for (std::int64_t s = 0; s < count; ++s) {
            const auto length =
                static_cast<std::int64_t>(prompts[static_cast<std::size_t>(s)]->ids.size()) - 1;
            mask_S1L.select(0, s)
                .narrow(1, length, longest - length)
                .fill_(-std::numeric_limits<float>::infinity());
        }
        prefix.paddingMask_S1L = mask_S1L.to(options.device);
    }
    return prefix;
}

} // namespace vrft
