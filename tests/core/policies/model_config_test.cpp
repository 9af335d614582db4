// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/model_config.h"

#include "core/error.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

// config.json of the 3B model as the hub ships it.
Json hub3B() {
    return parseJson(R"({"architectures":["Qwen2_5_VLForConditionalGeneration"],"attention_dropout":0.0,
        "bos_token_id":151643,"eos_token_id":151645,"vision_start_token_id":151652,"vision_end_token_id":151653,
        "vision_token_id":151654,"image_token_id":151655,"video_token_id":151656,"hidden_act":"silu",
        "hidden_size":2048,"initializer_range":0.02,"intermediate_size":11008,"max_position_embeddings":128000,
        "max_window_layers":70,"model_type":"qwen2_5_vl","num_attention_heads":16,"num_hidden_layers":36,
        "num_key_value_heads":2,"rms_norm_eps":1e-06,"rope_theta":1000000.0,"sliding_window":32768,
        "tie_word_embeddings":true,"torch_dtype":"bfloat16","use_cache":true,"use_sliding_window":false,
        "vision_config":{"depth":32,"hidden_act":"silu","hidden_size":1280,"intermediate_size":3420,"num_heads":16,
          "in_chans":3,"out_hidden_size":2048,"patch_size":14,"spatial_merge_size":2,"spatial_patch_size":14,
          "window_size":112,"fullatt_block_indexes":[7,15,23,31],"tokens_per_second":2,"temporal_patch_size":2},
        "rope_scaling":{"type":"mrope","mrope_section":[16,24,24]},"vocab_size":151936})",
                     "config.json");
}

std::string configError(const Json& document) {
    try {
        modelConfigFromJson(document, "config.json");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
        return error.summary();
    }
    return "accepted";
}

std::int64_t parameterCount(const ModelConfig& config) {
    std::int64_t count = 0;
    for (const TensorSpec& spec : modelTensors(config)) {
        std::int64_t elements = 1;
        for (const std::int64_t size : spec.shape)
            elements *= size;
        count += elements;
    }
    return count;
}

} // namespace

TEST_CASE("published_sizes_give_the_published_parameter_counts") {
    const ModelConfig small = modelConfigFromJson(hub3B(), "config.json");
    CHECK(modelTensors(small).size() == 824);
    CHECK(parameterCount(small) == 3754622976);
    CHECK(small.text.headDim() == 128);
    CHECK(small.vision.windowCells() == 4);
    CHECK(small.eosIds == std::vector<int>{151645});
    Json big = hub3B();
    big.update({{"hidden_size", 3584},
                {"intermediate_size", 18944},
                {"num_hidden_layers", 28},
                {"num_attention_heads", 28},
                {"num_key_value_heads", 4},
                {"vocab_size", 152064},
                {"tie_word_embeddings", false}});
    big["vision_config"]["out_hidden_size"] = 3584;
    const ModelConfig large = modelConfigFromJson(big, "config.json");
    CHECK(modelTensors(large).size() == 729);
    CHECK(parameterCount(large) == 8292166656);
}

TEST_CASE("every_dialect_reads_the_same") {
    const ModelConfig flat = modelConfigFromJson(hub3B(), "config.json");
    const auto same = [&](const Json& document) {
        const ModelConfig config = modelConfigFromJson(document, "config.json");
        CHECK(modelTensors(config).size() == modelTensors(flat).size());
        CHECK(config.text.mropeSection == flat.text.mropeSection);
        CHECK(config.text.ropeTheta == flat.text.ropeTheta);
        CHECK(config.text.tieEmbeddings);
        CHECK(config.imageId == flat.imageId);
        CHECK(config.vision.fullAttentionBlocks == flat.vision.fullAttentionBlocks);
    };
    Json both = hub3B();
    both["rope_scaling"] = {{"rope_type", "default"}, {"type", "default"}, {"mrope_section", {16, 24, 24}}};
    same(both);
    // transformers 5: text fields under text_config, rope_parameters with theta inside.
    Json nested = Json::object();
    const Json source = hub3B();
    for (const char* key : {"model_type", "vision_config", "vision_start_token_id", "vision_end_token_id",
                            "image_token_id", "video_token_id"})
        nested[key] = source[key];
    Json text = source;
    for (const char* key : {"vision_config", "rope_scaling", "rope_theta"})
        text.erase(key);
    text["model_type"] = "qwen2_5_vl_text";
    text["rope_parameters"] = {
        {"rope_theta", 1000000.0}, {"rope_type", "default"}, {"mrope_section", {16, 24, 24}}};
    nested["text_config"] = text; // tie_word_embeddings here
    same(nested);
    nested["tie_word_embeddings"] = true;
    nested["text_config"].erase("tie_word_embeddings");
    same(nested);
    // Re-saved configurations drop vision fields that equal the class defaults.
    Json dropped = hub3B();
    dropped["vision_config"] = {{"hidden_size", 1280},
                                {"in_chans", 3},
                                {"out_hidden_size", 2048},
                                {"spatial_patch_size", 14},
                                {"tokens_per_second", 2}};
    same(dropped);
    dropped["vision_config"].erase("hidden_size"); // told by the weights later
    CHECK(modelConfigFromJson(dropped, "config.json").vision.hiddenSize == 0);
}

TEST_CASE("qwen2_vl_says_its_widths_under_other_names") {
    Json document = hub3B(); // the numbers of Qwen2-VL-2B
    document.update({{"model_type", "qwen2_vl"},
                     {"hidden_size", 1536},
                     {"intermediate_size", 8960},
                     {"num_hidden_layers", 28},
                     {"num_attention_heads", 12},
                     {"num_key_value_heads", 2}});
    document["vision_config"] = {{"depth", 32},
                                 {"embed_dim", 1280},
                                 {"mlp_ratio", 4},
                                 {"num_heads", 16},
                                 {"in_chans", 3},
                                 {"hidden_size", 1536},
                                 {"patch_size", 14},
                                 {"spatial_merge_size", 2},
                                 {"spatial_patch_size", 14},
                                 {"temporal_patch_size", 2}};
    const ModelConfig small = modelConfigFromJson(document, "config.json");
    CHECK(small.family() == ModelFamily::Qwen2Vl);
    CHECK(boxUnits(small.family()) == BoxUnits::Thousandths);
    CHECK(small.vision.hiddenSize == 1280);
    CHECK(small.vision.outHiddenSize == 1536);
    CHECK(small.vision.intermediateSize == 5120);
    CHECK(small.vision.window == 0);
    CHECK(parameterCount(small) == 2208985600);
    // Re-saved: whatever equals the class defaults is left out, the tower's width too.
    Json dropped = document;
    dropped["vision_config"] = {{"hidden_size", 1536}, {"in_chans", 3}, {"spatial_patch_size", 14}};
    CHECK(parameterCount(modelConfigFromJson(dropped, "config.json")) == 2208985600);
    dropped["vision_config"]["hidden_act"] = "gelu";
    CHECK(configError(dropped) == "hidden_act \"gelu\" is not supported, only \"quick_gelu\"");
    dropped["vision_config"] = {{"hidden_size", 1536}, {"mlp_ratio", 1e300}};
    CHECK(configError(dropped).starts_with("vision_config: embed_dim times mlp_ratio is 1.28e+303"));
    dropped["vision_config"] = {{"hidden_size", 1280}};
    CHECK(configError(dropped) == "vision out_hidden_size 1280 differs from hidden_size 1536");
}

TEST_CASE("required_text_keys_are_never_guessed") {
    for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
                            "num_key_value_heads", "vocab_size", "rms_norm_eps", "rope_theta",
                            "image_token_id", "vision_start_token_id", "vision_end_token_id", "model_type"}) {
        Json document = hub3B();
        document.erase(key);
        CHECK(configError(document) == std::string("key ") + key + " is missing");
    }
    Json document = hub3B();
    document.erase("rope_scaling");
    CHECK(configError(document).starts_with("key rope_scaling"));
    document = hub3B();
    document.erase("vision_config");
    CHECK(configError(document).starts_with("key vision_config is missing"));
}

TEST_CASE("numbers_that_contradict_each_other_are_refused_with_both") {
    const auto changed = [](const std::string& path, const Json& value) {
        Json document = hub3B();
        document[Json::json_pointer(path)] = value;
        return configError(document);
    };
    CHECK(changed("/num_attention_heads", 15) ==
          "hidden_size 2048 is not divisible by num_attention_heads 15");
    CHECK(changed("/num_key_value_heads", 3) ==
          "num_attention_heads 16 is not divisible by num_key_value_heads 3");
    CHECK(changed("/rope_scaling/mrope_section", {16, 24, 23}) ==
          "mrope_section adds up to 63, half the head size is 64");
    CHECK(changed("/vision_config/out_hidden_size", 2049) ==
          "vision out_hidden_size 2049 differs from hidden_size 2048");
    CHECK(changed("/vision_config/window_size", 100).starts_with("window_size 100 is not divisible"));
    CHECK(changed("/vision_config/fullatt_block_indexes", {7, 32}) ==
          "fullatt_block_indexes names block 32 of 32");
    CHECK(changed("/vision_config/spatial_merge_size", 65536).ends_with("is too large"));
    CHECK(changed("/vision_config/hidden_size", 8388608).ends_with("is too large to merge 2 patches a side"));
    CHECK(changed("/vision_config/num_heads", 7).starts_with("vision hidden_size 1280"));
    CHECK(changed("/image_token_id", 151936) == "token id 151936 is outside vocab_size 151936");
    CHECK(changed("/hidden_size", 0).starts_with("hidden_size must be an integer from 1"));
    CHECK(changed("/hidden_size", 1e300).starts_with("hidden_size must be an integer"));
    CHECK(changed("/rms_norm_eps", -1).starts_with("rms_norm_eps must be a number above 0"));
    CHECK(changed("/hidden_act", "gelu").starts_with("hidden_act \"gelu\" is not supported"));
    CHECK(changed("/use_sliding_window", true).starts_with("use_sliding_window true is not supported"));
    CHECK(changed("/quantization_config", Json{{"quant_method", "awq"}, {"bits", 4}}) ==
          "the weights are quantised (awq)");
    CHECK(changed("/rope_scaling/type", "yarn") == "rope type yarn is not supported");
    CHECK(changed("/model_type", "qwen3_vl") ==
          "model_type qwen3_vl is not supported, only qwen2_5_vl and qwen2_vl");
    CHECK(configError(Json::array()) == "not a JSON object");
}
