// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The numbers of a Qwen2.5-VL or Qwen2-VL model, read from config.json in every dialect seen in the wild, and
// the tensors they ask for; what generation_config.json adds.
//
// Dialects: text fields at top level (hub originals) or under text_config (transformers 4.57, 5);
// rope_scaling or rope_parameters; vision fields left out because they equal the class defaults. Required
// text fields are never guessed. Qwen2-VL's vision keys mean other things (its hidden_size is the width of
// the output) and are translated. Any other model_type is refused. Source: transformers
// configuration_qwen2_5_vl.py and configuration_qwen2_vl.py, hub config files. Thread rule: values and pure
// functions. Errors: InvalidFormat or Unsupported naming file and key.
#pragma once

#include "core/json.h"
#include "core/policies/model_family.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace vrft {

inline constexpr std::int64_t kLargestModelSize = 1 << 24; // no size in a configuration is larger

struct TextConfig {
    int hiddenSize = 0;
    int intermediateSize = 0;
    int numLayers = 0;
    int numHeads = 0;
    int numKvHeads = 0;
    int vocabSize = 0;
    double rmsNormEps = 0;
    double ropeTheta = 0;
    std::array<int, 3> mropeSection{}; // frequencies per position row t, h, w
    bool tieEmbeddings = false;
    int context =
        0; // max_position_embeddings: the most tokens of prompt and answer; 0 = config.json doesn't say

    int headDim() const { return hiddenSize / numHeads; }
};

struct VisionConfig {
    // Of Qwen2.5-VL: RMSNorm, a gated MLP (SwiGLU), windows. Of Qwen2-VL: LayerNorm, two layers with quick
    // GELU between them.
    ModelFamily family = ModelFamily::Qwen2_5Vl;
    int depth = 32;
    int hiddenSize = 0; // 0 until checkpoint shapes tell it, when config.json leaves it out
    int intermediateSize = 3420;
    int numHeads = 16;
    int inChannels = 3;
    int patch = 14;        // pixels
    int merge = 2;         // patches
    int temporalPatch = 2; // frames
    int window = 112;      // pixels; 0 = no windows, every block sees the whole image (Qwen2-VL)
    int outHiddenSize = 3584;
    std::vector<int> fullAttentionBlocks = {7, 15, 23, 31};

    int headDim() const { return hiddenSize / numHeads; }
    int patchColumns() const { return inChannels * temporalPatch * patch * patch; }
    int windowCells() const { return window / merge / patch; } // side of a window in merged cells
};

struct ModelConfig {
    TextConfig text;
    VisionConfig vision;
    int visionStartId = -1;
    int visionEndId = -1;
    int imageId = -1;
    std::vector<int> otherVisionIds; // video_token_id, vision_token_id where given
    std::vector<int> eosIds;         // may be empty: generation_config.json has the last word
    Json document;                   // config.json as read

    ModelFamily family() const { return vision.family; }
};

// One tensor a model of this configuration consists of, under its hub name.
struct TensorSpec {
    std::string name;
    std::vector<std::int64_t> shape;
};

ModelConfig modelConfigFromJson(const Json& document, const std::string& where);

// The constraints between the numbers. Called by modelConfigFromJson, and again once vision.hiddenSize is
// known.
void checkModelConfig(const ModelConfig& config, const std::string& where);

// Every tensor in a fixed order: text, then vision; lm_head.weight only when not tied.
std::vector<TensorSpec> modelTensors(const ModelConfig& config);

// The hub's name of a tensor stored under any of the three families (hub originals, model.language_model.*,
// language_model.model.*).
std::string canonicalTensorName(const std::string& stored);

// What generation_config.json adds.
struct GenerationConfig {
    std::vector<int> eosIds;
    std::vector<int> suppressedIds;
    Json document = Json::object();
};
GenerationConfig generationConfigFromJson(const Json& document, const std::string& where);

} // namespace vrft
