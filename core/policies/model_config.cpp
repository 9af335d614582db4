// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/model_config.h"

#include "core/error.h"

#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

[[noreturn]] void fail(const std::string& where, const std::string& problem) {
    throw Error(ErrorCode::InvalidFormat, problem, where, "Check the policy's config.json");
}

// Looks keys up in one object and then in a fallback one (text_config, then the top level).
class Keys {
public:
    Keys(const Json& first, const Json* second, std::string where)
        : first_(first)
        , second_(second)
        , where_(std::move(where)) {}

    const Json* find(const std::string& key) const {
        for (const Json* object : {&first_, second_})
            if (object != nullptr && object->contains(key) && !object->at(key).is_null())
                return &object->at(key);
        return nullptr;
    }
    const Json& require(const std::string& key) const {
        const Json* value = find(key);
        if (value == nullptr) fail(where_, fmt::format("key {} is missing", key));
        return *value;
    }
    int positive(const std::string& key) const { return positive(key, require(key)); }
    int positive(const std::string& key, int fallback) const {
        const Json* value = find(key);
        return value == nullptr ? fallback : positive(key, *value);
    }
    double positiveNumber(const std::string& key, const Json& value) const {
        if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0)
            fail(where_, fmt::format("{} must be a number above 0, not {}", key, value.dump()));
        return value.get<double>();
    }
    // Values that only the reference's default is implemented for.
    void mustBe(const std::string& key, const Json& expected) const {
        const Json* value = find(key);
        if (value != nullptr && *value != expected)
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{} {} is not supported, only {}", key, value->dump(), expected.dump()),
                        where_, "Choose another policy");
    }

private:
    int positive(const std::string& key, const Json& value) const {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 1 ||
            value.get<std::int64_t>() > kLargestModelSize)
            fail(where_, fmt::format("{} must be an integer from 1 to {}, not {}", key, kLargestModelSize,
                                     value.dump()));
        return value.get<int>();
    }

    const Json& first_;
    const Json* second_;
    std::string where_;
};

const Json& subObject(const Json& document, const std::string& key, const std::string& where) {
    if (!document.contains(key) || !document.at(key).is_object())
        fail(where, fmt::format("key {} is missing or not an object", key));
    return document.at(key);
}

int tokenId(const Json& value, const std::string& key, const std::string& where) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 ||
        value.get<std::int64_t>() > kLargestModelSize)
        fail(where, fmt::format("{} must be a token id, not {}", key, value.dump()));
    return value.get<int>();
}

void readRope(const Keys& keys, TextConfig& text, const std::string& where) {
    const Json* rope = keys.find("rope_scaling");
    if (rope == nullptr) rope = keys.find("rope_parameters");
    if (rope == nullptr || !rope->is_object() || !rope->contains("mrope_section"))
        fail(where, "key rope_scaling (or rope_parameters) with mrope_section is missing");
    for (const char* key : {"type", "rope_type"}) {
        const std::string type =
            rope->contains(key) && rope->at(key).is_string() ? rope->at(key).get<std::string>() : "mrope";
        if (type != "mrope" && type != "default")
            throw Error(ErrorCode::Unsupported, fmt::format("rope type {} is not supported", type), where);
    }
    const Json& section = rope->at("mrope_section");
    if (!section.is_array() || section.size() != 3) fail(where, "mrope_section must be three integers");
    for (std::size_t i = 0; i < 3; ++i) {
        if (!section[i].is_number_integer() || section[i].get<std::int64_t>() < 0 ||
            section[i].get<std::int64_t>() > kLargestModelSize)
            fail(where, "mrope_section must be three integers from 0");
        text.mropeSection[i] = section[i].get<int>();
    }
    const Json* theta = rope->contains("rope_theta") ? &rope->at("rope_theta") : keys.find("rope_theta");
    if (theta == nullptr) fail(where, "key rope_theta is missing");
    text.ropeTheta = keys.positiveNumber("rope_theta", *theta);
}

TextConfig readText(const Json& document, const std::string& where) {
    const bool nested = document.contains("text_config") && document.at("text_config").is_object();
    const Json& first = nested ? document.at("text_config") : document;
    const Keys keys(first, nested ? &document : nullptr, where);
    TextConfig text;
    text.hiddenSize = keys.positive("hidden_size");
    text.intermediateSize = keys.positive("intermediate_size");
    text.numLayers = keys.positive("num_hidden_layers");
    text.numHeads = keys.positive("num_attention_heads");
    text.numKvHeads = keys.positive("num_key_value_heads");
    text.vocabSize = keys.positive("vocab_size");
    text.rmsNormEps = keys.positiveNumber("rms_norm_eps", keys.require("rms_norm_eps"));
    if (keys.find("max_position_embeddings") != nullptr)
        text.context = keys.positive("max_position_embeddings");
    readRope(keys, text, where);
    // Top level and text_config may both carry it; transformers trusts the top level, whose default is false.
    const Json* tied = document.contains("tie_word_embeddings") ? &document.at("tie_word_embeddings")
                                                                : keys.find("tie_word_embeddings");
    if (tied != nullptr && !tied->is_boolean()) fail(where, "tie_word_embeddings must be true or false");
    text.tieEmbeddings = tied != nullptr && tied->get<bool>();
    keys.mustBe("hidden_act", "silu");
    keys.mustBe("use_sliding_window", false);
    if (const Json* quantised = keys.find("quantization_config");
        quantised != nullptr && !quantised->is_null()) {
        const std::string method = quantised->is_object() && quantised->contains("quant_method") &&
                                           quantised->at("quant_method").is_string()
                                       ? quantised->at("quant_method").get<std::string>()
                                       : "quantization_config";
        throw Error(ErrorCode::Unsupported, fmt::format("the weights are quantised ({})", method), where,
                    "Take the policy in bf16, fp16 or fp32");
    }
    if (text.hiddenSize % text.numHeads == 0) keys.mustBe("head_dim", text.headDim());
    return text;
}

void readVision2_5(const Keys& keys, VisionConfig& vision, const std::string& where) {
    vision.hiddenSize = keys.positive("hidden_size", 0);
    vision.intermediateSize = keys.positive("intermediate_size", vision.intermediateSize);
    vision.window = keys.positive("window_size", vision.window);
    vision.outHiddenSize = keys.positive("out_hidden_size", vision.outHiddenSize);
    if (const Json* blocks = keys.find("fullatt_block_indexes")) {
        vision.fullAttentionBlocks.clear();
        if (!blocks->is_array()) fail(where, "vision_config: fullatt_block_indexes must be a list");
        for (const Json& block : *blocks)
            vision.fullAttentionBlocks.push_back(
                tokenId(block, "vision_config: fullatt_block_indexes", where));
    }
    keys.mustBe("hidden_act", "silu");
}

void readVision2(const Keys& keys, VisionConfig& vision, const std::string& where) {
    vision.hiddenSize = keys.positive("embed_dim", 1280);
    vision.outHiddenSize = keys.positive("hidden_size", vision.outHiddenSize);
    const Json* ratio = keys.find("mlp_ratio");
    const double inner =
        vision.hiddenSize * (ratio == nullptr ? 4.0 : keys.positiveNumber("mlp_ratio", *ratio));
    if (inner < 1 || inner > kLargestModelSize)
        fail(where, fmt::format("vision_config: embed_dim times mlp_ratio is {}, not an integer from 1 to {}",
                                inner, kLargestModelSize));
    vision.intermediateSize = static_cast<int>(inner); // cut off, as the reference does
    vision.window = 0;
    vision.fullAttentionBlocks.clear();
    keys.mustBe("hidden_act", "quick_gelu");
}

VisionConfig readVision(const Json& document, ModelFamily family, const std::string& where) {
    const Keys keys(subObject(document, "vision_config", where), nullptr, where + ": vision_config");
    VisionConfig vision; // starts with the class defaults of the reference
    vision.family = family;
    vision.depth = keys.positive("depth", vision.depth);
    vision.numHeads = keys.positive("num_heads", vision.numHeads);
    vision.inChannels = keys.positive("in_channels", keys.positive("in_chans", vision.inChannels));
    vision.patch = keys.positive("patch_size", keys.positive("spatial_patch_size", vision.patch));
    vision.merge = keys.positive("spatial_merge_size", vision.merge);
    vision.temporalPatch = keys.positive("temporal_patch_size", vision.temporalPatch);
    if (family == ModelFamily::Qwen2Vl)
        readVision2(keys, vision, where);
    else
        readVision2_5(keys, vision, where);
    return vision;
}

void require(bool holds, const std::string& where, const std::string& problem) {
    if (!holds) fail(where, problem);
}

} // namespace

ModelConfig modelConfigFromJson(const Json& document, const std::string& where) {
    const ModelFamily family = modelFamily(document, where);
    ModelConfig config;
    config.text = readText(document, where);
    config.vision = readVision(document, family, where);
    const bool nested = document.contains("text_config") && document.at("text_config").is_object();
    const Keys keys(document, nested ? &document.at("text_config") : nullptr, where);
    config.visionStartId = tokenId(keys.require("vision_start_token_id"), "vision_start_token_id", where);
    config.visionEndId = tokenId(keys.require("vision_end_token_id"), "vision_end_token_id", where);
    config.imageId = tokenId(keys.require("image_token_id"), "image_token_id", where);
    for (const char* key : {"video_token_id", "vision_token_id"})
        if (const Json* id = keys.find(key)) config.otherVisionIds.push_back(tokenId(*id, key, where));
    if (const Json* eos = keys.find("eos_token_id")) {
        if (eos->is_array())
            for (const Json& id : *eos)
                config.eosIds.push_back(tokenId(id, "eos_token_id", where));
        else
            config.eosIds.push_back(tokenId(*eos, "eos_token_id", where));
    }
    config.document = document;
    checkModelConfig(config, where);
    return config;
}

void checkModelConfig(const ModelConfig& config, const std::string& where) {
    const TextConfig& text = config.text;
    const VisionConfig& vision = config.vision;
    require(text.hiddenSize % text.numHeads == 0, where,
            fmt::format("hidden_size {} is not divisible by num_attention_heads {}", text.hiddenSize,
                        text.numHeads));
    require(text.headDim() % 2 == 0, where, fmt::format("the head size {} is odd", text.headDim()));
    require(text.numHeads % text.numKvHeads == 0, where,
            fmt::format("num_attention_heads {} is not divisible by num_key_value_heads {}", text.numHeads,
                        text.numKvHeads));
    const int frequencies = text.mropeSection[0] + text.mropeSection[1] + text.mropeSection[2];
    require(frequencies == text.headDim() / 2, where,
            fmt::format("mrope_section adds up to {}, half the head size is {}", frequencies,
                        text.headDim() / 2));
    require(text.numLayers <= 1000 && vision.depth <= 1000, where, "more than 1000 layers");
    require(vision.outHiddenSize == text.hiddenSize, where,
            fmt::format("vision out_hidden_size {} differs from hidden_size {}", vision.outHiddenSize,
                        text.hiddenSize));
    require(vision.inChannels <= 16 && vision.temporalPatch <= 16 && vision.patch <= 256 &&
                vision.merge <= 16,
            where, "in_channels, temporal_patch_size, patch_size or spatial_merge_size is too large");
    require(vision.window % (vision.patch * vision.merge) == 0, where,
            fmt::format("window_size {} is not divisible by patch_size {} times spatial_merge_size {}",
                        vision.window, vision.patch, vision.merge));
    for (const int block : vision.fullAttentionBlocks)
        require(block < vision.depth, where,
                fmt::format("fullatt_block_indexes names block {} of {}", block, vision.depth));
    if (vision.hiddenSize > 0) {
        require(vision.hiddenSize % vision.numHeads == 0 && vision.headDim() % 4 == 0, where,
                fmt::format("vision hidden_size {} doesn't give {} heads a size divisible by 4",
                            vision.hiddenSize, vision.numHeads));
        require(std::int64_t{vision.hiddenSize} * vision.merge * vision.merge <= kLargestModelSize, where,
                fmt::format("vision hidden_size {} is too large to merge {} patches a side",
                            vision.hiddenSize, vision.merge));
    }
    std::vector<int> ids = {config.visionStartId, config.visionEndId, config.imageId};
    ids.insert(ids.end(), config.otherVisionIds.begin(), config.otherVisionIds.end());
    ids.insert(ids.end(), config.eosIds.begin(), config.eosIds.end());
    for (const int id : ids)
        require(id < text.vocabSize, where,
                fmt::format("token id {} is outside vocab_size {}", id, text.vocabSize));
}

std::string canonicalTensorName(const std::string& stored) {
    static const std::array<std::pair<std::string, std::string>, 4> kPrefixes = {
        {{"model.language_model.", "model."},
         {"model.visual.", "visual."},
         {"language_model.model.", "model."},
         {"language_model.lm_head.", "lm_head."}}};
    for (const auto& [from, to] : kPrefixes)
        if (stored.starts_with(from)) return to + stored.substr(from.size());
    return stored;
}

GenerationConfig generationConfigFromJson(const Json& document, const std::string& where) {
    if (!document.is_object()) throw Error(ErrorCode::InvalidFormat, "not a JSON object", where);
    GenerationConfig generation;
    generation.document = document;
    const auto readIds = [&](const char* key, std::vector<int>& ids) {
        if (!document.contains(key) || document.at(key).is_null()) return;
        const Json& value = document.at(key);
        for (const Json& id : value.is_array() ? value : Json::array({value})) {
            if (!id.is_number_integer() || id.get<std::int64_t>() < 0 ||
                id.get<std::int64_t>() > kLargestModelSize)
                throw Error(ErrorCode::InvalidFormat, fmt::format("{} must be token ids", key), where);
            ids.push_back(id.get<int>());
        }
    };
    readIds("eos_token_id", generation.eosIds);
    readIds("suppress_tokens", generation.suppressedIds);
    return generation;
}

} // namespace vrft
