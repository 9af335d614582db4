// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "tests/core/run/doomed_child.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cerrno>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

CheckpointPart part(const std::string& name, const std::string& content) {
    return {name, content.size(),
            [content](const fs::path& file) { std::ofstream(file, std::ios::binary) << content; }};
}

std::vector<CheckpointPart> partsOf(const std::string& mark) {
    return {part("weights.safetensors", "weights " + mark + std::string(5000, 'w')),
            part("optimiser.safetensors", "moments " + mark),
            part("state.json", "{\"mark\":\"" + mark + "\"}")};
}

void write(const fs::path& run, int step, const std::string& mark = "a") {
    writeCheckpoint(run, step, partsOf(mark), {{"metrics.jsonl", 120}});
}

std::vector<std::string> names(const fs::path& folder) {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

TEST_CASE("a checkpoint is a folder with a manifest of sizes, hashes and offsets") {
    const TempFolder run;
    const fs::path folder = writeCheckpoint(run.path(), 25, std::vector{part("state.json", "abc")},
                                            {{"metrics.jsonl", 120}, {"events.jsonl", 7}});
    CHECK(folder == run / "checkpoints/step-000025");
    CHECK(readJsonFile(folder / "MANIFEST.json") ==
          parseJson(R"({"format":1,"step":25,"files":[{"name":"state.json",
        "bytes":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}],
        "offsets":{"events.jsonl":7,"metrics.jsonl":120}})",
                    "expected"));
    CHECK(names(run / "checkpoints") == std::vector<std::string>{"step-000025"});
    const Checkpoint checkpoint = verifyCheckpoint(folder);
    CHECK(checkpoint.step() == 25);
    CHECK(checkpoint.manifest.offsets.at("metrics.jsonl") == 120);
}

TEST_CASE("the newest valid checkpoint is found, and every damage is said") {
    const TempFolder run;
    CHECK_FALSE(newestValid(run.path()).found.has_value());
    for (const int step : {10, 20, 30, 40, 50})
        write(run.path(), step);
    fs::remove(run / "checkpoints/step-000050/MANIFEST.json");
    fs::remove(run / "checkpoints/step-000040/state.json");
    fs::resize_file(run / "checkpoints/step-000030/weights.safetensors", 4999);
    fs::create_directory(run / "checkpoints/step-abc");
    const CheckpointSearch search = newestValid(run.path());
    REQUIRE(search.found.has_value());
    CHECK(search.found->step() == 20);
    REQUIRE(search.skipped.size() == 3);
    CHECK(search.skipped[0].find("step-000050: the checkpoint has no MANIFEST.json") == 0);
    CHECK(search.skipped[1].find("state.json is missing") != std::string::npos);
    CHECK(search.skipped[2].find("has 4999 bytes") != std::string::npos);
}

TEST_CASE("a flipped bit never changes what is loaded") {
    const TempFolder run;
    write(run.path(), 1);
    const fs::path folder = run / "checkpoints/step-000001";
    const Checkpoint whole = verifyCheckpoint(folder);
    int flips = 0;
    for (const std::string& name : names(folder)) {
        const std::string content = readTextFile(folder / name);
        const std::size_t stride = std::max<std::size_t>(1, content.size() / 60);
        for (std::size_t at = 0; at < content.size(); at += stride) {
            std::string flipped = content;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
            std::ofstream(folder / name, std::ios::binary) << flipped;
            // In the manifest a flip may hit white space or an offset of a log: then everything to load is as
            // it was.
            bool safe = false;
            try {
                const Checkpoint read = verifyCheckpoint(folder);
                safe = name == "MANIFEST.json" && read.step() == 1 &&
                       read.manifest.files == whole.manifest.files;
            } catch (const Error&) {
                safe = true;
            }
            CAPTURE(name);
            CAPTURE(at);
            CHECK(safe);
            ++flips;
        }
        std::ofstream(folder / name, std::ios::binary) << content;
        CHECK_NOTHROW(verifyCheckpoint(folder));
    }
    CHECK(flips > 100);
}

TEST_CASE("a manifest can't reach outside its folder or claim another step") {
    const TempFolder run;
    write(run.path(), 1);
    const fs::path file = run / "checkpoints/step-000001/MANIFEST.json";
    const Json good = readJsonFile(file);
    Json bad = good;
    bad["files"][0]["name"] = "../../run.json";
    writeFileAtomic(file, jsonPretty(bad));
    CHECK_THROWS_AS(verifyCheckpoint(file.parent_path()), Error);
    bad = good;
    bad["step"] = 2;
    writeFileAtomic(file, jsonPretty(bad));
    CHECK_THROWS_WITH_AS(verifyCheckpoint(file.parent_path()), doctest::Contains("step-000002"), Error);
    bad = good;
    bad["format"] = 2;
    writeFileAtomic(file, jsonPretty(bad));
    CHECK_THROWS_WITH_AS(verifyCheckpoint(file.parent_path()), doctest::Contains("newer"), Error);
}

TEST_CASE("a checkpoint of the same step is replaced") {
    const TempFolder run;
    write(run.path(), 5, "old");
    write(run.path(), 5, "new");
    CHECK(readTextFile(run / "checkpoints/step-000005/state.json") == "{\"mark\":\"new\"}");
    CHECK(names(run / "checkpoints") == std::vector<std::string>{"step-000005"});
}

TEST_CASE("killed at every system call of a write, the newest valid checkpoint loads") {
    const TempFolder temp;
    const fs::path seed = temp / "seed";
    write(seed, 1, "first");
    test::Fate fate = test::Fate::Killed;
    int published = 0;
    int kills = 0;
    for (int call = 1; fate == test::Fate::Killed; ++call) {
        const fs::path run = temp / fmt::format("run{}", call);
        fs::copy(seed, run, fs::copy_options::recursive);
        fate = test::runKilledAtCall(call, [&] { write(run, 2, "second"); });
        if (fate == test::Fate::NotPermitted) return test::skip("tracing a child isn't permitted here");
        CAPTURE(call);
        ++kills;
        const CheckpointSearch search = newestValid(run);
        REQUIRE(search.found.has_value());
        CHECK(search.skipped.empty()); // never half a checkpoint under its final name
        if (search.found->step() == 2) ++published;
        const std::string expected = search.found->step() == 2 ? "second" : "first";
        CHECK(readTextFile(search.found->folder / "state.json") == "{\"mark\":\"" + expected + "\"}");
        removeStaleCheckpoints(run);
        for (const std::string& name : names(run / "checkpoints"))
            CHECK(name.starts_with("step-"));
        write(run, 2, "third");
        CHECK(readTextFile(run / "checkpoints/step-000002/state.json") == "{\"mark\":\"third\"}");
        fs::remove_all(run);
    }
    CHECK(kills > 30);
    CHECK(published >= 1);
    CHECK(published < kills);
}

TEST_CASE("killed at every system call of a replacement, the old or the new one is whole") {
    const TempFolder temp;
    const fs::path seed = temp / "seed";
    write(seed, 1, "older");
    write(seed, 2, "old");
    test::Fate fate = test::Fate::Killed;
    for (int call = 1; fate == test::Fate::Killed; ++call) {
        const fs::path run = temp / fmt::format("run{}", call);
        fs::copy(seed, run, fs::copy_options::recursive);
        fate = test::runKilledAtCall(call, [&] { write(run, 2, "new"); });
        if (fate == test::Fate::NotPermitted) return test::skip("tracing a child isn't permitted here");
        const CheckpointSearch search = newestValid(run);
        REQUIRE(search.found.has_value());
        CHECK(search.found->step() == 2);
        CHECK(search.skipped.empty());
        fs::remove_all(run);
    }
}

TEST_CASE("best.json is kept apart, and a damaged best falls back to the newest") {
    const TempFolder run;
    CHECK_FALSE(readBest(run.path()).has_value());
    for (const int step : {10, 20, 30})
        write(run.path(), step);
    writeBest(run.path(), {20, 0.625});
    CHECK(readJsonFile(run / "checkpoints/best.json") == Json{{"format", 1}, {"step", 20}, {"score", 0.625}});
    CHECK(readBest(run.path())->score == 0.625);
    CHECK(bestOrNewest(run.path()).found->step() == 20);
    fs::resize_file(run / "checkpoints/step-000020/state.json", 1);
    const CheckpointSearch search = bestOrNewest(run.path());
    CHECK(search.found->step() == 30);
    CHECK(search.skipped.size() == 1);
    CHECK_THROWS_AS(writeBest(run.path(), {1, std::numeric_limits<double>::quiet_NaN()}), Error);
}

TEST_CASE("pruning keeps the last ones, the best and later steps") {
    const TempFolder run;
    for (const int step : {10, 20, 30, 40, 50, 99})
        write(run.path(), step);
    writeBest(run.path(), {20, 0.5});
    CHECK(pruneCheckpoints(run.path(), 2, 50).empty());
    CHECK(checkpointSteps(run.path()) == std::vector<int>{20, 40, 50, 99});
    CHECK(names(run / "checkpoints") ==
          std::vector<std::string>{"best.json", "step-000020", "step-000040", "step-000050", "step-000099"});
    CHECK(pruneCheckpoints(run.path(), 2, 50).empty());
    CHECK(checkpointSteps(run.path()).size() == 4);
}

TEST_CASE("a failing writer leaves nothing behind and keeps the earlier checkpoint") {
    const TempFolder run;
    write(run.path(), 1);
    std::vector<CheckpointPart> parts = partsOf("x");
    parts.push_back(
        {"broken", 10, [](const fs::path&) { throw Error(ErrorCode::NonFinite, "the weights hold NaN"); }});
    CHECK_THROWS_WITH_AS(writeCheckpoint(run.path(), 2, parts, {}), doctest::Contains("NaN"), Error);
    CHECK(names(run / "checkpoints") == std::vector<std::string>{"step-000001"});
    CHECK_THROWS_AS(writeCheckpoint(run.path(), 2, std::vector{part("../x", "y")}, {}), Error);
    CHECK_THROWS_AS(writeCheckpoint(run.path(), 2, std::vector{part("MANIFEST.json", "y")}, {}), Error);
}
