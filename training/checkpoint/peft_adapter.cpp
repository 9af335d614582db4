// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/checkpoint/peft_adapter.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/policies/peft_files.h"
#include "core/run/lora_targets.h"
#include "training/checkpoint/policy_folder.h"
#include "training/checkpoint/tensor_io.h"

#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

std::string storedName(const std::string& name, PeftNames names) {
    return kPeftWrapper + (names == PeftNames::Old ? name : newModulePath(name));
}

Json adapterConfig(const PeftAdapter& adapter, const Json& targetModules, const std::string& baseName) {
    return {{"peft_type", "LORA"},
            {"task_type", "CAUSAL_LM"},
            {"base_model_name_or_path", baseName},
            {"r", adapter.rank},
            {"lora_alpha", adapter.alpha},
            {"lora_dropout", 0.0},
            {"bias", "none"},
            {"target_modules", targetModules},
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

} // namespace

void savePeftAdapter(const fs::path& folder, const PeftAdapter& adapter,
                     const std::vector<std::string>& every, const std::string& baseName, PeftNames names) {
    std::vector<std::pair<std::string, torch::Tensor>> stored;
    std::vector<std::string> modules;
    for (const auto& [name, tensor] : adapter.tensors) {
        stored.emplace_back(storedName(name, names), tensor);
        if (name.ends_with(kPeftEndOfA))
            modules.push_back(name.substr(0, name.size() - std::string_view(kPeftEndOfA).size()));
    }
    const Json targets = peftTargetModules(modules, every);
    saveFolderOfTensors(folder, {{kPeftConfigName, jsonPretty(adapterConfig(adapter, targets, baseName))}},
                        kPeftWeightsName, stored);
}

PeftAdapter loadPeftAdapter(const fs::path& folder) {
    const PeftFiles files = readPeftFiles(folder);
    PeftAdapter adapter{files.rank, files.alpha, {}, files.targets};
    for (const auto& [name, stored] : files.storedNames) {
        const torch::Tensor tensor = tensorFromView(files.view(name)).to(torch::kFloat32);
        if (!torch::isfinite(tensor).all().item<bool>())
            throw Error(ErrorCode::NonFinite, fmt::format("tensor {} holds NaN or infinity", stored),
                        (folder / kPeftWeightsName).string(),
                        "The adapter is damaged: get it again, or export the run's again");
        adapter.tensors.emplace_back(name, tensor);
    }
    return adapter;
}

bool isPeftAdapter(const fs::path& folder) {
    return fs::exists(folder / kPeftConfigName) && !fs::exists(folder / "config.json");
}

fs::path peftBase(const fs::path& folder) {
    const fs::path file = folder / kPeftConfigName;
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
