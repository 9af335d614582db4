// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The vision transformer of Qwen2.5-VL (RMSNorm, gated MLP, window attention) or Qwen2-VL (LayerNorm, plain
// MLP, attention over the whole image), and the merger that makes image tokens of it.
//
// Images of one grid go through together. Still images only. Source: transformers modeling_qwen2_5_vl.py and
// modeling_qwen2_vl.py.
// Thread rule: one thread at a time (layouts are cached). Ownership: shares the tensors of Weights.
#pragma once

#include "core/policies/model_config.h"
#include "training/model/linear.h"
#include "training/model/norm.h"
#include "training/model/rope.h"
#include "training/model/vision_layout.h"
#include "training/model/weights.h"

#include "training/torch_compat.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

class VisionTower {
public:
    VisionTower(const VisionConfig& config, const Weights& weights);

    // Every linear layer with its name ("visual.blocks.0.attn.qkv"): where adapters may go.
    std::vector<std::pair<std::string, Linear*>> linears();

    // patches_IRC [images, patches, columns] in prompt order -> [images, patches / merge^2, out hidden].
    torch::Tensor forward(const torch::Tensor& patches_IRC, int gridHeight, int gridWidth) const;

private:
    struct Mlp {
        Linear gate; // without a weight in Qwen2-VL
        Linear up;
        Linear down;

        torch::Tensor operator()(const torch::Tensor& x_ND) const;
    };
    struct Block {
        Norm norm1;
        Norm norm2;
        Linear qkv;
        Linear proj;
        Mlp mlp;
        bool fullAttention = false;
    };
    // What forward needs to know about a grid, as tensors.
    struct Grid {
        torch::Tensor patchOrder_R;
        torch::Tensor cellPlace_M;
        std::vector<WindowClass> classes;
        RopeTable rope; // one image, in our order
    };

    Mlp mlpOf(const Weights& weights, const std::string& name) const;
    const Grid& gridFor(int height, int width) const;
    torch::Tensor attend(const Block& block, const torch::Tensor& x_ND, const RopeTable& rope,
                         std::int64_t images, const std::vector<WindowClass>& classes) const;

    VisionConfig config_;
    torch::Tensor patchWeight_; // [hidden, channels, frames, patch, patch]
    std::vector<Block> blocks_;
    Norm mergerNorm_;
    Linear mergerFirst_;
    Linear mergerSecond_;
    mutable std::map<std::pair<int, int>, Grid> grids_;
};

} // namespace vrft
