// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/run/queue.h"
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

TEST_CASE("a work queue round trips and its runs are found beside it") {
    const TempFolder temp;
    writeQueue(temp / "QUEUE.json", {{"runs/a", "../b"}});
    CHECK(readJsonFile(temp / "QUEUE.json") == parseJson(R"({"format":1,"runs":["runs/a","../b"]})", "x"));
    CHECK(queueRuns(temp / "QUEUE.json") ==
          std::vector<fs::path>{temp / "runs/a", (temp.path().parent_path() / "b")});
    CHECK(readQueue(temp / "QUEUE.json").runs == std::vector<std::string>{"runs/a", "../b"});
}

TEST_CASE("one program works a queue off, and who asks disturbs nobody") {
    const TempFolder temp;
    writeQueue(temp / "QUEUE.json", {{"a"}});
    CHECK_FALSE(queueWorked(temp / "QUEUE.json"));
    {
        const QueueLock lock(temp / "QUEUE.json");
        CHECK(queueWorked(temp / "QUEUE.json"));
        CHECK_THROWS_WITH_AS(QueueLock(temp / "QUEUE.json"), doctest::Contains("another program"), Error);
        CHECK(queueWorked(temp / "QUEUE.json"));
    }
    CHECK_FALSE(queueWorked(temp / "QUEUE.json"));
    const QueueLock next(temp / "QUEUE.json");
}

TEST_CASE("a queue with an unknown key, a repeated run or no list is refused by name") {
    const TempFolder temp;
    const auto refused = [&temp](const char* text, const char* part) {
        writeFileAtomic(temp / "Q.json", text);
        CHECK_THROWS_WITH_AS(readQueue(temp / "Q.json"), doctest::Contains(part), Error);
    };
    refused(R"({"format":1,"runs":[],"priority":1})", "\"priority\"");
    refused(R"({"format":1,"runs":["a","a"]})", "twice");
    refused(R"({"format":1,"runs":[""]})", "empty");
    refused(R"({"format":1,"runs":"a"})", "list");
    refused(R"({"format":1})", "missing");
    refused(R"({"runs":[]})", "format");
}

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
    CHECK(read.allRows().back() == "rft+box-budget");
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
        const Recipe recipe = presetRecipe(cell.row, cell.context);
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
