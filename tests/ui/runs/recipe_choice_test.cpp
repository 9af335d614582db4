// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/recipe_choice_test.h"

#include "core/error.h"
#include "ui/runs/launch_model.h"
#include "ui/runs/recipe_choice.h"

#include <QTest>
#include <algorithm>
#include <functional>

using namespace vrft;
using namespace vrft::ui;

namespace {

PresetContext contextOf(TaskKind kind, bool large = false, bool boxes = true) {
    PresetContext context;
    context.kind = kind;
    context.large = large;
    context.hasLocalise = boxes;
    return context;
}

std::string text(const Recipe& recipe) {
    return canonicalJson(recipeToJson(recipe));
}

const RewardSpec* reward(const Recipe& recipe, const std::string& name) {
    for (const RewardSpec& spec : recipe.stages.back().rewards)
        if (spec.name == name) return &spec;
    return nullptr;
}

template <typename Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

void RecipeChoiceTest::anUnchangedPresetIsThePreset() {
    int compared = 0;
    for (const TaskKind kind : {TaskKind::Classification, TaskKind::Grading, TaskKind::Localisation})
        for (const bool large : {false, true})
            for (const bool boxes : {false, true})
                for (const std::string_view preset : presetNames()) {
                    const PresetContext context = contextOf(kind, large, boxes);
                    RecipeChoice choice;
                    choice.preset = preset;
                    if (!presetRefused(preset, context).empty()) {
                        QVERIFY(!refusal([&] { recipeOf(choice, context); }).empty());
                        continue;
                    }
                    const Recipe recipe = recipeOf(choice, context);
                    QCOMPARE(text(recipe), text(presetRecipe(preset, context)));
                    QVERIFY(isPreset(recipe, choice, context));
                    ++compared;
                }
    QVERIFY(compared > 60);
}

void RecipeChoiceTest::whatWasChangedStaysOverKindsAndSizes() {
    RecipeChoice choice;
    choice.preset = "vrft-aug";
    choice.steps = 40;
    choice.learningRate = 0.002;
    choice.seed = 17;
    for (const bool large : {false, true}) {
        const Recipe recipe = recipeOf(choice, contextOf(TaskKind::Grading, large));
        QCOMPARE(recipe.stages.back().steps, 40);
        QCOMPARE(recipe.stages.front().steps, 16); // boxes first: 0.4 of them
        QCOMPARE(recipe.optimiser.lr, 0.002);
        QCOMPARE(recipe.seed, std::uint64_t{17});
        QCOMPARE(recipe.sampling.maxNewTokens, large ? 512 : 64); // of the size
    }
}

void RecipeChoiceTest::switchesChangeOnlyTheirPart() {
    const PresetContext context = contextOf(TaskKind::Grading);
    RecipeChoice choice;
    choice.preset = "vrft-aug";
    choice.fuzzyGrades = false;
    choice.weights["accuracy"] = 2;
    Recipe recipe = recipeOf(choice, context);
    QVERIFY(reward(recipe, "fuzzy_grade") == nullptr);
    QCOMPARE(reward(recipe, "accuracy")->weight, 2.0);
    QVERIFY(reward(recipe, "recitation") != nullptr);
    QVERIFY(recipe.knowledgePrompt);

    choice = {};
    choice.preset = "rft";
    choice.recitationWeight = 0.3;
    choice.localiseFirst = true;
    choice.steps = 100;
    recipe = recipeOf(choice, context);
    QCOMPARE(reward(recipe, "recitation")->weight, 0.3);
    QCOMPARE(reward(recipe, "recitation")->minWords, 8);
    QCOMPARE(recipe.stages.front().name, std::string("localise"));
    QCOMPARE(recipe.stages.front().steps, 40);
    QVERIFY(!recipe.knowledgePrompt);

    choice = {};
    choice.preset = "vrft-aug";
    choice.localiseFirst = false;
    choice.recitationWeight = 0;
    choice.supervised = true;
    recipe = recipeOf(choice, context);
    QCOMPARE(recipe.stages.size(), std::size_t{1});
    QVERIFY(recipe.stages.back().method == Method::Sft);
    QVERIFY(recipe.knowledgePrompt);
}

void RecipeChoiceTest::theNameOfThePresetStaysTrue() {
    const PresetContext context = contextOf(TaskKind::Grading, false, false);
    RecipeChoice choice;
    choice.preset = "vrft-aug";
    choice.recitationWeight = 0;
    choice.fuzzyGrades = false;
    QCOMPARE(recipeOf(choice, context).preset, std::string("rft+knowledge")); // that is what is left
    choice.knowledgePrompt = false;
    QCOMPARE(recipeOf(choice, context).preset, std::string("rft"));
    choice.fuzzyGrades = true;
    QCOMPARE(recipeOf(choice, context).preset, std::string("rft+fuzzy"));
    choice.weights["format"] = 0.7; // nobody's strategy: the base without knowledge
    const Recipe own = recipeOf(choice, context);
    QCOMPARE(own.preset, std::string("rft"));
    QVERIFY(!isPreset(own, choice, context));
}

void RecipeChoiceTest::textIsReadOrRefusedInWords() {
    const PresetContext context = contextOf(TaskKind::Grading);
    RecipeChoice choice =
        choiceFromText(R"({"format":1,"preset":"rft+fuzzy","objective":{"kl":0.25},"seed":9})", context);
    Recipe recipe = recipeOf(choice, context);
    QCOMPARE(recipe.objective.kl, 0.25);
    QCOMPARE(recipe.seed, std::uint64_t{9});
    QVERIFY(recipe.strategy().fuzzyGrades);
    choice.kl = 0.5; // by hand afterwards
    choice.fuzzyGrades = false;
    recipe = recipeOf(choice, context);
    QCOMPARE(recipe.objective.kl, 0.5);
    QCOMPARE(recipe.seed, std::uint64_t{9});
    QVERIFY(!recipe.strategy().fuzzyGrades);

    QVERIFY(refusal([&] { choiceFromText("{", context); }).find("settings") != std::string::npos);
    QVERIFY(refusal([&] { choiceFromText(R"({"format":1,"objektive":{}})", context); }).find("objektive") !=
            std::string::npos);
    QVERIFY(refusal([&] {
                choiceFromText(R"({"format":1,"sampling":{"top_p":0.9}})", context);
            }).find("temperature only") != std::string::npos);
}

void RecipeChoiceTest::impossibleNumbersAreRefusedInWords() {
    RecipeChoice choice;
    choice.completions = 1;
    QVERIFY(refusal([&] { recipeOf(choice, contextOf(TaskKind::Grading)); }).find("group of one") !=
            std::string::npos);
    choice = {};
    choice.temperature = -3;
    QVERIFY(refusal([&] { recipeOf(choice, contextOf(TaskKind::Grading)); }).find("temperature") !=
            std::string::npos);
    choice = {};
    choice.fuzzyGrades = true; // a task without grades has nothing to be near to
    QVERIFY(refusal([&] { recipeOf(choice, contextOf(TaskKind::Classification)); }).find("fuzzy_grade") !=
            std::string::npos);
}

void RecipeChoiceTest::differencesNameEverySettingThatDiffers() {
    const PresetContext context = contextOf(TaskKind::Grading, false, false);
    RecipeChoice choice;
    choice.preset = "rft+knowledge";
    const Recipe before = recipeOf(choice, context);
    QVERIFY(recipeDifferences(before, before).empty());
    choice.maxNewTokens = 180;
    choice.recitationWeight = -0.4;
    const auto found = recipeDifferences(before, recipeOf(choice, context));
    const auto holds = [&](const RecipeDifference& difference) {
        return std::find(found.begin(), found.end(), difference) != found.end();
    };
    QVERIFY(holds({"sampling.max_new_tokens", "64", "180"}));
    QVERIFY(holds({"rewards.recitation", "", "-0.4"}));
    QVERIFY(holds({"rewards.recitation.min_words", "", "8"}));
    QCOMPARE(found.size(), std::size_t{3}); // the preset is still the best name
    const auto back = recipeDifferences(recipeOf(choice, context), before);
    QVERIFY(std::find(back.begin(), back.end(), RecipeDifference{"rewards.recitation", "-0.4", ""}) !=
            back.end());
}

void RecipeChoiceTest::theHighestRewardCountsWhatCanBeEarned() {
    Stage stage = presetRecipe("vrft-aug", contextOf(TaskKind::Grading)).stages.back();
    QCOMPARE(rewardRange(stage).highest, 1.5); // a penalty takes, it never gives
    QCOMPARE(rewardRange(stage).wrongInForm, 0.5);
    stage = presetRecipe("rft+recite+", contextOf(TaskKind::Grading)).stages.back();
    QCOMPARE(rewardRange(stage).highest, 1.7);
    RewardSpec overlong;
    overlong.name = "overlong";
    stage.rewards.push_back(overlong);
    QCOMPARE(rewardRange(stage).highest, 1.7);
}

void RecipeChoiceTest::everySettingHasWords() {
    const PresetContext context = contextOf(TaskKind::Grading);
    // Against a recipe without a stage, every setting of each preset is a difference.
    int named = 0;
    for (const std::string_view preset : presetNames()) {
        Recipe none = presetRecipe("rft", context);
        none.stages.clear();
        for (const RecipeDifference& difference : recipeDifferences(none, presetRecipe(preset, context))) {
            const QString words = settingName(difference.key);
            QVERIFY2(!words.contains(QLatin1Char('.')) && !words.contains(QLatin1Char('_')),
                     qPrintable(QString::fromStdString(difference.key) + QStringLiteral(": ") + words));
            QVERIFY2(words.front().isUpper(), qPrintable(words));
            ++named;
        }
    }
    QVERIFY(named > 30);
    QCOMPARE(settingName("localise.rewards.boxes"), QStringLiteral("Weight of box overlap, on boxes first"));
    QCOMPARE(settingName("rewards.recitation.min_words"), QStringLiteral("Recitation: fewest words"));
    QCOMPARE(settingName("warm.steps"), QStringLiteral("Steps, stage warm"));
    // Whatever else a recipe holds.
    std::function<void(const Json&, const std::string&)> walk = [&](const Json& json,
                                                                    const std::string& key) {
        if (json.is_object() && key != "strategy") {
            for (const auto& [name, value] : json.items())
                if (name != "format" && name != "stages") walk(value, key.empty() ? name : key + "." + name);
        } else if (key != "strategy") {
            const QString words = settingName(key);
            QVERIFY2(words.front().isUpper() && !words.contains(QLatin1Char('_')), qPrintable(words));
        }
    };
    walk(recipeToJson(presetRecipe("vrft-aug", context)), {});
    QCOMPARE(settingValue("grpo"), QStringLiteral("reinforcement"));
    QCOMPARE(settingValue("0.25"), QStringLiteral("0.25"));
}

void RecipeChoiceTest::rewardsChosenByHandStandInPlaceOfThePresets() {
    PresetContext context;
    context.kind = TaskKind::Grading;
    RecipeChoice choice;
    choice.preset = "rft";
    RewardSpec external;
    external.name = "external";
    external.weight = -2;
    external.command = {"/usr/bin/python3", "/home/me/judge.py"};
    external.onFailure = ExternalFailure::Zero;
    RewardSpec fuzzy{"fuzzy_grade", 1};
    fuzzy.distance.emplace();
    fuzzy.distance->preset = GradeDistance::Preset::Table;
    fuzzy.distance->table = {1, 0.4};
    const StageRewards wanted{{fuzzy, external}, Combine::NormaliseEach};
    choice.rewards["main"] = wanted;
    const Recipe recipe = recipeOf(choice, context);
    QVERIFY(recipe.stages.back().rewards == wanted.rewards); // through the file's form and back
    QVERIFY(recipe.stages.back().combine == Combine::NormaliseEach);
    QVERIFY(!isPreset(recipe, choice, context));
    // From -1 to 1, weight -2: two either way.
    QCOMPARE(rewardRange(recipe.stages.back()).highest, 3.0);
    choice.fuzzyGrades = false; // a switch changes what was taken
    QVERIFY((recipeOf(choice, context).stages.back().rewards.front() == RewardSpec{"accuracy", 1}));
    choice.rewards["localise"] = {{RewardSpec{"boxes", 2}}, Combine::Sum}; // of a stage that isn't there yet
    context.hasLocalise = true;
    choice.localiseFirst = true;
    const Recipe both = recipeOf(choice, context);
    QCOMPARE(both.stages.size(), std::size_t(2));
    QCOMPARE(both.stages.front().rewards.size(), std::size_t(1));
    QCOMPARE(both.stages.front().rewards.front().weight, 2.0);
    choice.localiseFirst.reset();
    context.kind = TaskKind::Classification;
    choice.fuzzyGrades.reset();
    QVERIFY_THROWS_EXCEPTION(Error, recipeOf(choice, context)); // what this task can't give is said
}
