// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The command `score` as scripts see it.
#include "tests/app/engine/engine_commands.h"
#include "tests/training/trainer/tiny_run.h"

using namespace vrft;
using test::checkRefused;
using test::run;
using Result = test::ProgramResult;

TEST_CASE("score gives each reward its reason and names a broken line") {
    test::TempFolder folder;
    const Json rules = {{"format", 1},
                        {"task", taskToJson(test::brightnessTask(false))},
                        {"rewards", Json::array({{{"name", "format"}, {"weight", 1}},
                                                 {{"name", "accuracy"}, {"weight", 1}}})},
                        {"combine", "sum"}};
    writeFileAtomic(folder / "r.json", jsonPretty(rules), false);
    writeFileAtomic(
        folder / "lines",
        R"({"id":"a1","text":"<think>light</think><answer>bright</answer>","target":{"label":"bright"}})"
        "\n{broken\n",
        false);
    const Result result = run(folder, fmt::format("score --rewards '{}' <'{}'", (folder / "r.json").string(),
                                                  (folder / "lines").string()));
    checkRefused(result, "2");
    CHECK(result.out.find("\"total\":2") != std::string::npos);
}

TEST_CASE("score asks an external reward, and ends in words where it fails") {
    test::TempFolder folder;
    const auto scored = [&](const std::string& program) {
        const Json rules = {
            {"format", 1},
            {"task", taskToJson(test::brightnessTask(false))},
            {"rewards",
             Json::array({{{"name", "accuracy"}, {"weight", 1}},
                          {{"name", "external"}, {"weight", 2}, {"command", {"sh", "-c", program}}}})}};
        writeFileAtomic(folder / "r.json", jsonPretty(rules), false);
        writeFileAtomic(
            folder / "lines",
            R"({"id":"a1","text":"<think>light</think><answer>bright</answer>","target":{"label":"bright"}})"
            "\n",
            false);
        return run(folder, fmt::format("score --rewards '{}' <'{}'", (folder / "r.json").string(),
                                       (folder / "lines").string()));
    };
    const Result half =
        scored(R"sh(sed -u -E 's/.*"id":"([^"]*)".*/{"id":"\1","score":0.25,"reason":"a quarter"}/')sh");
    CHECK(half.code == 0);
    CHECK(half.out.find("\"total\":1.5") != std::string::npos);
    CHECK(half.out.find("a quarter") != std::string::npos);
    const Result broken = scored("echo hello; cat >/dev/null");
    CHECK(broken.code != 0);
    CHECK(broken.err.find("it printed \"hello\", which is no JSON") != std::string::npos);
}
