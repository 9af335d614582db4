// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/cold_start.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/trainer/cold_start_config.h"
#include "training/trainer/cold_start_policy.h"
#include "training/trainer/sayable_answers.h"
#include "training/trainer/sft_targets.h"

using namespace vrft;
using namespace vrft::test;

namespace {

struct Place {
    Place()
        : brightness(writeBrightness(folder / "brightness"))
        , spot(writeBrightness(folder / "spot", true)) {}

    Json make(Json config, const std::string& name, std::optional<std::filesystem::path> from = {}) const {
        writeFileAtomic(folder / "config.json", jsonPretty(config), false);
        ColdStartRequest request;
        request.datasets = {brightness, spot};
        request.config = folder / "config.json";
        request.from = std::move(from);
        request.out = folder / name;
        return coldStart(request);
    }

    TempFolder folder;
    std::filesystem::path brightness;
    std::filesystem::path spot;
};

Json small(int steps) {
    Json config = tinyColdStart(steps);
    config["batch"] = 4;
    return config;
}

} // namespace

TEST_CASE("the same cold start gives the same bytes twice, another seed other ones") {
    const Place place;
    Json config = small(6);
    config["labelled"] = 8;
    const auto first = place.make(config, "first");
    CHECK(place.make(config, "second").at("hash") == first.at("hash"));
    config["seed"] = 4;
    CHECK(place.make(config, "third").at("hash") != first.at("hash"));
    CHECK(first.at("labelled") == 16); // the same eight images in both datasets
}

TEST_CASE("what no completion calls for is suppressed, everything it calls for is not") {
    const Place place;
    place.make(small(1), "policy");
    const auto policy = Policy::load(place.folder / "policy");
    const std::vector<Dataset> datasets{readDataset(place.brightness), readDataset(place.spot)};
    std::set<int> spoken;
    for (const std::string& text : completionTexts(datasets))
        for (const int id : policy->tokenizer().encode(text))
            spoken.insert(id);
    for (const int id : policy->chatIds().eos)
        spoken.insert(id);
    for (int id = 0; id < policy->tokenizer().size(); ++id)
        CHECK(policy->suppressed(id) != spoken.contains(id));
    // Coordinates of boxes are spelled with digits that may be said.
    for (const int id : policy->tokenizer().encode("[3, 14, 159, 26]"))
        CHECK_FALSE(policy->suppressed(id));
}

TEST_CASE("a cold start from a policy may say the words of new classes") {
    const Place place;
    place.make(small(1), "policy");
    const auto other = place.folder / "other";
    writeBrightness(other);
    Json task = readJsonFile(other / "task.json");
    task["classes"][0]["name"] = "Quartz";
    writeFileAtomic(other / "task.json", jsonPretty(task), false);
    Json config = small(2);
    for (const char* key : {"model", "tokenizer", "preprocessor"})
        config[key] = nullptr;
    writeFileAtomic(place.folder / "config.json", jsonPretty(config), false);
    ColdStartRequest request;
    request.datasets = {other, place.spot};
    request.config = place.folder / "config.json";
    request.from = place.folder / "policy";
    request.out = place.folder / "out";
    coldStart(request);
    const auto policy = Policy::load(request.out);
    for (const int id : policy->tokenizer().encode("<answer>Quartz</answer>"))
        CHECK_FALSE(policy->suppressed(id));
}

TEST_CASE("phases, a frozen tower, the auxiliary head and half precision") {
    const Place place;
    Json config = small(3);
    config["store"] = "fp16";
    config["auxiliary"] = 1.0;
    config["patch_embedding_rate"] = 0.5;
    config["knowledge"] = 0.5;
    config["phases"] =
        Json::array({{{"tasks", Json::array({{{"dataset", "spot"}, {"target", "auxiliary"}}})},
                      {"steps", 4},
                      {"frozen", {"model"}}},
                     {{"tasks", Json::array({{{"dataset", "brightness"}, {"target", "describe"}}})},
                      {"schedule", "linear"}}});
    place.make(config, "policy");
    const auto seen = Policy::load(place.folder / "policy");
    Json frozen = small(3);
    for (const char* key : {"model", "tokenizer", "preprocessor"})
        frozen[key] = nullptr;
    frozen["frozen"] = {"visual"};
    place.make(frozen, "later", place.folder / "policy");
    const auto later = Policy::load(place.folder / "later");
    bool textMoved = false;
    const auto before = seen->parameters();
    const auto after = later->parameters();
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool same = torch::equal(before[i].tensor, after[i].tensor);
        if (before[i].name.starts_with("visual"))
            CHECK_MESSAGE(same, before[i].name);
        else
            textMoved = textMoved || !same;
    }
    CHECK(textMoved);
    CHECK(std::filesystem::file_size(place.folder.path() / "policy" / "model.safetensors") <
          std::filesystem::file_size(place.folder.path() / "later" / "model.safetensors"));
}

TEST_CASE("keys that are left out take the format's defaults") {
    const Json least = parseJson(R"({"format":1,"tasks":[{"dataset":"lesion"}]})", "least");
    const ColdStartConfig config = coldStartConfigFromJson(least, "least", true);
    CHECK(config.labelled == 48);
    CHECK(config.randomLabels == 0.7);
    CHECK(config.seed == 1);
    REQUIRE(config.phases.size() == 1);
    CHECK(config.phases[0].steps == 110);
    CHECK(config.phases[0].batch == 24);
    CHECK(config.phases[0].lr == 2e-3);
    CHECK(config.phases[0].answerWeight == 4);
    CHECK(config.phases[0].tasks[0].target == ColdStartTask::Target::Describe);
    CHECK(config.phases[0].tasks[0].weight == 1);
    Json all = least;
    all["labelled"] = nullptr;
    all["random_labels"] = 0;
    CHECK_FALSE(coldStartConfigFromJson(all, "all", true).labelled.has_value());
    CHECK(coldStartConfigFromJson(all, "all", true).randomLabels == 0);
}

TEST_CASE("the bundled base learns from every sample and true labels, the weak starts from 48 and few") {
    const auto policies = std::filesystem::path(VRFT_SOURCE_DIR) / "resources/policies";
    const auto bundled = [&](const std::string& name, bool fromPolicy) {
        return coldStartConfigFromJson(readJsonFile(policies / (name + ".cold-start.json")), name,
                                       fromPolicy);
    };
    const ColdStartConfig base = bundled("base", false);
    CHECK_FALSE(base.labelled.has_value());
    CHECK(base.randomLabels == 0);
    CHECK(base.phases.size() == 3);
    for (const char* name : {"severity-start", "malignancy-start"}) {
        const ColdStartConfig start = bundled(name, true);
        CHECK(start.labelled == 48);
        CHECK(start.randomLabels == 0.7);
    }
}

TEST_CASE("wrong configurations are refused by key and leave nothing behind") {
    const Place place;
    const auto refuses = [&](const Json& config, const char* word) {
        CHECK_THROWS_WITH_AS(place.make(config, "out"), doctest::Contains(word), Error);
        CHECK_FALSE(std::filesystem::exists(place.folder / "out"));
        CHECK_FALSE(std::filesystem::exists(place.folder / "out.tmp"));
    };
    Json config = small(1);
    config["epochs"] = 3;
    refuses(config, "epochs");
    config = small(1);
    config["tasks"][0]["target"] = "sing";
    refuses(config, "sing");
    config = small(1);
    config["tasks"][0]["dataset"] = "absent";
    refuses(config, "absent");
    config = small(1);
    config["model"] = nullptr;
    refuses(config, "model");
    config = small(1);
    config["random_labels"] = 2;
    refuses(config, "random_labels");
}

TEST_CASE(
    "where nothing is written about a sample, the policy's own think stands, and only what it can say") {
    const auto policy = Policy::load(world().policy);
    Dataset dataset = readDataset(world().brightness);
    for (Sample& sample : dataset.samples)
        sample.target.attributes.clear();
    {
        PromptBook prompts(*policy, dataset, {});
        const SftTargets targets = makeSftTargets(*policy, prompts, 40);
        std::size_t own = 0;
        for (const auto& [id, target] : targets) {
            CHECK(canSay(*policy, target.text));
            own += target.kind == "own" && target.text.starts_with("<think>tone is ") ? 1 : 0;
        }
        CHECK(own > targets.size() / 2);
    }
    dataset.task.classes.front().name = "Zebra";
    PromptBook prompts(*policy, dataset, {});
    CHECK_FALSE(canSay(*policy, "Zebra"));
    CHECK_THROWS_WITH_AS(makeSftTargets(*policy, prompts, 40), doctest::Contains("Zebra"), Error);
}
