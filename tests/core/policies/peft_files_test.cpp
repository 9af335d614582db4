// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/peft_files.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using vrft::test::TempFolder;

namespace {

const std::string kModule = "base_model.model.model.layers.0.self_attn.q_proj.";

struct Part {
    std::string name;
    std::vector<std::int64_t> shape;
    DataType type = DataType::F32;
};

std::vector<Part> soundParts() {
    return {{kModule + "lora_A.weight", {2, 3}}, {kModule + "lora_B.weight", {4, 2}}};
}

void writeAdapter(const TempFolder& folder, const Json& config, const std::vector<Part>& parts) {
    static const std::vector<std::byte> kZeros(1024);
    std::vector<NamedTensorView> views;
    for (const Part& part : parts) {
        std::size_t bytes = dataTypeBytes(part.type);
        for (const std::int64_t side : part.shape)
            bytes *= static_cast<std::size_t>(side);
        views.push_back({part.name, {part.type, part.shape, std::span(kZeros).first(bytes)}});
    }
    writeFileAtomic(folder / kPeftConfigName, jsonPretty(config), false);
    writeSafetensors(folder / kPeftWeightsName, views);
}

std::string adapterError(const Json& config, const std::vector<Part>& parts) {
    const TempFolder folder;
    writeAdapter(folder, config, parts);
    try {
        readPeftFiles(folder.path());
    } catch (const Error& error) {
        return error.summary();
    }
    return "read";
}

const Json kConfig = {{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}};

} // namespace

TEST_CASE("an_adapter_is_known_by_hub_names_in_both_families") {
    for (const char* family : {"model.", "model.language_model."}) {
        const TempFolder folder;
        const std::string module = std::string(kPeftWrapper) + family + "layers.0.mlp.up_proj.";
        writeAdapter(folder, kConfig,
                     {{module + "lora_A.weight", {2, 3}}, {module + "lora_B.weight", {4, 2}}});
        const PeftFiles adapter = readPeftFiles(folder.path());
        CHECK(adapter.rank == 2);
        CHECK(adapter.alpha == 4);
        REQUIRE(adapter.storedNames.size() == 2);
        CHECK(adapter.view("model.layers.0.mlp.up_proj.lora_B.weight").shape ==
              std::vector<std::int64_t>{4, 2});
    }
}

TEST_CASE("a_rank_that_the_tensors_do_not_have_is_refused_before_anything_is_made_of_it") {
    Json config = kConfig;
    config["r"] = 65536;
    CHECK(adapterError(config, soundParts()) ==
          "tensor " + kModule + "lora_A.weight is [2, 3], rank 65536 asks for [rank, inputs]");
    config["r"] = 65537;
    CHECK(adapterError(config, soundParts()) == "r and lora_alpha must be above 0");
    config = kConfig;
    config["lora_alpha"] = "4";
    CHECK(adapterError(config, soundParts()) == "r and lora_alpha must be above 0");
}

TEST_CASE("tensors_that_are_no_pair_of_matrices_are_refused_by_name") {
    std::vector<Part> parts = soundParts();
    parts[1].shape = {4, 2, 1};
    CHECK(adapterError(kConfig, parts) ==
          "tensor " + kModule + "lora_B.weight is [4, 2, 1], rank 2 asks for [outputs, rank]");
    parts = soundParts();
    parts[0].type = DataType::I32;
    CHECK(adapterError(kConfig, parts) ==
          "tensor " + kModule + "lora_A.weight is I32: no floating-point numbers");
    parts = soundParts();
    parts.pop_back();
    CHECK(adapterError(kConfig, parts) == "tensor " + kModule + "lora_A.weight has no partner");
    parts = soundParts();
    parts.push_back({kModule + "bias", {4}});
    CHECK(adapterError(kConfig, parts) == "tensor " + kModule + "bias is not of a plain LoRA adapter");
    parts = soundParts();
    parts.push_back(
        {"base_model.model.model.language_model.layers.0.self_attn.q_proj.lora_A.weight", {2, 3}});
    CHECK(adapterError(kConfig, parts).find("are the same one") != std::string::npos);
}
