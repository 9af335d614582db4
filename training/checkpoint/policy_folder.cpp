// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/checkpoint/policy_folder.h"

#include "core/error.h"
#include "core/files.h"
#include "training/checkpoint/tensor_io.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kWeightsName = "model.safetensors";

// Tensors of all weight files under their hub names.
class WeightFiles {
public:
    explicit WeightFiles(const fs::path& folder)
        : folder_(folder) {
        const std::vector<WeightFile> parts = weightFiles(folder);
        files_.reserve(parts.size());
        for (const WeightFile& part : parts) {
            const SafetensorsFile& file = files_.emplace_back(folder / part.name);
            for (const std::string& tensor : part.tensors)
                file.at(tensor);
            addAll(file);
        }
    }

    struct Place {
        std::string storedName;
        const TensorView* view;
        const SafetensorsFile* file;
    };
    const std::map<std::string, Place>& places() const { return places_; }
    const fs::path& folder() const { return folder_; }

private:
    void addAll(const SafetensorsFile& file) {
        for (const auto& [stored, view] : file.tensors()) {
            const std::string name = canonicalTensorName(stored);
            const auto [place, added] = places_.emplace(name, Place{stored, &view, &file});
            if (!added)
                throw Error(
                    ErrorCode::InvalidFormat,
                    fmt::format("tensors {} and {} are the same one", place->second.storedName, stored),
                    folder_.string());
        }
    }

    fs::path folder_;
    std::vector<SafetensorsFile> files_;
    std::map<std::string, Place> places_;
};

// In pieces: a look at the whole would take as much memory again.
bool allFinite(const torch::Tensor& tensor) {
    constexpr std::int64_t kPiece = std::int64_t{1} << 20;
    const torch::Tensor flat = tensor.flatten();
    for (std::int64_t from = 0; from < flat.numel(); from += kPiece) {
        const torch::Tensor piece = flat.narrow(0, from, std::min(kPiece, flat.numel() - from));
        // A sum is finite unless an element isn't, or it overflows: only then look at every element.
        if (!std::isfinite(piece.sum().item<double>()) && !torch::isfinite(piece).all().item<bool>())
            return false;
    }
    return true;
}

torch::Tensor readFinite(const WeightFiles::Place& place, BaseWeights base) {
    const TensorView& view = *place.view;
    torch::Tensor tensor = tensorFromView(view);
    place.file->release(view);
    tensor = tensor.to(tensor.dim() > 1 ? keptType(tensor.scalar_type(), base) : torch::kFloat32);
    if (!allFinite(tensor))
        throw Error(ErrorCode::NonFinite, fmt::format("tensor {} holds NaN or infinity", place.storedName),
                    place.file->path().string(), "The weights are damaged: get them again");
    return tensor;
}

Error missingTensor(const TensorSpec& spec, const fs::path& folder) {
    return {ErrorCode::NotFound, fmt::format("tensor {} {} is missing", spec.name, shapeText(spec.shape)),
            folder.string(), "Get weights and config.json again, from one place"};
}

bool isFloat(DataType type) {
    return type == DataType::F16 || type == DataType::BF16 || type == DataType::F32 || type == DataType::F64;
}

// Settles what only the stored tensors tell: the tower's width when config.json leaves it out, and tying.
void resolveFromTensors(ModelConfig& config, const WeightFiles& files) {
    const std::string where = (files.folder() / "config.json").string();
    const auto patches = files.places().find("visual.patch_embed.proj.weight");
    if (config.vision.hiddenSize == 0 && patches != files.places().end() &&
        !patches->second.view->shape.empty()) {
        const std::int64_t width = patches->second.view->shape.front();
        if (width < 1 || width > kLargestModelSize)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("tensor {} is {}", patches->second.storedName,
                                    shapeText(patches->second.view->shape)),
                        files.folder().string(), "The weights are damaged: get them again");
        config.vision.hiddenSize = static_cast<int>(width);
        checkModelConfig(config, where);
    }
    if (config.vision.hiddenSize == 0)
        throw Error(ErrorCode::NotFound, "tensor visual.patch_embed.proj.weight is missing",
                    files.folder().string());
    if (!files.places().contains("lm_head.weight")) config.text.tieEmbeddings = true;
}

// A tied model may carry a copy of its embedding as lm_head.weight; any other content would be ignored
// silently.
void checkTiedHead(const WeightFiles& files) {
    const auto head = files.places().find("lm_head.weight");
    const auto embedding = files.places().find("model.embed_tokens.weight");
    if (head == files.places().end() || embedding == files.places().end()) return;
    const TensorView& a = *head->second.view;
    const TensorView& b = *embedding->second.view;
    if (a.type != b.type || a.shape != b.shape ||
        !std::equal(a.bytes.begin(), a.bytes.end(), b.bytes.begin(), b.bytes.end()))
        throw Error(ErrorCode::Mismatch,
                    "tensor lm_head.weight differs from model.embed_tokens.weight, config.json ties them",
                    files.folder().string(), "Set tie_word_embeddings to false");
}

} // namespace

PolicyHeaders readPolicyHeaders(const fs::path& folder) {
    PolicyHeaders headers;
    const fs::path config = folder / "config.json";
    const fs::path generation = folder / "generation_config.json";
    headers.config = modelConfigFromJson(readJsonFile(config), config.string());
    headers.generation = generationConfigFromJson(readJsonFile(generation), generation.string());
    const WeightFiles files(folder);
    resolveFromTensors(headers.config, files);
    for (TensorSpec& spec : modelTensors(headers.config)) {
        const auto place = files.places().find(spec.name);
        if (place == files.places().end()) throw missingTensor(spec, folder);
        headers.tensors.emplace_back(std::move(spec), place->second.view->type);
    }
    return headers;
}

torch::ScalarType keptType(torch::ScalarType stored, BaseWeights base) {
    const bool half =
        base == BaseWeights::Half || (base == BaseWeights::Stored && stored == torch::kBFloat16);
    return half ? torch::kBFloat16 : torch::kFloat32;
}

LoadedWeights loadWeights(const fs::path& folder, ModelConfig config, BaseWeights base) {
    const WeightFiles files(folder);
    resolveFromTensors(config, files);
    if (config.text.tieEmbeddings) checkTiedHead(files);
    LoadedWeights loaded;
    std::set<std::string> used = {"lm_head.weight"};
    for (const TensorSpec& spec : modelTensors(config)) {
        const auto place = files.places().find(spec.name);
        if (place == files.places().end()) throw missingTensor(spec, folder);
        const TensorView& view = *place->second.view;
        if (!isFloat(view.type))
            throw Error(ErrorCode::Unsupported,
                        fmt::format("tensor {} is {}, and weights are F16, BF16, F32 or F64",
                                    place->second.storedName, dataTypeName(view.type)),
                        place->second.file->path().string(),
                        "Take the policy unquantised, in bf16, fp16 or fp32");
        if (view.shape != spec.shape)
            throw Error(ErrorCode::Mismatch,
                        fmt::format("tensor {} is {} {}, config.json asks for {}", place->second.storedName,
                                    dataTypeName(view.type), shapeText(view.shape), shapeText(spec.shape)),
                        folder.string(), "Get weights and config.json again, from one place");
        loaded.tensors.emplace_back(spec.name, readFinite(place->second, base));
        used.insert(spec.name);
    }
    for (const auto& [name, place] : files.places())
        if (!used.contains(name))
            throw Error(ErrorCode::Mismatch,
                        fmt::format("tensor {} {} has no place in the model", place.storedName,
                                    shapeText(place.view->shape)),
                        folder.string(), "Get weights and config.json again, from one place");
    loaded.config = std::move(config);
    return loaded;
}

PolicyTexts readPolicyTexts(const fs::path& folder) {
    PolicyTexts texts;
    for (const fs::path& file : policyFiles(folder))
        if (file.extension() != ".safetensors") texts[file.string()] = readTextFile(folder / file);
    // Read by the tokenizer beside vocab.json; they are no part of the hash.
    for (const char* name : {"added_tokens.json", "tokenizer_config.json", "special_tokens_map.json"})
        if (fs::is_regular_file(folder / name)) texts[name] = readTextFile(folder / name);
    return texts;
}

void savePolicyFolder(const fs::path& folder, const PolicyTexts& texts,
                      const std::vector<std::pair<std::string, torch::Tensor>>& tensors) {
    saveFolderOfTensors(folder, texts, kWeightsName, tensors);
}

void saveFolderOfTensors(const fs::path& folder, const PolicyTexts& texts, const std::string& weightsName,
                         const std::vector<std::pair<std::string, torch::Tensor>>& tensors) {
    FolderDraft draft(folder);
    for (const auto& [name, text] : texts)
        writeFileAtomic(draft.path() / name, text);
    writeTensors(draft.path() / weightsName, tensors);
    draft.publish();
}

} // namespace vrft
