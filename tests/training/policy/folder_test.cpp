// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Policy folders: what is written is what was there, and damaged ones are refused in words.
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "policies.h"
#include "tests/support/temp_folder.h"
#include "training/checkpoint/policy_folder.h"
#include "training/checkpoint/tensor_io.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fstream>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

using Tensors = std::vector<std::pair<std::string, torch::Tensor>>;

// A copy of the tied policy with its weights changed.
fs::path damaged(const TempFolder& temp, const std::string& name,
                 const std::function<void(Tensors&)>& change) {
    const fs::path folder = temp / name;
    fs::copy(goldenFolder("tied"), folder);
    Tensors tensors = readTensors(folder / "model.safetensors");
    change(tensors);
    writeTensors(folder / "model.safetensors", tensors);
    return folder;
}

torch::Tensor& find(Tensors& tensors, const std::string& name) {
    for (auto& [each, tensor] : tensors)
        if (each == name) return tensor;
    throw std::runtime_error("the test names an unknown tensor " + name);
}

std::string loadError(const fs::path& folder) {
    try {
        Policy::load(folder);
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
        return error.what();
    }
    return "loaded";
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("saving_and_loading_is_bit_identical") {
    const TempFolder temp;
    for (const std::string name : {"tied", "untied", "tiny"}) {
        const auto policy = goldenPolicy(name);
        policy->save(temp / name);
        const auto again = Policy::load(temp / name);
        const auto before = policy->parameters();
        const auto after = again->parameters();
        REQUIRE(before.size() == after.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            CHECK(before[i].name == after[i].name);
            CHECK(torch::equal(before[i].tensor, after[i].tensor));
        }
        const PromptInput prompt = goldenPrompt(*policy, name, {});
        CHECK(torch::equal(policy->forward(prompt).logits_TV.cpu(), again->forward(prompt).logits_TV.cpu()));
        again->save(temp / (name + "-again"));
        CHECK(policyHash(temp / name) == policyHash(temp / (name + "-again")));
        CHECK_THROWS_AS(policy->save(temp / name), Error); // never over an existing folder
        for (const auto& [stored, tensor] : readTensors(temp / name / "model.safetensors"))
            CHECK((stored.starts_with("model.layers.") || stored.starts_with("visual.") ||
                   stored == "lm_head.weight" || stored == "model.embed_tokens.weight" ||
                   stored == "model.norm.weight"));
    }
}

TEST_CASE("the_hash_covers_the_listed_files") {
    const TempFolder temp;
    const fs::path folder = temp / "p";
    fs::copy(goldenFolder("tied"), folder);
    std::vector<std::string> lines;
    for (const char* name : {"config.json", "generation_config.json", "model.safetensors",
                             "preprocessor_config.json", "tokenizer.json"})
        lines.push_back(
            fmt::format("{}  {}  {}\n", sha256HexOfFile(folder / name), fs::file_size(folder / name), name));
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines)
        text += line;
    CHECK(policyHash(folder) == sha256Hex(text));
    std::ofstream(folder / "README.md") << "not part of the policy";
    CHECK(policyHash(folder) == sha256Hex(text));
    std::ofstream(folder / "generation_config.json", std::ios::app) << " ";
    CHECK(policyHash(folder) != sha256Hex(text));
}

TEST_CASE("shards_are_read_through_their_index") {
    const TempFolder temp;
    const fs::path folder = temp / "sharded";
    fs::copy(goldenFolder("tied"), folder);
    const Tensors all = readTensors(folder / "model.safetensors");
    const auto half = static_cast<std::ptrdiff_t>(all.size() / 2);
    const Tensors first(all.begin(), all.begin() + half);
    const Tensors second(all.begin() + half, all.end());
    Json map = Json::object();
    for (const auto& [name, tensor] : first)
        map[name] = "model-00001-of-00002.safetensors";
    for (const auto& [name, tensor] : second)
        map[name] = "model-00002-of-00002.safetensors";
    fs::remove(folder / "model.safetensors");
    writeTensors(folder / "model-00001-of-00002.safetensors", first);
    writeFileAtomic(folder / "model.safetensors.index.json", jsonPretty({{"weight_map", map}}));
    CHECK(contains(loadError(folder), "model-00002-of-00002.safetensors is missing"));
    writeTensors(folder / "model-00002-of-00002.safetensors", first);
    CHECK(
        contains(loadError(folder), "is missing (" + (folder / "model-00002-of-00002.safetensors").string()));
    writeTensors(folder / "model-00002-of-00002.safetensors", second);
    const auto policy = Policy::load(folder);
    const auto whole = goldenPolicy("tied");
    for (std::size_t i = 0; i < policy->parameters().size(); ++i)
        CHECK(torch::equal(policy->parameters()[i].tensor, whole->parameters()[i].tensor));
}

TEST_CASE("damaged_weights_are_refused_by_tensor") {
    const TempFolder temp;
    const std::string q = "model.layers.1.self_attn.q_proj.weight";
    const auto nan = damaged(temp, "nan", [&](Tensors& t) { find(t, q)[3][4] = NAN; });
    CHECK(contains(loadError(nan), q + " holds NaN or infinity"));
    const auto infinite = damaged(
        temp, "inf", [&](Tensors& t) { find(t, "visual.blocks.2.mlp.down_proj.bias")[1] = INFINITY; });
    CHECK(contains(loadError(infinite), "visual.blocks.2.mlp.down_proj.bias holds NaN or infinity"));
    const auto missing = damaged(temp, "missing", [&](Tensors& t) {
        std::erase_if(t, [&](const auto& each) { return each.first == q; });
    });
    CHECK(contains(loadError(missing), q + " [64, 64] is missing"));
    const auto shape = damaged(temp, "shape", [&](Tensors& t) { find(t, q) = torch::zeros({64, 63}); });
    CHECK(contains(loadError(shape), q + " is F32 [64, 63], config.json asks for [64, 64]"));
    const auto extra = damaged(temp, "extra", [](Tensors& t) {
        t.emplace_back("model.layers.3.mlp.up_proj.weight", torch::zeros({2}));
    });
    CHECK(contains(loadError(extra), "model.layers.3.mlp.up_proj.weight [2] has no place in the model"));
    const auto twice = damaged(temp, "twice", [&](Tensors& t) {
        t.emplace_back("model.language_model.norm.weight", torch::ones({64}));
    });
    CHECK(contains(loadError(twice), "are the same one"));
    const auto head = damaged(temp, "head", [](Tensors& t) {
        t.emplace_back("lm_head.weight", torch::zeros({288, 64}, torch::kBFloat16));
    });
    CHECK(contains(loadError(head), "lm_head.weight differs from model.embed_tokens.weight"));
    const auto same = damaged(temp, "same", [](Tensors& t) {
        t.emplace_back("lm_head.weight", find(t, "model.embed_tokens.weight").clone());
    });
    CHECK(loadError(same) == "loaded");
}

TEST_CASE("missing_files_are_named") {
    const TempFolder temp;
    CHECK(contains(loadError(temp / "nowhere"), "no policy folder"));
    for (const char* name : {"config.json", "tokenizer.json", "preprocessor_config.json",
                             "generation_config.json", "model.safetensors"}) {
        const fs::path folder = temp / fmt::format("without-{}", name);
        fs::copy(goldenFolder("tied"), folder);
        fs::remove(folder / name);
        CHECK(contains(loadError(folder), fmt::format("{} is missing", name)));
    }
}

TEST_CASE("files_that_contradict_each_other_are_refused") {
    const TempFolder temp;
    const auto changed = [&](const std::string& name, const std::string& file, const std::string& key,
                             const Json& value) {
        const fs::path folder = temp / name;
        fs::copy(goldenFolder("tied"), folder);
        Json document = readJsonFile(folder / file);
        document[key] = value;
        writeFileAtomic(folder / file, jsonPretty(document));
        return loadError(folder);
    };
    CHECK(contains(changed("patch", "preprocessor_config.json", "patch_size", 7),
                   "patch_size is 7 in preprocessor_config.json and 14 in config.json"));
    CHECK(contains(changed("id", "config.json", "image_token_id", 263),
                   "<|image_pad|> is token 262 in the tokenizer and 263"));
    CHECK(contains(changed("eos", "generation_config.json", "suppress_tokens", Json::array({258})),
                   "the end token 258"));
    CHECK(contains(changed("vocab", "config.json", "vocab_size", 289), "model.embed_tokens.weight"));
    CHECK(contains(changed("type", "config.json", "model_type", "qwen3_vl"),
                   "model_type qwen3_vl is not supported, only qwen2_5_vl and qwen2_vl"));
    // The other architecture has another tower.
    CHECK(contains(changed("family", "config.json", "model_type", "qwen2_vl"), "hidden_act \"silu\""));
}

TEST_CASE("a_new_policy_is_the_same_everywhere_and_loads_again") {
    const TempFolder temp;
    const fs::path source = goldenFolder("tiny");
    const NewPolicy parts = {readJsonFile(source / "config.json"), readJsonFile(source / "tokenizer.json"),
                             readJsonFile(source / "preprocessor_config.json"),
                             readJsonFile(source / "generation_config.json"), 5, {}};
    const auto policy = Policy::create(parts);
    NewPolicy other = parts;
    other.seed = 6;
    const auto tensor = [](const Policy& each, std::size_t i) { return each.parameters()[i].tensor; };
    CHECK(torch::equal(tensor(*policy, 0), tensor(*Policy::create(parts), 0)));
    CHECK_FALSE(torch::equal(tensor(*policy, 0), tensor(*Policy::create(other), 0)));
    // The first weights in bits: sums of CounterRandom's integers are equal on every machine.
    CHECK(tensor(*policy, 0).std().item<double>() == doctest::Approx(0.02).epsilon(0.05));
    policy->save(temp / "new");
    const auto again = Policy::load(temp / "new");
    for (std::size_t i = 0; i < policy->parameters().size(); ++i)
        CHECK(torch::equal(tensor(*policy, i), tensor(*again, i)));
    CHECK(policy->parameterCount() == again->parameterCount());
}
