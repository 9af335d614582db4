// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The JSON files of a policy beside weights and tokenizer, by the first byte: config.json, changes to a sound
// config.json (a merge patch), generation_config.json, preprocessor_config.json. Refused in words, or numbers
// that the program can calculate with.
#include "core/error.h"
#include "core/policies/model_config.h"
#include "core/vision_input/preprocess.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

const char* const kSound =
    R"({"model_type":"qwen2_5_vl","hidden_size":64,"intermediate_size":96,"num_hidden_layers":2,
"num_attention_heads":4,"num_key_value_heads":2,"vocab_size":512,"rms_norm_eps":1e-6,"rope_theta":1e6,
"rope_scaling":{"type":"mrope","mrope_section":[2,3,3]},"vision_start_token_id":1,"vision_end_token_id":2,
"image_token_id":3,"eos_token_id":[4],"vision_config":{"depth":2,"hidden_size":32,"intermediate_size":48,
"num_heads":2,"out_hidden_size":64,"fullatt_block_indexes":[1]}})";

void readConfig(const Json& document) {
    const ModelConfig config = modelConfigFromJson(document, "config.json");
    require(config.text.headDim() > 0 && config.vision.patchColumns() > 0 && config.vision.windowCells() > 0,
            "the sizes derived are sizes");
    if (config.vision.hiddenSize == 0) return; // the weights tell it
    for (const TensorSpec& spec : modelTensors(config)) {
        std::int64_t bytes = 8; // an element at most
        for (const std::int64_t side : spec.shape)
            require(side > 0 && !__builtin_mul_overflow(bytes, side, &bytes),
                    "a tensor's bytes can be counted");
    }
}

void readGeneration(const Json& document) {
    const GenerationConfig config = generationConfigFromJson(document, "generation_config.json");
    for (const std::vector<int>* ids : {&config.eosIds, &config.suppressedIds})
        for (const int id : *ids)
            require(id >= 0, "a token id is one");
}

void readPreprocessing(const Json& document) {
    const PreprocessorConfig config = preprocessorFromJson(document, "preprocessor_config.json");
    for (const Size image : {Size{1, 1}, Size{28, 5000}, Size{512, 512}, Size{65535, 65535}}) {
        try {
            const Size size = modelSize(image, config);
            require(size.width > 0 && size.height > 0 && size.width % config.factor() == 0 &&
                        size.height % config.factor() == 0,
                    "an image is cut into whole patches");
        } catch (const Error&) {
            // An image this policy can't see.
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    try {
        const Json document = parseJson(textOf(data + 1, size - 1), "fuzz");
        if (data[0] % 4 == 0) readConfig(document);
        if (data[0] % 4 == 1) {
            Json changed = parseJson(kSound, "sound");
            changed.merge_patch(document);
            readConfig(changed);
        }
        if (data[0] % 4 == 2) readGeneration(document);
        if (data[0] % 4 == 3) readPreprocessing(document);
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
