// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/model_config.h"

#include <fmt/format.h>

namespace vrft {

std::vector<TensorSpec> modelTensors(const ModelConfig& config) {
    const std::int64_t hidden = config.text.hiddenSize;
    const std::int64_t inter = config.text.intermediateSize;
    const std::int64_t kv = std::int64_t{config.text.numKvHeads} * config.text.headDim();
    std::vector<TensorSpec> specs;
    specs.push_back({"model.embed_tokens.weight", {config.text.vocabSize, hidden}});
    for (int i = 0; i < config.text.numLayers; ++i) {
        const std::string layer = fmt::format("model.layers.{}.", i);
        specs.push_back({layer + "input_layernorm.weight", {hidden}});
        specs.push_back({layer + "self_attn.q_proj.weight", {hidden, hidden}});
        specs.push_back({layer + "self_attn.q_proj.bias", {hidden}});
        specs.push_back({layer + "self_attn.k_proj.weight", {kv, hidden}});
        specs.push_back({layer + "self_attn.k_proj.bias", {kv}});
        specs.push_back({layer + "self_attn.v_proj.weight", {kv, hidden}});
        specs.push_back({layer + "self_attn.v_proj.bias", {kv}});
        specs.push_back({layer + "self_attn.o_proj.weight", {hidden, hidden}});
        specs.push_back({layer + "post_attention_layernorm.weight", {hidden}});
        specs.push_back({layer + "mlp.gate_proj.weight", {inter, hidden}});
        specs.push_back({layer + "mlp.up_proj.weight", {inter, hidden}});
        specs.push_back({layer + "mlp.down_proj.weight", {hidden, inter}});
    }
    specs.push_back({"model.norm.weight", {hidden}});
    if (!config.text.tieEmbeddings) specs.push_back({"lm_head.weight", {config.text.vocabSize, hidden}});

    const VisionConfig& vision = config.vision;
    const std::int64_t width = vision.hiddenSize;
    const std::int64_t mlp = vision.intermediateSize;
    const std::int64_t merged = width * vision.merge * vision.merge;
    const bool gated = vision.family == ModelFamily::Qwen2_5Vl;
    const auto addNorm = [&](const std::string& name) {
        specs.push_back({name + ".weight", {width}});
        if (!gated) specs.push_back({name + ".bias", {width}}); // LayerNorm
    };
    const auto addLinear = [&](const std::string& name, std::int64_t outputs, std::int64_t inputs) {
        specs.push_back({name + ".weight", {outputs, inputs}});
        specs.push_back({name + ".bias", {outputs}});
    };
    specs.push_back({"visual.patch_embed.proj.weight",
                     {width, vision.inChannels, vision.temporalPatch, vision.patch, vision.patch}});
    for (int i = 0; i < vision.depth; ++i) {
        const std::string block = fmt::format("visual.blocks.{}.", i);
        addNorm(block + "norm1");
        addLinear(block + "attn.qkv", 3 * width, width);
        addLinear(block + "attn.proj", width, width);
        addNorm(block + "norm2");
        if (gated) {
            addLinear(block + "mlp.gate_proj", mlp, width);
            addLinear(block + "mlp.up_proj", mlp, width);
            addLinear(block + "mlp.down_proj", width, mlp);
        } else {
            addLinear(block + "mlp.fc1", mlp, width);
            addLinear(block + "mlp.fc2", width, mlp);
        }
    }
    addNorm("visual.merger.ln_q");
    addLinear("visual.merger.mlp.0", merged, merged);
    addLinear("visual.merger.mlp.2", vision.outHiddenSize, merged);
    return specs;
}

} // namespace vrft
