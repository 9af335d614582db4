// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Between safetensors bytes and LibTorch tensors: always copies, so a tensor never depends on a mapped file.
// Thread rule: pure functions.
#pragma once

#include "core/policies/safetensors.h"

#include "training/torch_compat.h"

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

// On the CPU, in the stored type.
torch::Tensor tensorFromView(const TensorView& view);

// The tensors, in any device and layout, under these names. Types that safetensors lacks are
// Error(Unsupported).
void writeTensors(const std::filesystem::path& file,
                  std::span<const std::pair<std::string, torch::Tensor>> tensors);

// Every tensor of a file, by name.
std::vector<std::pair<std::string, torch::Tensor>> readTensors(const std::filesystem::path& file);

} // namespace vrft
