// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/dry_run.h"

#include "core/error.h"
#include "core/prompt/prompt.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/policy_source.h"
#include "training/trainer/run_forecast.h"
#include "training/trainer/train_run.h"

#include <doctest/doctest.h>

using namespace vrft;
namespace fs = std::filesystem;
using test::TinyWorld;
using test::world;

namespace {

struct Tried {
    Json document;
    std::vector<Json> lines;
};

// `change` may spoil the dataset or the recipe before the try.
Tried tryRun(Recipe recipe, const std::function<void(Dataset&)>& change = {},
             const std::function<bool()>& stop = {}) {
    const TinyWorld& own = world();
    Dataset main = readDataset(own.brightness);
    if (change) change(main);
    const Dataset boxes = readDataset(own.spot);
    DryRunRequest request;
    request.info.recipe = std::move(recipe);
    request.info.knowledge = {"v", knowledgeText(main.task)};
    request.info.policy.parameters = own.report.at("parameters").get<std::int64_t>();
    request.datasets = {{"main", &main}, {"localise", &boxes}};
    request.policyFolder = own.policy;
    request.loadPolicy = [&] { return loadPolicyOrRun(own.policy); };
    request.runs = own.folder.path();
    Tried tried;
    request.tell = [&](const Json& line) { tried.lines.push_back(line); };
    request.shouldStop = stop;
    tried.document = dryRun(request);
    return tried;
}

std::string refusal(const Recipe& recipe, const std::function<void(Dataset&)>& change = {}) {
    try {
        tryRun(recipe, change);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST_CASE("every reference answer earns the highest reward, and every image its tokens") {
    const Json document = tryRun(test::tinyRecipe("rft", 6)).document;
    const Json& gold = document.at("gold").at(0);
    CHECK(gold.at("samples") == 48); // of all splits
    CHECK(gold.at("full") == 48);
    CHECK(gold.at("highest") == 1.5);
    CHECK(gold.at("worst") == 1.5);
    CHECK(gold.at("first").is_null());
    // 16 x 16 pixels in patches of 4, merged 2 x 2.
    CHECK(document.at("image_tokens").at("least") == 4);
    CHECK(document.at("image_tokens").at("agree") == 24);
}

TEST_CASE("recitation doesn't decide about a reference: it has no reasoning of its own") {
    const Json document = tryRun(test::tinyRecipe("rft+recite-", 6)).document;
    CHECK(document.at("gold").at(0).at("highest") == 1.5);
    CHECK(document.at("gold").at(0).at("full") == 48);
    CHECK(document.at("answers").at("knowledge_shown") == true);
    CHECK(document.at("answers")
              .at("groups")
              .at(0)
              .at("completions")
              .at(0)
              .at("rewards")
              .contains("recitation"));
}

TEST_CASE("boxes are tried too, in each stage with its own dataset") {
    const Json document = tryRun(test::tinyRecipe("rft+localise", 6, true)).document;
    REQUIRE(document.at("gold").size() == 2);
    CHECK(document.at("gold").at(0).at("stage") == "localise");
    CHECK(document.at("gold").at(0).at("full") == 48);
    CHECK(document.at("answers").at("stage") == "localise");
}

TEST_CASE("the answers shown are those that step 1 samples") {
    const test::TempFolder folder;
    const Recipe recipe = test::tinyRecipe("rft", 1);
    const fs::path run = test::makeTinyRun(folder / "run", world(), recipe);
    trainRun(run);
    std::map<std::string, Json> sampled; // by id
    forEachCompletion(run, [&](const LocatedCompletion& item, bool) {
        if (item.record.kind == CompletionKind::Rollout)
            sampled[item.record.id()] = completionToJson(item.record);
        return true;
    });
    const Json document = tryRun(recipe).document;
    const Json& groups = document.at("answers").at("groups");
    REQUIRE(groups.size() == 4);
    int compared = 0;
    for (const Json& group : groups)
        for (const Json& shown : group.at("completions")) {
            const Json& own = sampled.at(shown.at("id").get<std::string>());
            for (const char* key : {"text", "total", "rewards", "advantage", "length", "truncated"})
                CHECK(shown.at(key) == own.at(key));
            ++compared;
        }
    CHECK(compared == 16);
    CHECK(document.at("answers").at("no_signal").get<int>() <= 4);
}

TEST_CASE("memory, time and disk are measured and grow the right way") {
    const Json few = tryRun(test::tinyRecipe("rft", 4)).document;
    const Json many = tryRun(test::tinyRecipe("rft", 400)).document;
    const Json& memory = few.at("memory");
    CHECK(memory.at("load_bytes").get<double>() > 0);
    CHECK(memory.at("sampling_bytes") >= memory.at("load_bytes"));
    CHECK(memory.at("learning_bytes") >= memory.at("sampling_bytes"));
    CHECK(few.at("time").at("step_s").get<double>() > 0);
    const auto number = [](const Json& document, const char* part, const char* key) {
        return document.at(part).at(key).get<double>();
    };
    CHECK(number(many, "disk", "completion_bytes") > 20 * number(few, "disk", "completion_bytes"));
    CHECK(number(many, "disk", "checkpoint_bytes") == number(few, "disk", "checkpoint_bytes"));
    CHECK(number(few, "disk", "free_bytes") > 0);
}

TEST_CASE("the forecast of the disk is close to what a run fills") {
    const test::TempFolder folder;
    const Recipe recipe = test::tinyRecipe("rft", 8);
    const fs::path run = test::makeTinyRun(folder / "run", world(), recipe);
    trainRun(run);
    const Json document = tryRun(recipe).document;
    const double forecast = document.at("disk").at("completion_bytes").get<double>();
    const auto filled = static_cast<double>(fs::file_size(RunPaths{run}.completions(1)));
    CHECK(forecast > 0.5 * filled);
    CHECK(forecast < 2.0 * filled);
    int evaluations = 0;
    for (const auto& entry : fs::directory_iterator(RunPaths{run}.evaluations()))
        evaluations += entry.path().filename().string().starts_with("step-") ? 1 : 0;
    CHECK(document.at("time").at("evaluations") == evaluations);
}

TEST_CASE("a dry run says how the classes are divided and whether labels go with the images") {
    const Json document = tryRun(test::tinyRecipe("rft", 4)).document;
    const Json& balance = document.at("balance").at(0);
    CHECK(
        balance.at("classes") ==
        Json::parse(
            R"([{"class":"bright","train":16,"val":8,"test":8},{"class":"dark","train":8,"val":4,"test":4}])"));
    CHECK(balance.at("commonest") == "bright");
    CHECK(balance.at("share").get<double>() == doctest::Approx(16.0 / 24));
    CHECK(balance.at("missing").empty());
    CHECK(balance.at("few").empty());
    // Bright and dark images can't be mistaken, whatever the tower has learned.
    const Json& labels = document.at("labels").at(0);
    CHECK(labels.at("samples") == 24);
    CHECK(labels.at("shuffled") == false);
    CHECK(labels.at("agreement").get<double>() > labels.at("by_chance").get<double>() + 0.1);

    const auto exchanged = [](Dataset& dataset) { // labels in another order than images
        std::size_t i = 0;
        for (Sample& sample : dataset.samples)
            sample.target.label = i++ % 12 < 8 ? "bright" : "dark";
    };
    CHECK(tryRun(test::tinyRecipe("rft", 4), exchanged).document.at("labels").at(0).at("shuffled") == true);
    const auto rare = [](Dataset& dataset) {
        for (Sample& sample : dataset.samples)
            if (sample.split == Split::Val) sample.target.label = "bright";
        dataset.counts = countSamples(dataset.task, dataset.samples);
    };
    CHECK(tryRun(test::tinyRecipe("rft", 4), rare).document.at("balance").at(0).at("missing") ==
          Json::parse(R"([{"class":"dark","split":"val"}])"));
}

TEST_CASE("a supervised run is tried without samples in its step") {
    const Json document = tryRun(test::tinyRecipe("sft", 4)).document;
    CHECK(document.at("answers").at("method") == "sft");
    CHECK(document.at("time").at("rollout_s") == 0);
    CHECK(document.at("time").at("update_s").get<double>() > 0);
}

TEST_CASE("a reference that can't score is refused in words naming sample and reason") {
    Recipe recipe = test::tinyRecipe("rft", 4);
    const auto spoiled = [](Dataset& dataset) { dataset.task.classes[0].name = "bright</answer>"; };
    const std::string text = refusal(recipe, spoiled);
    CHECK(text.find("can't earn the highest reward of 1.5 at 32 of 48 images") != std::string::npos);
    CHECK(text.find("s0000") != std::string::npos);

    recipe.sampling.maxNewTokens = 2;
    CHECK(refusal(recipe).find("the longest answer allowed has 2") != std::string::npos);

    Recipe inverted = test::tinyRecipe("rft", 4);
    inverted.stages.back().rewards[1].weight = -1; // being right costs
    CHECK(refusal(inverted).find("accuracy") != std::string::npos);
}

TEST_CASE("a wish to stop ends it between samples") {
    int asked = 0;
    try {
        tryRun(test::tinyRecipe("rft", 4), {}, [&] { return ++asked > 5; });
        FAIL("it went on");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
}

TEST_CASE("a dry run asks the external reward, and ends in words where it fails") {
    Recipe recipe = test::tinyRecipe("rft", 6);
    RewardSpec external;
    external.name = "external";
    external.command = {VRFT_JUDGE_FOR_TESTS, "words"};
    recipe.stages.back().rewards.push_back(external);
    const Json document = tryRun(recipe).document;
    for (const Json& group : document.at("answers").at("groups"))
        for (const Json& completion : group.at("completions"))
            CHECK(
                completion.at("rewards").at("external").at("reason").get<std::string>().ends_with(" words"));
    recipe.stages.back().rewards.back().command = {VRFT_JUDGE_FOR_TESTS, "range"};
    CHECK(refusal(recipe).find("the score 7; allowed are -1 to 1") != std::string::npos);
}
