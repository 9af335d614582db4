// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_edits.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/control.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

namespace fs = std::filesystem;
using namespace vrft;
using vrft::test::TempFolder;

TEST_CASE("a renamed run keeps its folder and everything else in run.json") {
    const TempFolder folder;
    const fs::path run = test::sampleRun(folder / "20260102-030405-test");
    const RunInfo before = readRun(run);
    renameRun(run, "second try");
    RunInfo after = readRun(run);
    CHECK(after.name == "second try");
    after.name = before.name;
    CHECK(runInfoToJson(after) == runInfoToJson(before));
    for (const char* name : {"", ".hidden", "a/b", "line\nbreak"})
        CHECK_THROWS_AS(renameRun(run, name), Error);
    CHECK(readRun(run).name == "second try");
}

TEST_CASE("a run goes into the trash and comes back as it was") {
    const TempFolder workspace;
    const fs::path run = test::sampleRun(workspace / "runs" / "20260102-030405-test");
    writeFileAtomic(run / "metrics.jsonl", "{\"step\":0}\n");
    CHECK(folderBytes(run) > 11);
    const fs::path place = trashRun(workspace.path(), "20260102-030405-test");
    CHECK(!fs::exists(run));
    CHECK(readTextFile(place / "metrics.jsonl") == "{\"step\":0}\n");
    fs::create_directories(workspace / "trash" / "policy-x"); // is no run
    const auto listed = trashedRuns(workspace.path());
    REQUIRE(listed.size() == 1);
    CHECK(listed.front().name == "test");
    CHECK(restoreRun(workspace.path(), listed.front().folder) == "20260102-030405-test");
    CHECK(readTextFile(run / "metrics.jsonl") == "{\"step\":0}\n");
    CHECK(trashedRuns(workspace.path()).empty());
    CHECK_THROWS_AS(restoreRun(workspace.path(), "policy-x"), Error);
    CHECK_THROWS_AS(restoreRun(workspace.path(), "../runs/20260102-030405-test"), Error);
    CHECK_THROWS_AS(trashRun(workspace.path(), "20990101-000000-none"), Error);
}

TEST_CASE("two runs of one folder name lie side by side in the trash") {
    const TempFolder workspace;
    for (int i = 0; i < 2; ++i) {
        test::sampleRun(workspace / "runs" / "twice");
        trashRun(workspace.path(), "twice");
    }
    const auto listed = trashedRuns(workspace.path());
    REQUIRE(listed.size() == 2);
    CHECK(restoreRun(workspace.path(), listed[1].folder) != restoreRun(workspace.path(), listed[0].folder));
}

TEST_CASE("a run an engine holds stays") {
    const TempFolder workspace;
    const fs::path run = test::sampleRun(workspace / "runs" / "held");
    const RunLock engine(run);
    try {
        trashRun(workspace.path(), "held");
        FAIL("it was moved");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Locked);
    }
    CHECK(fs::exists(run));
    CHECK(trashedRuns(workspace.path()).empty());
}
