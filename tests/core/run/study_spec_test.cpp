// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// STUDY.json and the cells it stands for.
#include "core/error.h"
#include "core/files.h"
#include "core/run/study.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <set>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

constexpr const char* kStudy = R"({"format":1,"rows":["sft","rft","rft+fuzzy","rft+localise"],
    "datasets":{"severity":"data/sev","malignancy":"/abs/mal"},"policies":{"severity":"p/s","malignancy":"p/m"},
    "seeds":[1,2],"steps":300,"localise":{"severity":"data/lesion"},"control":"rft+box-budget","out":"result"})";

Json study() {
    return parseJson(kStudy, "STUDY.json");
}
StudySpec spec(const Json& json) {
    return studyFromJson(json, "/studies", "STUDY.json");
}

std::string refusal(const Json& json) {
    try {
        spec(json);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

StudyContext contextOf(const std::string& dataset) {
    return {dataset == "severity" ? TaskKind::Grading : TaskKind::Classification, false};
}

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a study is read with paths relative to its own folder") {
    const StudySpec read = spec(study());
    CHECK(read.rows.size() == 4);
    CHECK(read.datasets[0] == std::pair<std::string, fs::path>{"severity", "/studies/data/sev"});
    CHECK(read.datasets[1].second == "/abs/mal");
    CHECK(read.policyOf("malignancy") == "/studies/p/m");
    CHECK(*read.localiseOf("severity") == "/studies/data/lesion");
    CHECK(read.localiseOf("malignancy") == nullptr);
    CHECK(read.steps == 300);
    CHECK(read.out == "/studies/result");
    CHECK(read.allRows().back().name == "rft+box-budget");
    Json json = study();
    json["rows"].push_back("rft+box-budget");
    CHECK(spec(json).allRows().size() == 5);
    for (const char* optional : {"steps", "localise", "control"})
        json.erase(optional);
    CHECK_NOTHROW(spec(json));
}

TEST_CASE("a study's slips are refused with the key") {
    const auto with = [](const char* key, const char* value) {
        Json json = study();
        json[key] = parseJson(value, "x");
        return refusal(json);
    };
    CHECK(mentions(with("colour", "1"), "\"colour\""));
    CHECK(mentions(with("rows", "[\"grpo\"]"), "\"grpo\""));
    CHECK(mentions(with("rows", "[]"), "\"rows\" is empty"));
    CHECK(mentions(with("rows", "[\"rft\",\"rft\"]"), "twice"));
    CHECK(mentions(with("seeds", "[1,1]"), "twice"));
    CHECK(mentions(with("seeds", "[-1]"), "0 or more"));
    CHECK(mentions(with("seeds", "[]"), "\"seeds\" is empty"));
    CHECK(mentions(with("steps", "0"), "allowed are 1 to"));
    CHECK(mentions(with("policies", "{\"severity\":\"p\"}"), "none for the dataset \"malignancy\""));
    CHECK(mentions(with("localise", "{\"other\":\"p\"}"), "\"other\""));
    CHECK(mentions(with("datasets", "{}"), "\"datasets\" is empty"));
    CHECK(mentions(with("datasets", "{\"a/b\":\"x\"}"), "a/b"));
    CHECK(mentions(with("control", "\"best\""), "\"best\""));
    Json json = study();
    json.erase("out");
    CHECK(mentions(refusal(json), "\"out\" is missing"));
}

TEST_CASE("a study expands to a run per row, dataset and seed, with refusals in words") {
    const StudySpec read = spec(study());
    const std::vector<StudyCell> cells = expandStudy(read, contextOf);
    CHECK(cells.size() == 5 * 2 * 2);
    std::set<fs::path> folders;
    int refused = 0;
    for (const StudyCell& cell : cells) {
        CHECK(cell.context.seed == cell.seed);
        if (cell.refused) {
            ++refused;
            CHECK(cell.run.empty());
            continue;
        }
        CHECK(folders.insert(cell.run).second);
        const Recipe recipe = strategyRecipe(cell.strategy, cell.context);
        CHECK(recipe.preset == cell.row);
        CHECK(recipe.seed == cell.seed);
    }
    CHECK(refused == 4); // malignancy: no grades, no localise dataset; two seeds each
    CHECK(cells[0].run == "/studies/result/severity-sft-s1");
    CHECK(mentions(*cells[14].refused, "no grades"));
    CHECK(cells[14].dataset == "malignancy");
    CHECK(expandStudy(read, contextOf)[3].run == cells[3].run); // the same at every start
}

TEST_CASE("a cell is finished by its final evaluation") {
    const TempFolder temp;
    StudyCell cell;
    cell.run = temp / "cell";
    CHECK_FALSE(cellFinished(cell));
    makeFolders(temp / "cell/evaluations");
    writeFileAtomic(temp / "cell/evaluations/step-000000.json", "{}");
    CHECK_FALSE(cellFinished(cell));
    writeFileAtomic(temp / "cell/evaluations/final.json", "{}");
    CHECK(cellFinished(cell));
}

TEST_CASE("a sweep is a row a weight, each a preset with that weight and no other change") {
    Json json = study();
    json["rows"] = {"rft"};
    json["sweep"] = parseJson(R"({"reward":"recitation","weights":[-0.4,-0.2,0,0.2,0.4]})", "x");
    const StudySpec read = spec(json);
    REQUIRE(read.rows.size() == 6);
    CHECK(read.rows[1].name == "rft+recite weight -0.4");
    CHECK(read.rows[3].name == "rft+recite weight 0");
    PresetContext context;
    context.steps = 20;
    const std::vector<std::string> names = {"rft+recite-", "rft+recite-", "rft+knowledge", "rft+recite+",
                                            "rft+recite+"};
    for (std::size_t i = 0; i < 5; ++i) {
        Recipe recipe = strategyRecipe(read.rows[i + 1], context);
        Recipe preset = presetRecipe("rft+recite-", context);
        CHECK(recipe.preset == names[i]); // what it does, not what it was made of
        CHECK(recipe.strategy().recitationWeight == doctest::Approx(-0.4 + 0.2 * static_cast<double>(i)));
        preset.preset = recipe.preset;
        preset.stages.back().rewards.back().weight = recipe.stages.back().rewards.back().weight;
        CHECK(recipeToJson(recipe) == recipeToJson(preset));
    }
    std::set<fs::path> folders;
    for (const StudyCell& cell : expandStudy(read, contextOf))
        if (!cell.refused) CHECK(folders.insert(cell.run).second);
    CHECK(folders.contains("/studies/result/severity-rft+recite-weight--0.4-s1"));

    json["sweep"] = parseJson(R"([{"reward":"accuracy","weights":[2],"preset":"rft+knowledge"},
                                  {"reward":"format","weights":[0.1]}])",
                              "x");
    json.erase("rows");
    CHECK(spec(json).rows[0].name == "rft+knowledge accuracy weight 2");
    CHECK(spec(json).rows[1].preset == "rft");
    // A study of what is refused in one dataset goes on in the other: severity has grades, and "accuracy"
    // too.
    json["sweep"] = parseJson(R"({"reward":"fuzzy_grade","weights":[2]})", "x");
    for (const StudyCell& cell : expandStudy(spec(json), contextOf))
        CHECK(cell.refused.has_value() ==
              (cell.dataset == "malignancy" && cell.row == "rft+fuzzy fuzzy_grade weight 2"));
}

TEST_CASE("a row with changes is a preset and what is said on top of it") {
    Json json = study();
    json["rows"] = parseJson(
        R"(["rft",{"name":"no KL","preset":"rft","changes":{"objective":{"kl":0}}},
            {"name":"long, no boxes","preset":"vrft-aug","changes":{"stages":[{"name":"main","steps":420}]}}])",
        "x");
    json["control"] = "no KL";
    json.erase("steps");
    const StudySpec read = spec(json);
    CHECK(read.allRows().size() == 3);
    CHECK(read.rows[0].isPlainRft());
    CHECK_FALSE(read.rows[1].isPlainRft());
    PresetContext context;
    context.kind = TaskKind::Grading;
    context.hasLocalise = true;
    CHECK(strategyRecipe(read.rows[1], context).objective.kl == 0);
    CHECK(strategyRecipe(read.rows[1], context).sampling.completions == 8);
    const Recipe budget = strategyRecipe(read.rows[2], context);
    CHECK(budget.totalSteps() == presetRecipe("vrft-aug", context).totalSteps());
    CHECK_FALSE(budget.strategy().localiseFirst);
    CHECK(budget.strategy().fuzzyGrades);
}

TEST_CASE("slips in rows and sweeps are refused with their place") {
    const auto with = [](const char* key, const char* value) {
        Json json = study();
        json[key] = parseJson(value, "x");
        return refusal(json);
    };
    CHECK(
        mentions(with("rows", R"([{"name":"a","preset":"rft","changes":{"objective":{"kll":0}}}])"), "kll"));
    CHECK(mentions(with("rows", R"([{"name":"a","preset":"rft","changes":{"seed":3}}])"), "study itself"));
    CHECK(mentions(with("rows", R"([{"name":"sft","preset":"rft","changes":{"objective":{"kl":0}}}])"),
                   "a preset that this row isn't"));
    CHECK(mentions(with("rows", R"([{"name":"a/b","preset":"rft"}])"), "a/b"));
    CHECK(mentions(with("rows", R"([{"name":"a","preset":"best"}])"), "\"best\""));
    CHECK(mentions(with("rows", R"([{"name":"a","preset":"rft","colour":1}])"), "\"colour\""));
    CHECK(mentions(with("rows", R"(["rft",{"name":"rft","preset":"rft"}])"), "twice"));
    CHECK(mentions(with("sweep", R"({"reward":"overlong","weights":[1]})"), "no preset has"));
    CHECK(mentions(with("sweep", R"({"reward":"recitation","weights":[1],"preset":"rft"})"), "no reward"));
    CHECK(mentions(with("sweep", R"({"reward":"recitation","weights":[]})"), "\"weights\" is empty"));
    CHECK(mentions(with("sweep", R"({"reward":"recitation","weights":["a"]})"), "numbers"));
    CHECK(mentions(with("sweep", R"({"reward":"recitation","weights":[0.1,0.1]})"), "twice"));
    // Names that make one folder of two runs.
    Json json = study();
    json["rows"] = parseJson(R"([{"name":"a b","preset":"rft"},{"name":"a-b","preset":"rft"}])", "x");
    CHECK_THROWS_WITH_AS(expandStudy(spec(json), contextOf), doctest::Contains("share the run folder"),
                         Error);
}

TEST_CASE("a study written by the window reads back as it was") {
    const TempFolder temp;
    Json json = study();
    json["rows"].push_back(
        parseJson(R"({"name":"no KL","preset":"rft","changes":{"objective":{"kl":0}}})", "x"));
    json["sweep"] = parseJson(R"({"reward":"recitation","weights":[-0.4,0.4]})", "x");
    json["runs"] = "../runs";
    json["threads"] = 2;
    json["prefix"] = "20260101-000000-strategies-";
    const StudySpec before = studyFromJson(json, temp / "studies", "STUDY.json");
    const StudySpec after =
        studyFromJson(studyToJson(before, temp / "studies"), temp / "studies", "STUDY.json");
    CHECK(after.rows == before.rows);
    CHECK(after.datasets == before.datasets);
    CHECK(after.policies == before.policies);
    CHECK(after.localise == before.localise);
    CHECK(after.seeds == before.seeds);
    CHECK(after.steps == before.steps);
    CHECK(after.control == before.control);
    CHECK(after.threads == 2);
    CHECK(after.out == before.out);
    CHECK(after.runs == before.runs);
    const auto cells = expandStudy(after, contextOf);
    CHECK(cells[0].run == temp / "runs/20260101-000000-strategies-severity-sft-s1");
}

TEST_CASE("datasets that differ in classes are said in words, alike ones aren't") {
    Task benign;
    benign.id = "malignancy";
    benign.kind = TaskKind::Classification;
    for (const char* name : {"benign", "malignant"}) {
        TaskClass item;
        item.id = item.name = name;
        benign.classes.push_back(item);
    }
    Task graded = benign;
    graded.kind = TaskKind::Grading;
    Task boxes;
    boxes.kind = TaskKind::Localisation;
    const std::vector<std::pair<std::string, Task>> alike = {{"here", benign}, {"there", benign}};
    CHECK(studyNotes(alike).empty());
    const std::vector<std::pair<std::string, Task>> apart = {
        {"malignancy", benign}, {"severity", graded}, {"lesion", boxes}};
    REQUIRE(studyNotes(apart).size() == 1);
    CHECK(mentions(studyNotes(apart)[0],
                   "malignancy (2 classes), severity (2 grades), lesion (boxes). Compare strategies within"));
}
