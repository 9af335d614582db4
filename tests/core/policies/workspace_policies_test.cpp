// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/workspace_policies.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path kBundled = fs::path(VRFT_SOURCE_DIR) / "resources/policies";

const PolicyEntry& named(const std::vector<PolicyEntry>& all, const std::string& name) {
    for (const PolicyEntry& entry : all)
        if (entry.name == name) return entry;
    FAIL("no policy " << name);
    return all.front();
}

fs::path copied(const TempFolder& temp, const std::string& name) {
    fs::create_directories((temp / name).parent_path());
    fs::copy(kBundled / "base", temp / name, fs::copy_options::recursive);
    return temp / name;
}

} // namespace

TEST_CASE("a bundled policy is described from its headers alone") {
    const PolicyDescription base = describePolicy(kBundled / "base");
    CHECK(base.modelType == "qwen2_5_vl");
    CHECK(base.parameters == inspectPolicyFolder(kBundled / "base").parameters);
    CHECK(base.parameters > 100'000);
    CHECK(base.bytes > static_cast<std::uint64_t>(base.parameters)); // at least a byte each
    CHECK((base.weightType == "F16" || base.weightType == "F32"));
    // 48 x 48 pixels in patches of the policy's own size, merged: whole tokens, more for a larger image.
    CHECK(imageTokens(base.preprocessor, {48, 48}) > 0);
    CHECK(imageTokens(base.preprocessor, {96, 96}) >= imageTokens(base.preprocessor, {48, 48}));
}

TEST_CASE("a link is listed, found by name and taken out; its folder stays") {
    const TempFolder temp;
    const fs::path folder = copied(temp, "elsewhere/Qwen tiny");
    const fs::path workspace = temp / "ws";
    const std::string name = freePolicyName(workspace, folder);
    CHECK(name == "Qwen-tiny");
    const std::string hash = policyHash(folder);
    CHECK(hash == inspectPolicyFolder(kBundled / "base").hash);
    linkPolicy(workspace, name, folder, hash);
    CHECK(freePolicyName(workspace, folder) == "Qwen-tiny-2");
    CHECK_THROWS_AS(linkPolicy(workspace, name, folder, hash), Error);
    CHECK_THROWS_AS(linkPolicy(workspace, "a/b", folder, hash), Error);

    const PolicyEntry entry = named(workspacePolicies(workspace), name);
    CHECK(entry.kind == PolicyEntry::Kind::Link);
    CHECK(entry.problem.empty());
    CHECK(fs::equivalent(entry.place, folder));
    CHECK(entry.hash == hash);

    for (const fs::path& given : {fs::path(name), workspace / "policies" / name}) {
        const PolicyPlace place = findPolicy(given, workspace);
        CHECK(fs::equivalent(place.place, folder));
        CHECK(place.hash == hash);
    }

    CHECK(removePolicy(workspace, name).link);
    CHECK(workspacePolicies(workspace).empty());
    CHECK(fs::exists(folder / "config.json"));
}

TEST_CASE("a link whose folder is gone says so, and the others stay usable") {
    const TempFolder temp;
    const fs::path workspace = temp / "ws";
    const fs::path gone = copied(temp, "gone");
    linkPolicy(workspace, "gone", gone, policyHash(gone));
    fs::remove_all(gone);
    fs::copy(kBundled / "base", workspace / "policies/base", fs::copy_options::recursive);
    const auto all = workspacePolicies(workspace);
    CHECK(named(all, "base").problem.empty());
    CHECK(named(all, "gone").problem.find("isn't there") != std::string::npos);
    CHECK_THROWS_WITH_AS(findPolicy("gone", workspace), doctest::Contains("isn't there"), Error);
}

TEST_CASE("a policy folder taken out goes to the trash, twice under two names") {
    const TempFolder temp;
    const fs::path workspace = temp / "ws";
    for (int i = 0; i < 2; ++i) {
        fs::create_directories(workspace / "policies");
        fs::copy(kBundled / "base", workspace / "policies/base", fs::copy_options::recursive);
        const PolicyRemoval removal = removePolicy(workspace, "base");
        CHECK_FALSE(removal.link);
        CHECK(fs::exists(removal.trash / "model.safetensors"));
        CHECK_FALSE(fs::exists(workspace / "policies/base"));
    }
    CHECK_THROWS_AS(removePolicy(workspace, "base"), Error);
}

TEST_CASE("incomplete folders are refused naming the file") {
    const TempFolder temp;
    const auto problem = [&](const char* name, const auto& spoil) {
        const fs::path folder = copied(temp, name);
        spoil(folder);
        try {
            describePolicy(folder);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    CHECK(problem("a", [](const fs::path& folder) {
              fs::remove(folder / "tokenizer.json");
          }).find("tokenizer.json is missing") != std::string::npos);
    CHECK(problem("b", [](const fs::path& folder) {
              fs::resize_file(folder / "model.safetensors",
                              fs::file_size(folder / "model.safetensors") - 100);
          }).find("truncated") != std::string::npos);
    CHECK(problem("c", [](const fs::path& folder) {
              writeFileAtomic(folder / "config.json", R"({"model_type":"llama"})", false);
          }).find("llama") != std::string::npos);
    CHECK(problem("d", [](const fs::path& folder) {
              writeFileAtomic(folder / "model.safetensors.index.json",
                              R"({"weight_map":{"x":"model-00001-of-00002.safetensors"}})", false);
          }).find("model-00001-of-00002.safetensors is missing") != std::string::npos);
}

TEST_CASE("what transformers 5 writes of the processor is read, and pickles never") {
    const TempFolder temp;
    copied(temp, "policy");
    const PreprocessorConfig before = readPreprocessor(temp / "policy");
    const Json own = readJsonFile(temp / "policy/preprocessor_config.json");
    fs::remove(temp / "policy/preprocessor_config.json");
    writeFileAtomic(temp / "policy/processor_config.json",
                    jsonPretty({{"image_processor", own}, {"processor_class", "Qwen2_5_VLProcessor"}}));
    CHECK(readPreprocessor(temp / "policy") == before);
    CHECK(describePolicy(temp / "policy").preprocessor == before);
    const std::string hash = policyHash(temp / "policy");
    writeFileAtomic(temp / "policy/processor_config.json",
                    jsonPretty({{"processor_class", "Qwen2_5_VLProcessor"}}));
    CHECK_THROWS_WITH_AS(readPreprocessor(temp / "policy"), doctest::Contains("image_processor is missing"),
                         Error);
    CHECK(policyHash(temp / "policy") != hash); // it belongs to the policy

    fs::rename(temp / "policy/model.safetensors", temp / "policy/pytorch_model.bin");
    CHECK_THROWS_WITH_AS(policyFiles(temp / "policy"), doctest::Contains("pickle (pytorch_model.bin)"),
                         Error);
}

TEST_CASE("hashing tells how far it is and can be stopped") {
    std::uint64_t last = 0;
    std::uint64_t total = 0;
    policyHash(kBundled / "base", [&](std::uint64_t done, std::uint64_t all) {
        CHECK(done >= last);
        last = done;
        total = all;
        return true;
    });
    CHECK(last == total);
    CHECK(total == describePolicy(kBundled / "base").bytes);
    CHECK_THROWS_AS(policyHash(kBundled / "base", [](std::uint64_t, std::uint64_t) { return false; }), Error);
}
