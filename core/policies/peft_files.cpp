// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/peft_files.h"

#include "core/error.h"
#include "core/json.h"
#include "core/policies/model_config.h"

#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kLargestRank = 65536;

struct LoraConfig {
    int rank = 0;
    double alpha = 0;
    PeftTargets targets;
};

[[noreturn]] void refuseAdapter(const fs::path& file, const std::string& problem) {
    throw Error(ErrorCode::Unsupported, problem, file.string(), "Use a plain LoRA adapter");
}

LoraConfig readAdapterConfig(const fs::path& file) {
    const Json config = readJsonFile(file);
    const auto text = [&](const char* key) {
        return config.contains(key) && config.at(key).is_string() ? config.at(key).get<std::string>()
                                                                  : std::string();
    };
    if (!config.is_object() || text("peft_type") != "LORA")
        refuseAdapter(file, "the adapter is not of type LORA");
    for (const char* key : {"use_rslora", "use_dora", "fan_in_fan_out"})
        if (config.contains(key) && config.at(key) == true)
            refuseAdapter(file, fmt::format("{} is not supported", key));
    for (const char* key : {"rank_pattern", "alpha_pattern", "modules_to_save"})
        if (config.contains(key) && !config.at(key).empty())
            refuseAdapter(file, fmt::format("{} is not supported", key));
    if (config.contains("bias") && text("bias") != "none")
        refuseAdapter(file, "trained biases are not supported");
    // PEFT's defaults for keys left out.
    const Json rank = config.value("r", Json(8));
    const Json alpha = config.value("lora_alpha", Json(8));
    if (!rank.is_number_integer() || rank.get<std::int64_t>() < 1 ||
        rank.get<std::int64_t>() > kLargestRank || !alpha.is_number() || !(alpha.get<double>() > 0) ||
        !std::isfinite(alpha.get<double>()))
        throw Error(ErrorCode::InvalidFormat, "r and lora_alpha must be above 0", file.string());
    return {rank.get<int>(), alpha.get<double>(), PeftTargets(config, file.string())};
}

bool isFloating(DataType type) {
    return type == DataType::F16 || type == DataType::BF16 || type == DataType::F32 || type == DataType::F64;
}

// A rank that the tensors don't have would make the policy allocate what no file holds.
void checkShape(const fs::path& file, const std::string& stored, const TensorView& view, int rank) {
    const bool isA = stored.ends_with(kPeftEndOfA);
    if (!isA && !stored.ends_with(kPeftEndOfB))
        refuseAdapter(file, fmt::format("tensor {} is not of a plain LoRA adapter", stored));
    if (!isFloating(view.type))
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("tensor {} is {}: no floating-point numbers", stored, dataTypeName(view.type)),
            file.string(), "Use a plain LoRA adapter");
    if (view.shape.size() != 2 || view.shape[isA ? 0 : 1] != rank || view.shape[isA ? 1 : 0] < 1)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("tensor {} is {}, rank {} asks for {}", stored, shapeText(view.shape), rank,
                                isA ? "[rank, inputs]" : "[outputs, rank]"),
                    file.string(), "adapter_config.json and the tensors must come from the same adapter");
}

} // namespace

PeftFiles readPeftFiles(const fs::path& folder) {
    for (const char* name : {kPeftConfigName, kPeftWeightsName})
        if (!fs::is_regular_file(folder / name))
            throw Error(ErrorCode::NotFound, fmt::format("{} is missing", name), folder.string(),
                        "A PEFT adapter folder is needed");
    const LoraConfig config = readAdapterConfig(folder / kPeftConfigName);
    const fs::path file = folder / kPeftWeightsName;
    PeftFiles adapter{config.rank, config.alpha, config.targets, SafetensorsFile(file), {}};
    const std::string wrapper = kPeftWrapper;
    for (const auto& [stored, view] : adapter.weights.tensors()) {
        if (!stored.starts_with(wrapper))
            refuseAdapter(file, fmt::format("tensor {} is not of a PEFT adapter", stored));
        checkShape(file, stored, view, config.rank);
        const std::string name = canonicalTensorName(stored.substr(wrapper.size()));
        const auto [known, added] = adapter.storedNames.emplace(name, stored);
        if (!added)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("tensors {} and {} are the same one", known->second, stored),
                        file.string(), "Get the adapter again");
    }
    for (const auto& [name, stored] : adapter.storedNames) {
        const bool isA = name.ends_with(kPeftEndOfA);
        const std::string module =
            name.substr(0, name.size() - std::string_view(isA ? kPeftEndOfA : kPeftEndOfB).size());
        if (!adapter.storedNames.contains(module + std::string(isA ? kPeftEndOfB : kPeftEndOfA)))
            throw Error(ErrorCode::NotFound, fmt::format("tensor {} has no partner", stored), file.string(),
                        "Get the adapter again");
    }
    return adapter;
}

} // namespace vrft
