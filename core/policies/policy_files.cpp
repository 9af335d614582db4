// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/policy_files.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/policies/model_family.h"
#include "core/policies/safetensors.h"
#include "core/run/recipe.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <map>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kIndexName = "model.safetensors.index.json";
constexpr const char* kWeightsName = "model.safetensors";
constexpr std::uint64_t kSinglePrecision = 4; // bytes of a parameter
constexpr std::uint64_t kFullFineTuning = 5;  // copies: weights, gradients, two moments, the start policy
constexpr std::uint64_t kAdapterShare = 50;   // adapters with their moments: a fiftieth on top, generously
constexpr std::size_t kHashChunk = std::size_t{4} << 20;

void requireFile(const fs::path& folder, const std::string& name) {
    if (!fs::is_regular_file(folder / name))
        throw Error(ErrorCode::NotFound, fmt::format("{} is missing", name), folder.string(),
                    "A policy folder needs config.json, tokenizer.json, preprocessor_config.json, "
                    "generation_config.json and model.safetensors");
}

void refusePickles(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const fs::path kind = entry.path().extension();
        if (kind == ".bin" || kind == ".pt" || kind == ".pth")
            throw Error(ErrorCode::Unsupported,
                        fmt::format("the weights are a pickle ({}), which isn't read: it can run any program",
                                    entry.path().filename().string()),
                        folder.string(),
                        "Take the policy as safetensors, or save it so with transformers: "
                        "save_pretrained(FOLDER, safe_serialization=True)");
    }
}

std::vector<std::string> safetensorsNames(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".safetensors")
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<WeightFile> shardsOf(const fs::path& folder) {
    const Json index = readJsonFile(folder / kIndexName);
    const std::string where = (folder / kIndexName).string();
    if (!index.is_object() || !index.contains("weight_map") || !index["weight_map"].is_object())
        throw Error(ErrorCode::InvalidFormat, "key weight_map is missing", where);
    std::map<std::string, std::set<std::string>> shards;
    for (const auto& [name, file] : index["weight_map"].items()) {
        const std::string shard = file.is_string() ? file.get<std::string>() : std::string();
        if (shard.empty() || shard != fs::path(shard).filename().string())
            throw Error(ErrorCode::InvalidFormat, fmt::format("tensor {} has no shard name", name), where);
        shards[shard].insert(name);
    }
    std::vector<WeightFile> files;
    for (const auto& [shard, names] : shards) {
        requireFile(folder, shard);
        files.push_back({shard, {names.begin(), names.end()}});
    }
    return files;
}

std::string hashOfFile(const fs::path& file, const std::function<void(std::uint64_t)>& read) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Io, "can't read the file", file.string(), "Check that you may read it");
    Sha256 hash;
    std::vector<std::uint8_t> chunk(kHashChunk);
    while (stream) {
        stream.read(reinterpret_cast<char*>(chunk.data()), static_cast<std::streamsize>(chunk.size()));
        const auto size = static_cast<std::size_t>(stream.gcount());
        hash.update(std::span<const std::uint8_t>(chunk.data(), size));
        read(size);
    }
    if (stream.bad()) throw Error(ErrorCode::Io, "can't read the file to its end", file.string());
    return toHex(hash.finish());
}

std::int64_t elementsOf(const TensorView& view) {
    std::int64_t count = 1;
    for (const std::int64_t side : view.shape)
        count *= side;
    return count;
}

} // namespace

std::vector<fs::path> policyFiles(const fs::path& folder) {
    if (!fs::is_directory(folder))
        throw Error(ErrorCode::NotFound, "no policy folder", folder.string(), "Check the path");
    std::vector<fs::path> files = {"config.json", "generation_config.json", preprocessorName(folder)};
    if (fs::exists(folder / "tokenizer.json") || !fs::exists(folder / "vocab.json"))
        files.emplace_back("tokenizer.json");
    else
        files.insert(files.end(), {"vocab.json", "merges.txt"});
    for (const fs::path& file : files)
        requireFile(folder, file.string());
    const std::vector<std::string> weights = safetensorsNames(folder);
    if (weights.empty()) {
        refusePickles(folder);
        requireFile(folder, kWeightsName);
    }
    files.insert(files.end(), weights.begin(), weights.end());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<WeightFile> weightFiles(const fs::path& folder) {
    if (fs::exists(folder / kIndexName)) return shardsOf(folder);
    if (fs::exists(folder / kWeightsName)) return {{kWeightsName, {}}};
    const std::vector<std::string> names = safetensorsNames(folder);
    if (names.size() != 1) requireFile(folder, kWeightsName);
    return {{names.front(), {}}};
}

std::string policyHash(const fs::path& folder, const HashProgress& progress) {
    const std::vector<fs::path> files = policyFiles(folder);
    std::uint64_t total = 0;
    for (const fs::path& file : files)
        total += fs::file_size(folder / file);
    std::uint64_t done = 0;
    std::vector<std::string> lines;
    for (const fs::path& file : files) {
        const std::string hash = hashOfFile(folder / file, [&](std::uint64_t bytes) {
            done += bytes;
            if (progress && !progress(done, total))
                throw Error(ErrorCode::Cancelled, "stopped while the policy's files were read");
        });
        lines.push_back(
            fmt::format("{}  {}  {}\n", hash, fs::file_size(folder / file), file.generic_string()));
    }
    std::sort(lines.begin(), lines.end());
    return sha256Hex(fmt::format("{}", fmt::join(lines, "")));
}

PolicyFolderInfo inspectPolicyFolder(const fs::path& folder) {
    PolicyFolderInfo info;
    info.hash = policyHash(folder);
    for (const fs::path& file : policyFiles(folder)) {
        if (file.extension() != ".safetensors") continue;
        const SafetensorsFile weights(folder / file);
        for (const auto& [name, view] : weights.tensors())
            info.parameters += elementsOf(view);
    }
    return info;
}

PolicyDescription describePolicy(const fs::path& folder) {
    PolicyDescription description;
    for (const fs::path& file : policyFiles(folder))
        description.bytes += fs::file_size(folder / file);
    const Json config = readJsonFile(folder / "config.json");
    modelFamily(config, (folder / "config.json").string());
    description.modelType = config.at("model_type").get<std::string>();
    description.preprocessor = readPreprocessor(folder);
    std::map<DataType, std::int64_t> byType;
    for (const WeightFile& part : weightFiles(folder)) {
        const SafetensorsFile weights(folder / part.name);
        for (const std::string& tensor : part.tensors)
            weights.at(tensor);
        for (const auto& [name, view] : weights.tensors()) {
            description.parameters += elementsOf(view);
            byType[view.type] += elementsOf(view);
        }
    }
    const auto most = std::max_element(byType.begin(), byType.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != byType.end()) description.weightType = dataTypeName(most->first);
    return description;
}

int imageTokens(const PreprocessorConfig& config, Size imageSize) {
    const Size size = modelSize(imageSize, config);
    return (size.width / config.factor()) * (size.height / config.factor());
}

PolicyMemory policyMemory(std::int64_t parameters) {
    const std::uint64_t load = kSinglePrecision * static_cast<std::uint64_t>(parameters);
    const bool large = parameters >= kLargePolicyParameters;
    return {load, large ? load + load / kAdapterShare : kFullFineTuning * load};
}

} // namespace vrft
