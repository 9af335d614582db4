// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/vision_tower.h"

#include "training/model/attention.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

using torch::Tensor;

constexpr double kEps = 1e-6;        // fixed in the reference, not a key of config.json
constexpr double kQuickGelu = 1.702; // x * sigmoid(1.702 x)
constexpr std::size_t kGridsKept = 64;

Tensor indexTensor(const std::vector<std::int64_t>& values, torch::Device device) {
    return torch::tensor(values, torch::kInt64).to(device);
}

} // namespace

VisionTower::VisionTower(const VisionConfig& config, const Weights& weights)
    : config_(config)
    , patchWeight_(weights.at("visual.patch_embed.proj.weight"))
    , mergerNorm_(weights.norm("visual.merger.ln_q"))
    , mergerFirst_(weights.linear("visual.merger.mlp.0"))
    , mergerSecond_(weights.linear("visual.merger.mlp.2")) {
    const auto& full = config.fullAttentionBlocks;
    for (int i = 0; i < config.depth; ++i) {
        const std::string name = fmt::format("visual.blocks.{}.", i);
        blocks_.push_back({weights.norm(name + "norm1"), weights.norm(name + "norm2"),
                           weights.linear(name + "attn.qkv"), weights.linear(name + "attn.proj"),
                           mlpOf(weights, name + "mlp."),
                           std::find(full.begin(), full.end(), i) != full.end()});
    }
}

VisionTower::Mlp VisionTower::mlpOf(const Weights& weights, const std::string& name) const {
    if (config_.family == ModelFamily::Qwen2Vl)
        return {{}, weights.linear(name + "fc1"), weights.linear(name + "fc2")};
    return {weights.linear(name + "gate_proj"), weights.linear(name + "up_proj"),
            weights.linear(name + "down_proj")};
}

std::vector<std::pair<std::string, Linear*>> VisionTower::linears() {
    std::vector<std::pair<std::string, Linear*>> all;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const std::string name = fmt::format("visual.blocks.{}.", i);
        Block& block = blocks_[i];
        all.insert(all.end(), {{name + "attn.qkv", &block.qkv}, {name + "attn.proj", &block.proj}});
        if (config_.family == ModelFamily::Qwen2Vl)
            all.insert(all.end(), {{name + "mlp.fc1", &block.mlp.up}, {name + "mlp.fc2", &block.mlp.down}});
        else
            all.insert(all.end(), {{name + "mlp.gate_proj", &block.mlp.gate},
                                   {name + "mlp.up_proj", &block.mlp.up},
                                   {name + "mlp.down_proj", &block.mlp.down}});
    }
    all.insert(all.end(), {{"visual.merger.mlp.0", &mergerFirst_}, {"visual.merger.mlp.2", &mergerSecond_}});
    return all;
}

Tensor VisionTower::Mlp::operator()(const Tensor& x_ND) const {
    const Tensor up_NF = up(x_ND);
    if (gate.weight.defined()) return down(at::silu(gate(x_ND)) * up_NF);
    return down(up_NF * at::sigmoid(up_NF * kQuickGelu));
}

const VisionTower::Grid& VisionTower::gridFor(int height, int width) const {
    const auto found = grids_.find({height, width});
    if (found != grids_.end()) return found->second;
    if (grids_.size() >= kGridsKept) grids_.clear();
    const int window = config_.window == 0 ? std::max(height, width) / config_.merge : config_.windowCells();
    const VisionLayout layout = visionLayout(height, width, config_.merge, window);
    const std::vector<PatchPlace> places = patchPlaces(height, width, config_.merge);
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> columns;
    for (const std::int64_t patch : layout.patchOrder) {
        rows.push_back(places[static_cast<std::size_t>(patch)].row);
        columns.push_back(places[static_cast<std::size_t>(patch)].column);
    }
    const torch::Device device = patchWeight_.device();
    Grid grid;
    grid.patchOrder_R = indexTensor(layout.patchOrder, device);
    grid.cellPlace_M = indexTensor(layout.cellPlace, device);
    grid.classes = layout.classes;
    grid.rope = visionRopeTable(indexTensor(rows, device), indexTensor(columns, device), config_.headDim(),
                                mergerNorm_.weight.scalar_type());
    return grids_.emplace(std::pair(height, width), std::move(grid)).first->second;
}

Tensor VisionTower::forward(const Tensor& patches_IRC, int gridHeight, int gridWidth) const {
    const Grid& grid = gridFor(gridHeight, gridWidth);
    const std::int64_t images = patches_IRC.size(0);
    const std::int64_t patches = patches_IRC.size(1);
    const RopeTable rope = {grid.rope.cos_N1F.repeat({images, 1, 1}),
                            grid.rope.sin_N1F.repeat({images, 1, 1})};
    const std::vector<WindowClass> whole = {{1, patches}};

    const Tensor input_IRC = patches_IRC.to(mergerNorm_.weight.options()).index_select(1, grid.patchOrder_R);
    Tensor x_ND = mixedLinear(input_IRC.flatten(0, 1), patchWeight_.flatten(1));
    for (const Block& block : blocks_) {
        const Tensor normed_ND = block.norm1(x_ND, kEps);
        x_ND = x_ND + attend(block, normed_ND, rope, images, block.fullAttention ? whole : grid.classes);
        x_ND = x_ND + block.mlp(block.norm2(x_ND, kEps));
    }
    const std::int64_t unit = std::int64_t{config_.merge} * config_.merge;
    const Tensor merged_MU = mergerNorm_(x_ND, kEps).view({images * patches / unit, -1});
    const Tensor features_MD = mergerSecond_(at::gelu(mergerFirst_(merged_MU)));
    return features_MD.view({images, patches / unit, -1}).index_select(1, grid.cellPlace_M);
}

Tensor VisionTower::attend(const Block& block, const Tensor& x_ND, const RopeTable& rope, std::int64_t images,
                           const std::vector<WindowClass>& classes) const {
    const std::int64_t heads = config_.numHeads;
    const std::int64_t headDim = config_.headDim();
    const std::int64_t patches = x_ND.size(0) / images;
    const Tensor qkv_NJE = block.qkv(x_ND).view({-1, 3 * heads, headDim});
    const auto parts = qkv_NJE.split_with_sizes({2 * heads, heads}, 1);
    const Tensor qk_IRJE = applyRope(parts[0], rope).view({images, patches, 2 * heads, headDim});
    const Tensor v_IRHE = parts[1].view({images, patches, heads, headDim});

    std::vector<std::int64_t> lengths;
    for (const WindowClass& part : classes)
        lengths.push_back(part.windows * part.patches);
    const auto qkParts = qk_IRJE.split_with_sizes(lengths, 1);
    const auto vParts = v_IRHE.split_with_sizes(lengths, 1);
    std::vector<Tensor> outputs;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto [windows, length] = classes[i];
        // [images, windows * length, J, E] -> [images * windows * heads, length, E] for each of J / heads
        // parts
        const auto perWindow = [&, w = windows, l = length](const Tensor& part) {
            return part.reshape({images * w, l, heads, headDim}).transpose(1, 2).reshape({-1, l, headDim});
        };
        const auto qk = qkParts[i].split_with_sizes({heads, heads}, 2);
        const Tensor out_BLE =
            attention({perWindow(qk[0]), perWindow(qk[1]), perWindow(vParts[i]), {}, {}, {}, {}, false});
        outputs.push_back(out_BLE.view({images * windows, heads, length, headDim})
                              .transpose(1, 2)
                              .reshape({images, windows * length, heads * headDim}));
    }
    const Tensor joined_IRD = outputs.size() == 1 ? outputs.front() : at::cat(outputs, 1);
    return block.proj(joined_IRD.flatten(0, 1));
}

} // namespace vrft
