// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// `dry-run` and policies by name, as scripts and the window see them.
#include "core/error.h"
#include "core/policies/workspace_policies.h"
#include "tests/support/program.h"
#include "tests/training/trainer/tiny_run.h"

using namespace vrft;
namespace fs = std::filesystem;
using test::checkRefused;
using Result = test::ProgramResult;

namespace {

Result run(const test::TempFolder& folder, const std::string& arguments, const std::string& before = {}) {
    return test::runProgram("vrftaug-engine", folder, arguments, before);
}

std::string recipeFile(const test::TempFolder& folder, int completions) {
    writeFileAtomic(folder / "recipe.json",
                    fmt::format(R"({{"format":1,"preset":"rft","stages":[{{"name":"main","steps":3}}],
    "sampling":{{"prompts_per_step":24,"completions":{},"temperature":1.0,"max_new_tokens":24}},
    "evaluation":{{"every":2,"max_samples":6,"image_gain_samples":4}}}})",
                                completions),
                    false);
    return (folder / "recipe.json").string();
}

std::string command(const char* name, const fs::path& run, const std::string& recipe, const std::string& policy) {
    return fmt::format("{} '{}' --recipe '{}' --dataset '{}' --policy '{}' --json", name, run.string(), recipe,
                       test::world<30>().brightness.string(), policy);
}

// A workspace that links to the tiny policy.
fs::path linkedWorkspace(const test::TempFolder& folder, const fs::path& policy) {
    const fs::path workspace = folder / "ws";
    linkPolicy(workspace, "tiny", policy, policyHash(policy));
    return workspace;
}

} // namespace

TEST_CASE("a dry run tells its parts as it goes, then all of them, and leaves nothing") {
    test::TempFolder folder;
    const fs::path place = folder / "ws/runs/r";
    const Result tried =
        run(folder, command("dry-run", place, recipeFile(folder, 4), test::world<30>().policy.string()));
    REQUIRE_MESSAGE(tried.code == 0, tried.err);
    const Json document = tried.document();
    CHECK(document.at("gold").at(0).at("full") == 24);
    CHECK(document.at("answers").at("num_groups") == 24);
    CHECK(document.at("answers").at("groups").size() == 8);
    CHECK(fs::exists(document.at("answers").at("groups").at(0).at("images").at(0).get<std::string>()));
    CHECK(document.at("recipe").at("sampling").at("completions") == 4);
    for (const char* part : {"gold", "image_tokens", "answers", "memory", "time", "disk"}) {
        CAPTURE(part);
        CHECK(document.contains(part));
        CHECK(tried.out.find(fmt::format("{{\"part\":\"{}\"", part)) != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "ws"));
}

TEST_CASE("Ctrl-C ends a dry run and leaves nothing") {
    test::TempFolder folder;
    const fs::path place = folder / "ws/runs/r";
    fs::create_directories(place.parent_path());
    const Result tried = run(
        folder, command("dry-run", place, recipeFile(folder, 1024), test::world<30>().policy.string()),
        "timeout --preserve-status -s INT 3");
    CHECK(tried.code == 1);
    CHECK(tried.err.find("Nothing was written") != std::string::npos);
    CHECK(fs::is_empty(place.parent_path()));
}

TEST_CASE("a policy linked into the workspace is taken by its name") {
    test::TempFolder folder;
    const fs::path workspace = linkedWorkspace(folder, test::world<30>().policy);
    const fs::path place = workspace / "runs/r";
    const Result made = run(folder, command("init", place, recipeFile(folder, 4), "tiny"));
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(fs::equivalent(resolveRunPath(place, readRun(place).policy.path), test::world<30>().policy));
    checkRefused(run(folder, command("init", workspace / "runs/s", recipeFile(folder, 4), "other")),
                 "no policy folder");
}

TEST_CASE("a link whose files changed or are gone is refused in words") {
    test::TempFolder folder;
    const fs::path copy = folder / "copy";
    fs::copy(test::world<30>().policy, copy, fs::copy_options::recursive);
    const fs::path workspace = linkedWorkspace(folder, copy);
    const std::string init = command("init", workspace / "runs/r", recipeFile(folder, 4), "tiny");
    writeFileAtomic(copy / "generation_config.json",
                    readTextFile(copy / "generation_config.json") + "\n", false);
    checkRefused(run(folder, init), "aren't those that were added");
    fs::remove_all(copy);
    checkRefused(run(folder, init), "isn't there");
    CHECK_FALSE(fs::exists(workspace / "runs/r"));
}
