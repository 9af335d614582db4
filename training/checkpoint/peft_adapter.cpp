// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/checkpoint/peft_adapter.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "training/checkpoint/policy_folder.h"
#include "training/checkpoint/tensor_io.h"

#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kConfigName = "adapter_config.json";
constexpr const char* kAdapterName = "adapter_model.safetensors";
const std::string kWrapper = "base_model.model.";
const std::string kOldPrefix = "model.";
const std::string kNewPrefix = "model.language_model.";

// Fits the module paths of both families and leaves the vision tower, whose MLP has the same short names,
// alone.
constexpr const char* kTargets =
    R"((?!.*visual).*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj))";

std::string storedName(const std::string& name, PeftNames names) {
    if (names == PeftNames::Old) return kWrapper + name;
    return kWrapper + kNewPrefix + name.substr(kOldPrefix.size());
}

Json adapterConfig(const PeftAdapter& adapter, const std::string& baseName) {
    return {{"peft_type", "LORA"},
            {"task_type", "CAUSAL_LM"},
            {"base_model_name_or_path", baseName},
            {"r", adapter.rank},
            {"lora_alpha", adapter.alpha},
            {"lora_dropout", 0.0},
            {"bias", "none"},
            {"target_modules", kTargets},
            {"exclude_modules", nullptr},
            {"modules_to_save", nullptr},
            {"inference_mode", true},
            {"fan_in_fan_out", false},
            {"init_lora_weights", true},
            {"use_rslora", false},
            {"use_dora", false},
            {"rank_pattern", Json::object()},
            {"alpha_pattern", Json::object()}};
}

[[noreturn]] void refuse(const fs::path& file, const std::string& problem) {
    throw Error(ErrorCode::Unsupported, problem, file.string(), "Use a plain LoRA adapter of the decoder");
}

void readConfig(const fs::path& file, PeftAdapter& adapter) {
    const Json config = readJsonFile(file);
    const auto text = [&](const char* key) {
        return config.contains(key) && config.at(key).is_string() ? config.at(key).get<std::string>()
                                                                  : std::string();
    };
    if (!config.is_object() || text("peft_type") != "LORA") refuse(file, "the adapter is not of type LORA");
    for (const char* key : {"use_rslora", "use_dora", "fan_in_fan_out"})
        if (config.contains(key) && config.at(key) == true)
            refuse(file, fmt::format("{} is not supported", key));
    for (const char* key : {"rank_pattern", "alpha_pattern", "modules_to_save"})
        if (config.contains(key) && !config.at(key).empty())
            refuse(file, fmt::format("{} is not supported", key));
    if (config.contains("bias") && text("bias") != "none") refuse(file, "trained biases are not supported");
    // PEFT's defaults for keys left out.
    const Json rank = config.value("r", Json(8));
    const Json alpha = config.value("lora_alpha", Json(8));
    if (!rank.is_number_integer() || rank.get<std::int64_t>() < 1 || rank.get<std::int64_t>() > 65536 ||
        !alpha.is_number() || !(alpha.get<double>() > 0))
        throw Error(ErrorCode::InvalidFormat, "r and lora_alpha must be above 0", file.string());
    adapter.rank = rank.get<int>();
    adapter.alpha = alpha.get<double>();
}

} // namespace

void savePeftAdapter(const fs::path& folder, const PeftAdapter& adapter, const std::string& baseName,
                     PeftNames names) {
    std::vector<std::pair<std::string, torch::Tensor>> stored;
    for (const auto& [name, tensor] : adapter.tensors)
        stored.emplace_back(storedName(name, names), tensor);
    saveFolderOfTensors(folder, {{kConfigName, jsonPretty(adapterConfig(adapter, baseName))}}, kAdapterName,
                        stored);
}

PeftAdapter loadPeftAdapter(const fs::path& folder) {
    for (const char* name : {kConfigName, kAdapterName})
        if (!fs::is_regular_file(folder / name))
            throw Error(ErrorCode::NotFound, fmt::format("{} is missing", name), folder.string(),
                        "A PEFT adapter folder is needed");
    PeftAdapter adapter;
    readConfig(folder / kConfigName, adapter);
    for (auto& [stored, tensor] : readTensors(folder / kAdapterName)) {
        if (!stored.starts_with(kWrapper))
            refuse(folder / kAdapterName, fmt::format("tensor {} is not of a PEFT adapter", stored));
        const std::string name = canonicalTensorName(stored.substr(kWrapper.size()));
        if (!tensor.is_floating_point() || !torch::isfinite(tensor).all().item<bool>())
            throw Error(ErrorCode::NonFinite,
                        fmt::format("tensor {} holds NaN, infinity or no numbers", stored),
                        (folder / kAdapterName).string());
        adapter.tensors.emplace_back(name, tensor.to(torch::kFloat32));
    }
    return adapter;
}

bool isPeftAdapter(const fs::path& folder) {
    return fs::exists(folder / kConfigName) && !fs::exists(folder / "config.json");
}

fs::path peftBase(const fs::path& folder) {
    const fs::path file = folder / kConfigName;
    const Json config = readJsonFile(file);
    const Json name = config.is_object() ? config.value("base_model_name_or_path", Json()) : Json();
    const std::string given = name.is_string() ? name.get<std::string>() : std::string();
    if (!given.empty())
        for (const fs::path& place : {folder / given, fs::absolute(folder).parent_path() / given})
            if (fs::exists(place / "config.json")) return place.lexically_normal();
    throw Error(ErrorCode::NotFound,
                given.empty() ? std::string("the adapter names no base policy")
                              : fmt::format("the adapter's base policy \"{}\" isn't on this machine", given),
                file.string(), "Write the folder of the base policy into base_model_name_or_path");
}

} // namespace vrft
