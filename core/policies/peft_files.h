// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A low-rank adapter as a PEFT folder, before its numbers are read: what adapter_config.json says and which
// tensors adapter_model.safetensors holds.
//
// Only plain LoRA: no bias, no DoRA, no per-layer ranks, no saved modules (refused in words). Names of both
// families of transformers are read. Whether the tensors fit a policy only the policy tells; the numbers are
// training/checkpoint's. Source: PEFT's save_pretrained format and its LoraConfig. Ownership: the tensors'
// bytes live as long as `weights`. Thread rule: a value, read only. Errors: NotFound, InvalidFormat or
// Unsupported naming file and tensor.
#pragma once

#include "core/policies/peft_targets.h"
#include "core/policies/safetensors.h"

#include <filesystem>
#include <map>
#include <string>

namespace vrft {

inline constexpr const char* kPeftConfigName = "adapter_config.json";
inline constexpr const char* kPeftWeightsName = "adapter_model.safetensors";
inline constexpr const char* kPeftWrapper = "base_model.model."; // begins every stored name
inline constexpr const char* kPeftEndOfA = ".lora_A.weight";
inline constexpr const char* kPeftEndOfB = ".lora_B.weight";

struct PeftFiles {
    int rank = 0;
    double alpha = 0;
    PeftTargets targets; // what adapter_config.json says; the tensors tell what is there
    SafetensorsFile weights;
    // Stored names by hub names ("model.layers.0.self_attn.q_proj.lora_A.weight"). Every A is [rank, in], its
    // B is there and [out, rank]; all are floating-point numbers.
    std::map<std::string, std::string> storedNames;

    const TensorView& view(const std::string& hubName) const { return weights.at(storedNames.at(hubName)); }
};

PeftFiles readPeftFiles(const std::filesystem::path& folder);

} // namespace vrft
