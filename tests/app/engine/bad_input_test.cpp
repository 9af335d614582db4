// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Damaged weights, configurations, adapters and images: one line that names file, tensor or key and what to
// do, within 6 GB of address space, which LibTorch itself needs most of.
#include "core/files.h"
#include "core/vision_input/image.h"
#include "tests/support/program.h"
#include "tests/training/trainer/tiny_run.h"

#include <array>
#include <cstring>

using namespace vrft;
namespace fs = std::filesystem;
using Change = std::function<void(const fs::path& policy)>;

namespace {

// A copy of the tiny policy, and a chat with one image of the tiny dataset.
struct Scene {
    Scene() {
        fs::copy(test::world<30>().policy, policy, fs::copy_options::recursive);
        fs::copy_file(fs::directory_iterator(test::world<30>().brightness / "images")->path(),
                      folder / "image.png");
        write("How bright?");
    }
    void write(const std::string& text) {
        const Json content =
            Json::array({{{"type", "image"}, {"path", "image.png"}}, {{"type", "text"}, {"text", text}}});
        const Json chat = {{"messages", Json::array({{{"role", "user"}, {"content", content}}})}};
        writeFileAtomic(folder / "p.json", jsonPretty(chat), false);
    }
    test::ProgramResult run(const std::string& command) const {
        return test::runProgram("vrftaug-engine", folder,
                                fmt::format("{} --policy '{}' --prompt '{}'", command, policy.string(),
                                            (folder / "p.json").string()),
                                "ulimit -v 6000000;");
    }
    test::ProgramResult forward() const {
        return run(fmt::format("forward --out '{}'", (folder / "x.safetensors").string()));
    }

    test::TempFolder folder;
    fs::path policy = folder / "policy";
};

// What `forward` says of a policy with one thing changed holds all of `words`.
void refusedPolicy(const Change& change, std::initializer_list<const char*> words) {
    const Scene scene;
    change(scene.policy);
    const test::ProgramResult result = scene.forward();
    for (const char* word : words)
        test::checkRefused(result, word);
    CHECK_FALSE(fs::exists(scene.folder / "x.safetensors"));
}

void setJson(const fs::path& file, const char* key, const Json& value) {
    Json json = readJsonFile(file);
    json[key] = value;
    writeFileAtomic(file, jsonPretty(json), false);
}

std::uint64_t headerLength(const std::string& bytes) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length;
}

// Changes the header of a safetensors file, its data stays.
void setHeader(const fs::path& file, const std::function<void(Json& header)>& change) {
    const std::string bytes = readTextFile(file);
    const std::uint64_t length = headerLength(bytes);
    Json header = parseJson(bytes.substr(8, length), "header");
    change(header);
    const std::string text = header.dump();
    const std::uint64_t newLength = text.size();
    std::string start(8, '\0');
    std::memcpy(start.data(), &newLength, sizeof newLength);
    writeFileAtomic(file, start + text + bytes.substr(8 + length), false);
}

void setLength(const fs::path& file, std::uint64_t length) {
    std::string bytes = readTextFile(file);
    std::memcpy(bytes.data(), &length, sizeof length);
    writeFileAtomic(file, bytes, false);
}

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kNorm = "model.norm.weight";
constexpr const char* kAdapter = "adapter_model.safetensors";

// CRC-32 of PNG (ISO 3309).
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

void putBigEndian(std::string& bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<char>(value >> (24 - 8 * i));
}

// A sound PNG whose header claims other sides.
std::string pngClaiming(std::uint32_t width, std::uint32_t height) {
    std::string bytes = encodePng({8, 8, 1, std::vector<std::uint8_t>(64, 7)});
    putBigEndian(bytes, 16, width);
    putBigEndian(bytes, 20, height);
    putBigEndian(bytes, 29, crc32(std::string_view(bytes).substr(12, 17)));
    return bytes;
}

void refusedImage(const std::string& bytes, std::initializer_list<const char*> words) {
    const Scene scene;
    writeFileAtomic(scene.folder / "image.png", bytes, false);
    const test::ProgramResult result = scene.forward();
    for (const char* word : words)
        test::checkRefused(result, word);
}

} // namespace

TEST_CASE("the scene itself is sound") {
    const Scene scene;
    const test::ProgramResult result = scene.forward();
    REQUIRE_MESSAGE(result.code == 0, result.err);
}

TEST_CASE("weights cut off anywhere are refused by their file") {
    const auto whole = fs::file_size(test::world<30>().policy / kWeights);
    const std::uint64_t header = headerLength(readTextFile(test::world<30>().policy / kWeights));
    for (const std::uintmax_t size :
         {std::uintmax_t{0}, std::uintmax_t{5}, std::uintmax_t{8}, std::uintmax_t{8 + header / 2},
          std::uintmax_t{8 + header}, (8 + header + whole) / 2, whole - 1}) {
        CAPTURE(size);
        refusedPolicy([&](const fs::path& policy) { fs::resize_file(policy / kWeights, size); },
                      {kWeights, "get it again"});
    }
}

TEST_CASE("absurd header lengths take no memory") {
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{1} << 26, std::uint64_t{1} << 40,
                                       std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        CAPTURE(length);
        refusedPolicy([&](const fs::path& policy) { setLength(policy / kWeights, length); }, {kWeights});
    }
}

TEST_CASE("overlapping, outlying and mistyped tensors are refused by name") {
    const auto edited = [](const std::function<void(Json & tensor, Json & header)>& change) -> Change {
        return [change](const fs::path& policy) {
            setHeader(policy / kWeights, [&](Json& header) { change(header.at(kNorm), header); });
        };
    };
    refusedPolicy(edited([](Json& tensor, Json& header) {
                      for (const auto& [name, other] : header.items())
                          if (name != kNorm && other.contains("shape") && other["shape"] == tensor["shape"])
                              tensor["data_offsets"] = other["data_offsets"];
                  }),
                  {kWeights, "tensor", "get it again"});
    refusedPolicy(edited([](Json& tensor, Json&) {
                      tensor["data_offsets"] = {std::int64_t{1} << 50, (std::int64_t{1} << 50) + 128};
                  }),
                  {kWeights, kNorm});
    refusedPolicy(edited([](Json& tensor, Json&) {
                      tensor["shape"] = {std::int64_t{1} << 40, std::int64_t{1} << 40};
                  }),
                  {kWeights, kNorm});
    refusedPolicy(edited([](Json& tensor, Json&) { tensor["dtype"] = "I32"; }), {kNorm, "I32"});
    refusedPolicy(edited([](Json& tensor, Json&) { tensor["dtype"] = "F8_E4M3"; }), {kNorm, "F8_E4M3"});
    refusedPolicy(edited([](Json& tensor, Json&) { tensor["dtype"] = 7; }), {kWeights, kNorm});
}

TEST_CASE("weights that aren't numbers are refused by tensor") {
    for (const float value :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
        refusedPolicy(
            [&](const fs::path& policy) {
                std::string bytes = readTextFile(policy / kWeights);
                const std::uint64_t length = headerLength(bytes);
                const Json header = parseJson(bytes.substr(8, length), "header");
                const auto offset = header.at(kNorm).at("data_offsets").at(0).get<std::uint64_t>();
                std::memcpy(bytes.data() + 8 + length + offset, &value, sizeof value);
                writeFileAtomic(policy / kWeights, bytes, false);
            },
            {kNorm, "NaN or infinity", "get them again"});
}

TEST_CASE("a vocabulary smaller than the tokenizer's ids, and ids outside it, are refused") {
    refusedPolicy(
        [](const fs::path& policy) {
            Json tokenizer = readJsonFile(policy / "tokenizer.json");
            tokenizer["added_tokens"].push_back(
                {{"id", 200'000}, {"content", "<far>"}, {"special", true}, {"normalized", false}});
            writeFileAtomic(policy / "tokenizer.json", jsonPretty(tokenizer), false);
        },
        {"200000", "vocab_size"});
    for (const char* key : {"eos_token_id", "suppress_tokens"})
        refusedPolicy(
            [&](const fs::path& policy) {
                setJson(policy / "generation_config.json", key, Json::array({1'000'000}));
            },
            {"1000000", "generation_config.json"});
    refusedPolicy([](const fs::path& policy) { setJson(policy / "config.json", "vocab_size", 100); },
                  {"100"});
    refusedPolicy([](const fs::path& policy) { setJson(policy / "config.json", "vocab_size", 1 << 24); },
                  {"16777216"});
}

TEST_CASE("images that can't be looked at are refused by their file") {
    refusedImage("", {"image.png", "empty"});
    refusedImage("no image", {"image.png", "not a PNG"});
    refusedImage(encodePng({1407, 7, 1, std::vector<std::uint8_t>(1407 * 7, 5)}), {"image.png", "200", "1407"});
    refusedImage(pngClaiming(20'000, 2'000), {"image.png", "20000"});
    refusedImage(pngClaiming(20'000, 20'000), {"image.png", "20000"});
    refusedImage(pngClaiming(0x7FFFFFFF, 0x7FFFFFFF), {"image.png"});
    refusedImage(pngClaiming(16'000, 4'000), {"image.png"}); // within the limits, its data isn't there
}

TEST_CASE("a prompt or an answer longer than the context is refused with the numbers") {
    Scene scene;
    const auto config = scene.policy / "config.json";
    setJson(config, "max_position_embeddings", 24);
    test::checkRefused(scene.forward(), "the policy's context is 24");
    test::checkRefused(scene.forward(), "max_position_embeddings");
    setJson(config, "max_position_embeddings", 200);
    CHECK(scene.forward().code == 0);
    CHECK(scene.run("generate --greedy --max-tokens 4").code == 0);
    test::checkRefused(scene.run("generate --max-tokens 190"), "its answer up to 190");
    scene.write(std::string(100'000, 'a'));
    test::checkRefused(scene.forward(), "the policy's context is 200");
}

TEST_CASE("adapters of another base and damaged ones are refused by tensor") {
    const fs::path golden = fs::path(VRFT_SOURCE_DIR) / "tests/data/model/peft/both";
    const auto refused = [&](const Change& change, std::initializer_list<const char*> words) {
        Scene scene;
        const fs::path adapter = scene.folder / "adapter";
        fs::copy(golden, adapter);
        setJson(adapter / "adapter_config.json", "base_model_name_or_path", scene.policy.string());
        change(adapter);
        scene.policy = adapter;
        const test::ProgramResult result = scene.forward();
        for (const char* word : words)
            test::checkRefused(result, word);
    };
    const auto first = [](Json& header) -> Json& {
        for (auto& [name, tensor] : header.items())
            if (tensor.contains("dtype")) return tensor;
        throw std::logic_error("an adapter without tensors");
    };
    refused([](const fs::path&) {}, {"lora_", "Use the base it was trained on"});
    refused([](const fs::path& adapter) { fs::resize_file(adapter / kAdapter, 1000); }, {kAdapter});
    refused([](const fs::path& adapter) { setLength(adapter / kAdapter, std::uint64_t{1} << 60); },
            {kAdapter});
    refused(
        [&](const fs::path& adapter) {
            setHeader(adapter / kAdapter, [&](Json& header) { first(header)["dtype"] = "I32"; });
        },
        {kAdapter, "I32"});
    refused([](const fs::path& adapter) { setJson(adapter / "adapter_config.json", "r", 60'000); },
            {"lora_", "60000"});
    refused([](const fs::path& adapter) { setJson(adapter / "adapter_config.json", "target_modules", 3); },
            {"adapter_config.json", "target_modules"});
    refused([](const fs::path& adapter) { fs::remove(adapter / kAdapter); }, {kAdapter, "missing"});
    refused(
        [](const fs::path& adapter) {
            setJson(adapter / "adapter_config.json", "base_model_name_or_path", "nowhere/at-all");
        },
        {"nowhere/at-all", "base_model_name_or_path"});
}
