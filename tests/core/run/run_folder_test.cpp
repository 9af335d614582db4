// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>

using namespace vrft;
using vrft::test::TempFolder;

TEST_CASE("run.json round trips with every key of the format description") {
    const TempFolder temp;
    const RunInfo info = test::sampleRunInfo();
    createRun(temp / "run", info);
    const Json json = readJsonFile(temp / "run" / "run.json");
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"format", "id", "name", "recipe", "knowledge", "prompt_template",
                                           "datasets", "policy", "versions", "machine", "token_files",
                                           "created"});
    CHECK(jsonLine(runInfoToJson(readRun(temp / "run"))) == jsonLine(runInfoToJson(info)));
}

TEST_CASE("a run with a missing key, an unnamed dataset or a newer format is refused") {
    const Json good = runInfoToJson(test::sampleRunInfo());
    for (const auto& [key, value] : good.items()) {
        if (key == "token_files") continue; // all, where it isn't said
        Json broken = good;
        broken.erase(key);
        CAPTURE(key);
        CHECK_THROWS_WITH_AS(runInfoFromJson(broken, "run.json"), doctest::Contains(key.c_str()), Error);
    }
    Json other = good;
    other["datasets"] = Json::object();
    CHECK_THROWS_WITH_AS(runInfoFromJson(other, "run.json"), doctest::Contains("\"main\""), Error);
    other = good;
    other["format"] = 2;
    CHECK_THROWS_WITH_AS(runInfoFromJson(other, "run.json"), doctest::Contains("newer"), Error);
    other = good;
    other["a_later_key"] = 1;
    CHECK_NOTHROW(runInfoFromJson(other, "run.json"));
}

TEST_CASE("a run is made in an empty place only, and nothing stays of a refused one") {
    const TempFolder temp;
    test::sampleRun(temp / "run");
    CHECK_THROWS_AS(createRun(temp / "run", test::sampleRunInfo()), Error);
    RunInfo broken = test::sampleRunInfo();
    broken.datasets.clear();
    CHECK_THROWS_AS(createRun(temp / "broken", broken), Error);
    CHECK_FALSE(std::filesystem::exists(temp / "broken"));
    CHECK_THROWS_WITH_AS(readRun(temp / "broken"), doctest::Contains("no run.json"), Error);
    CHECK_FALSE(isRun(temp.path()));
}

TEST_CASE("run folders are named by local time and name") {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    CHECK(runFolderName(1767323045, "rft+fuzzy") == "20260102-030405-rft+fuzzy");
    for (const char* name : {"", ".hidden", "a/b", "..", "a\nb", "a:b"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(checkRunName(name), Error);
    }
    CHECK_THROWS_AS(checkRunName(std::string(121, 'a')), Error);
    CHECK_NOTHROW(checkRunName("Übung 3"));
}

TEST_CASE("paths inside a run are relative and survive moving the workspace") {
    const TempFolder temp;
    makeFolders(temp / "ws/runs/r1");
    makeFolders(temp / "ws/datasets/d1");
    const std::string relative = relativeToRun(temp / "ws/runs/r1", temp / "ws/datasets/d1");
    CHECK(relative == "../../datasets/d1");
    std::filesystem::rename(temp / "ws", temp / "moved");
    CHECK(resolveRunPath(temp / "moved/runs/r1", relative) == temp / "moved/datasets/d1");
    CHECK(resolveRunPath(temp / "moved/runs/r1", "/elsewhere/d") == "/elsewhere/d");
}

TEST_CASE("files of a run are named as the format says") {
    const RunPaths paths{"r"};
    CHECK(paths.completions(3) == "r/completions-0003.jsonl");
    CHECK(paths.tokens(12345) == "r/tokens-12345.bin");
    CHECK(paths.checkpoint(25) == "r/checkpoints/step-000025");
    CHECK(paths.evaluation(0) == "r/evaluations/step-000000.json");
    const TempFolder temp;
    for (const char* name :
         {"completions-0010.jsonl", "completions-0002.jsonl", "completions-x.jsonl", "completions-.jsonl"})
        std::ofstream(temp / name) << "\n";
    CHECK(RunPaths{temp.path()}.completionNumbers() == std::vector<int>{2, 10});
}
