// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A low-rank adapter as a PEFT folder: adapter_config.json and adapter_model.safetensors.
//
// Only plain LoRA beside linear layers; what is read and what refused before a number is looked at is
// core/policies/peft_files'. Tensor names inside the program are the hub's
// ("model.layers.0.self_attn.q_proj.lora_A.weight"); in files they carry "base_model.model." and, in the new
// family, "model.language_model." or "model.visual.". Both families are read. Source: PEFT's save_pretrained
// format and its LoraConfig. Thread rule: pure functions and values.
#pragma once

#include "core/policies/peft_targets.h"
#include "training/torch_compat.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

enum class PeftNames { New, Old }; // transformers from 4.52 on, and before

struct PeftAdapter {
    int rank = 0;
    double alpha = 0;
    std::vector<std::pair<std::string, torch::Tensor>>
        tensors; // hub names; A [rank, in], B [out, rank], float32
    PeftTargets targets = PeftTargets(Json::object(), "adapter"); // as read; not written
};

// Writes beside `folder` and publishes it by rename; `folder` must not exist. `baseName` tells PEFT the base
// policy, `every` are the linear modules of that policy, out of which target_modules choose.
void savePeftAdapter(const std::filesystem::path& folder, const PeftAdapter& adapter,
                     const std::vector<std::string>& every, const std::string& baseName,
                     PeftNames names = PeftNames::New);

PeftAdapter loadPeftAdapter(const std::filesystem::path& folder);

// Whether the folder holds an adapter alone, without a policy of its own.
bool isPeftAdapter(const std::filesystem::path& folder);

// The base policy's folder, as adapter_config.json names it (base_model_name_or_path): a path, absolute or
// from the adapter's folder, or the name of a folder beside it. Error(NotFound) where none is on this
// machine: nothing is downloaded.
std::filesystem::path peftBase(const std::filesystem::path& folder);

} // namespace vrft
