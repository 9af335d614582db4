// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/run/recipe.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

Json goldenPresets() {
    return readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/run/presets.json");
}

TaskKind kindOf(const std::string& name) {
    for (const TaskKind kind : {TaskKind::Classification, TaskKind::Grading, TaskKind::Localisation}) {
        if (taskKindName(kind) == name) return kind;
    }
    throw std::runtime_error(name);
}

PresetContext contextOf(const Json& item) {
    PresetContext context;
    context.kind = kindOf(item["kind"]);
    context.large = item["large"];
    context.hasLocalise = item["localise"];
    if (!item["steps"].is_null()) context.steps = item["steps"].get<int>();
    context.seed = item["seed"].get<std::uint64_t>();
    return context;
}

const PresetContext kSmallClassification{TaskKind::Classification, false, false, {}, {}};
const PresetContext kSmallGrading{TaskKind::Grading, false, false, {}, {}};

Recipe fromText(const std::string& text, const PresetContext& context = kSmallClassification) {
    return recipeFromJson(parseJson(text, "F.json"), "F.json", context);
}

std::string refusal(const std::string& text, const PresetContext& context = kSmallClassification) {
    try {
        fromText(text, context);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("every preset resolves to the golden recipe of the format description") {
    int resolved = 0;
    int refused = 0;
    for (const Json& item : goldenPresets()) {
        const std::string preset = item["preset"];
        const PresetContext context = contextOf(item);
        CAPTURE(preset);
        CAPTURE(item["kind"].get<std::string>());
        if (item["recipe"].is_null()) {
            CHECK_THROWS_AS(presetRecipe(preset, context), Error);
            ++refused;
            continue;
        }
        const Json json = recipeToJson(presetRecipe(preset, context));
        CHECK(canonicalJson(json) == canonicalJson(item["recipe"]));
        ++resolved;
    }
    CHECK(resolved == 141);
    CHECK(refused == 21);
}

TEST_CASE("a resolved recipe has the keys of the format description in its order") {
    const Json golden = goldenPresets()[0]["recipe"];
    const Json json = recipeToJson(presetRecipe("rft", kSmallClassification));
    const auto keysOf = [](const Json& object) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items())
            keys.push_back(key);
        return keys;
    };
    CHECK(keysOf(json) == keysOf(golden));
    for (const char* section :
         {"strategy", "objective", "sampling", "optimiser", "trainable", "evaluation", "checkpoint"})
        CHECK(keysOf(json[section]) == keysOf(golden[section]));
    CHECK(keysOf(json["stages"][0]) == keysOf(golden["stages"][0]));
}

TEST_CASE("json round trips exactly, as a person's file and as a run's record") {
    for (const Json& item : goldenPresets()) {
        if (item["recipe"].is_null()) continue;
        const PresetContext context = contextOf(item);
        const Json json = recipeToJson(presetRecipe(item["preset"].get<std::string>(), context));
        const Json again = parseJson(jsonLine(json), "x");
        CHECK(jsonLine(recipeToJson(resolvedRecipeFromJson(again, "run.json"))) == jsonLine(json));
        PresetContext plain = context;
        plain.steps.reset();
        plain.seed.reset();
        CHECK(jsonLine(recipeToJson(recipeFromJson(again, "F.json", plain))) == jsonLine(json));
    }
}

TEST_CASE("missing keys take the preset's value") {
    const Recipe recipe =
        fromText(R"({"format":1,"preset":"rft+recite-","optimiser":{"lr":0.001},"seed":9})");
    CHECK(recipe.optimiser.lr == 0.001);
    CHECK(recipe.optimiser.warmupSteps == 5);
    CHECK(recipe.seed == 9);
    CHECK(recipe.knowledgePrompt);
    CHECK(recipe.stages.back().rewards.size() == 3);
    CHECK(fromText(R"({"format":1})").preset == "rft");
}

TEST_CASE("a stage takes what it leaves out from the preset's stage of its name") {
    const PresetContext context{TaskKind::Grading, false, true, {}, {}};
    const Recipe recipe = fromText(
        R"({"format":1,"preset":"rft+localise","stages":[{"name":"localise","steps":11},{"name":"main","combine":"normalise_each"}]})",
        context);
    REQUIRE(recipe.stages.size() == 2);
    CHECK(recipe.stages[0].steps == 11);
    CHECK(recipe.stages[0].dataset == "localise");
    CHECK(recipe.stages[0].rewards[1].name == "boxes");
    CHECK(recipe.stages[1].steps == 300);
    CHECK(recipe.stages[1].combine == Combine::NormaliseEach);
    CHECK(mentions(refusal(R"({"format":1,"stages":[{"name":"extra"}]})"), "\"steps\" is missing"));
}

TEST_CASE("the command line's steps and seed win over the file") {
    PresetContext context{TaskKind::Grading, false, true, 50, 77};
    const Recipe recipe =
        fromText(R"({"format":1,"preset":"rft+localise","stages":[{"name":"localise","steps":11},
        {"name":"main","steps":400}],"seed":2})",
                 context);
    CHECK(recipe.stages[0].steps == 11);
    CHECK(recipe.stages[1].steps == 50);
    CHECK(recipe.totalSteps() == 61);
    CHECK(recipe.seed == 77);
    CHECK(fromText(R"({"format":1,"preset":"rft+box-budget"})", context).totalSteps() == 70);
    CHECK(mentions(
        refusal(
            R"({"format":1,"stages":[{"name":"warm","steps":3,"rewards":[{"name":"format","weight":1}]}]})",
            context),
        "there is none"));
}

TEST_CASE("unknown keys are refused by name at every level") {
    for (const char* text :
         {R"({"format":1,"bananas":1})", R"({"format":1,"stages":[{"name":"main","bananas":1}]})",
          R"({"format":1,"objective":{"bananas":1}})", R"({"format":1,"sampling":{"bananas":1}})",
          R"({"format":1,"optimiser":{"bananas":1}})", R"({"format":1,"trainable":{"bananas":1}})",
          R"({"format":1,"evaluation":{"bananas":1}})", R"({"format":1,"checkpoint":{"bananas":1}})",
          R"({"format":1,"strategy":{"bananas":1}})"}) {
        CAPTURE(text);
        CHECK(mentions(refusal(text), "\"bananas\""));
    }
}

TEST_CASE("a recipe with top-p, top-k or min-p is refused with the reason") {
    for (const char* key : {"top_p", "top_k", "min_p"}) {
        const std::string message = refusal(fmt::format(R"({{"format":1,"sampling":{{"{}":0.9}}}})", key));
        CHECK(mentions(message, key));
        CHECK(mentions(message, "temperature only"));
        CHECK(mentions(refusal(fmt::format(R"({{"format":1,"{}":0.9}})", key)), "temperature only"));
    }
}

TEST_CASE("values out of range are refused with the key and the bounds") {
    const auto refused = [](const std::string& section, const std::string& key, const std::string& value) {
        const std::string message =
            refusal(fmt::format(R"({{"format":1,"{}":{{"{}":{}}}}})", section, key, value));
        CAPTURE(message);
        CHECK(mentions(message, "\"" + key + "\""));
        CHECK(mentions(message, "allowed"));
        CHECK(mentions(message, "F.json: " + section));
    };
    refused("objective", "clip_low", "1.5");
    refused("objective", "kl", "-0.1");
    refused("objective", "dual_clip", "0.5");
    refused("objective", "updates_per_rollout", "0");
    refused("objective", "aggregation", "\"median\"");
    refused("sampling", "temperature", "0");
    refused("sampling", "max_new_tokens", "100000");
    refused("sampling", "prompts_per_step", "0");
    refused("optimiser", "lr", "-1");
    refused("optimiser", "beta2", "1");
    refused("optimiser", "schedule", "\"linear\"");
    refused("trainable", "rank", "0");
    refused("trainable", "targets", "\"\"");
    refused("trainable", "targets", "\"(q_proj\"");
    refused("trainable", "base", "\"fp16\"");
    refused("evaluation", "every", "0");
    refused("evaluation", "image_gain_samples", "65");
    refused("checkpoint", "keep_last", "0");
    refused("checkpoint", "keep_best", "\"kl\"");
    CHECK(mentions(refusal(R"({"format":1,"seed":-1})"), "allowed are 0 to"));
    CHECK(mentions(refusal(R"({"format":1,"stages":[]})"), "at least one stage"));
    CHECK(mentions(refusal(R"({"format":1,"sampling":{"completions":1}})"), "no advantage"));
    CHECK(mentions(refusal(R"({"format":1,"objective":{"kl":null}})"), "finite number"));
    CHECK(mentions(refusal(R"({"format":1,"prompt":"default-9"})"), "default-9"));
    CHECK(mentions(refusal(R"({"format":2})"), "newer"));
    CHECK(mentions(refusal(R"({"preset":"rft"})"), "format"));
}

TEST_CASE("sft learns from targets, so one completion a prompt is enough") {
    CHECK(fromText(R"({"format":1,"preset":"sft","sampling":{"completions":1}})").sampling.completions == 1);
}

TEST_CASE("a strategy that contradicts stages or prompt is refused, one that repeats them is accepted") {
    CHECK(mentions(refusal(R"({"format":1,"strategy":{"knowledge_prompt":true}})"),
                   "strategy.knowledge_prompt"));
    CHECK(mentions(refusal(R"({"format":1,"strategy":{"localise_first":true}})"), "strategy.localise_first"));
    CHECK(mentions(refusal(R"({"format":1,"preset":"rft+recite-","strategy":{"recitation_weight":0.2}})"),
                   "says 0.2"));
    CHECK(mentions(
        refusal(R"({"format":1,"preset":"rft+fuzzy","strategy":{"fuzzy_grades":false}})", kSmallGrading),
        "strategy.fuzzy_grades"));
    CHECK(
        fromText(
            R"({"format":1,"preset":"rft+recite-","strategy":{"recitation_weight":-0.2,"knowledge_prompt":true}})")
            .strategy() == Strategy{true, false, -0.2, false});
}

TEST_CASE("rewards that a stage's task can't give are refused in words") {
    const std::string message =
        refusal(R"({"format":1,"stages":[{"name":"main","rewards":[{"name":"boxes","weight":1}]}]})");
    CHECK(mentions(message, "\"boxes\""));
    CHECK(mentions(refusal(R"({"format":1,"stages":[{"name":"a","dataset":"localise","steps":3,
        "rewards":[{"name":"boxes","weight":1}]},{"name":"main"}]})"),
                   "localise=DIR"));
}

TEST_CASE("refused presets say why and what to do") {
    const auto says = [](const char* preset, const PresetContext& context) -> std::string {
        try {
            presetRecipe(preset, context);
        } catch (const Error& error) {
            return error.what();
        }
        return "accepted";
    };
    CHECK(mentions(says("rft+fuzzy", kSmallClassification), "a classification task has no grades"));
    CHECK(mentions(says("rft+localise", kSmallGrading), "--dataset localise=DIR"));
    CHECK(mentions(says("grpo", kSmallGrading), "rft+box-budget"));
    PresetContext one = kSmallGrading;
    one.steps = 0;
    CHECK(mentions(says("rft", one), "Choose 1 to"));
    one.steps = 1;
    one.hasLocalise = true;
    CHECK(mentions(says("rft+localise", one), "at least 2 steps"));
}

TEST_CASE("vrft-aug says what it leaves out") {
    CHECK(presetLeftOut("vrft-aug", {TaskKind::Grading, false, true, {}, {}}).empty());
    const auto both = presetLeftOut("vrft-aug", kSmallClassification);
    REQUIRE(both.size() == 2);
    CHECK(mentions(both[0], "no grades"));
    CHECK(mentions(both[1], "no dataset named localise"));
    CHECK(presetLeftOut("rft", kSmallClassification).empty());
}

TEST_CASE("a large policy's base is kept in bf16, unless it is trained itself") {
    const PresetContext large{TaskKind::Classification, true, false, {}, {}};
    CHECK(presetRecipe("rft", large).trainable.base == BaseWeights::Half);
    const auto base = [&](const char* trainable) {
        return fromText(fmt::format(R"({{"format":1,"trainable":{}}})", trainable), large).trainable.base;
    };
    CHECK(base(R"({"rank":4})") == BaseWeights::Half);
    CHECK(base(R"({"base":"stored"})") == BaseWeights::Stored);
    CHECK(base(R"({"kind":"full"})") == BaseWeights::Single);
    const std::string message =
        refusal(R"({"format":1,"trainable":{"kind":"full","base":"bf16"}})", kSmallClassification);
    CHECK(mentions(message, "trains these weights"));
    CHECK(mentions(message, "fp32, or the kind lora"));
    // Runs of earlier programs don't have the key.
    Json json = recipeToJson(presetRecipe("rft", large));
    CHECK(json["trainable"]["base"] == "bf16");
    CHECK(json["trainable"]["gradient_checkpointing"] == true);
    json["trainable"].erase("base");
    json["trainable"].erase("gradient_checkpointing");
    const Recipe earlier = resolvedRecipeFromJson(json, "run.json");
    CHECK(earlier.trainable.base == BaseWeights::Single);
    CHECK(earlier.trainable.checkpointed(kLargePolicyParameters));
    CHECK_FALSE(earlier.trainable.checkpointed(kLargePolicyParameters - 1));
    json["trainable"]["base"] = "fp32";
    CHECK(recipeToJson(earlier) == json);
    CHECK_FALSE(fromText(R"({"format":1,"trainable":{"gradient_checkpointing":false}})", large)
                    .trainable.checkpointed(kLargePolicyParameters));
}

TEST_CASE("a run's record ignores unknown keys and misses none") {
    Json json = recipeToJson(presetRecipe("rft", kSmallClassification));
    json["future"] = 1;
    json["sampling"]["future"] = 2;
    CHECK_NOTHROW(resolvedRecipeFromJson(json, "run.json"));
    json["optimiser"].erase("eps");
    CHECK_THROWS_WITH_AS(resolvedRecipeFromJson(json, "run.json"), doctest::Contains("\"eps\" is missing"),
                         Error);
}
