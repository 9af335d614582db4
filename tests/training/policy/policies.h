// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The golden policies of tests/data/model and prompts for them.
#pragma once

#include "training/checkpoint/tensor_io.h"
#include "training/policy.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace vrft::test {

inline std::filesystem::path goldenFolder(const std::string& name) {
    return std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "model" / name;
}

inline torch::Tensor goldenTensor(const std::string& name, const std::string& key) {
    return tensorFromView(SafetensorsFile(goldenFolder(name) / "goldens.safetensors.golden").at(key));
}

inline std::vector<int> goldenIds(const std::string& name, const std::string& key) {
    const torch::Tensor ids = goldenTensor(name, key);
    const std::int64_t* const first = ids.data_ptr<std::int64_t>();
    return {first, first + ids.numel()};
}

// On the processor, or where VRFT_TEST_DEVICE says: scripts/gpu-check.
inline std::unique_ptr<Policy> goldenPolicy(const std::string& name, BaseWeights base = BaseWeights::Single) {
    PolicyOptions options;
    if (const char* const device = std::getenv("VRFT_TEST_DEVICE")) options.device = torch::Device(device);
    options.base = base;
    return Policy::load(goldenFolder(name), options);
}

// One user message: images of the golden folder, then a text.
inline PromptInput goldenPrompt(const Policy& policy, const std::string& name,
                                const std::vector<std::string>& images,
                                const std::string& text = "What is it?") {
    ChatMessage user{"user", {}};
    for (const std::string& image : images)
        user.content.push_back(imagePart(goldenFolder(name) / (image + ".png")));
    user.content.push_back(textPart(text));
    return policy.encodePrompt({user});
}

inline std::vector<std::uint64_t> seeds(std::uint64_t first, std::size_t count) {
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i < count; ++i)
        result.push_back(first + i);
    return result;
}

inline double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) return INFINITY;
    const auto here = [](const torch::Tensor& tensor) { return tensor.detach().cpu().to(torch::kFloat64); };
    return a.numel() == 0 ? 0.0 : (here(a) - here(b)).abs().max().item<double>();
}

} // namespace vrft::test
