// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What `health` tells of a run's folder, in words and as JSON.
#include "core/run/control.h"
#include "core/run/run_writer.h"
#include "tests/app/engine/engine_commands.h"
#include "tests/core/run/sample_run.h"

using namespace vrft;
namespace fs = std::filesystem;
using test::run;

namespace {

// Six steps at which every answer is cut off.
fs::path cutRun(const test::TempFolder& folder) {
    const fs::path place = test::sampleRun(folder / "r");
    RunWriter writer(place);
    for (int step = 1; step <= 6; ++step) {
        CompletionRecord record;
        record.step = step;
        record.sample = "s1";
        record.text = "<think>and then";
        record.truncated = true;
        writer.completion(record, {});
        writer.metrics({{"step", step},
                        {"stage", "main"},
                        {"lr", 1e-3},
                        {"loss", 0.1},
                        {"grad_norm", 1},
                        {"completion/truncated", 1},
                        {"reward/mean", 0}});
    }
    return place;
}

} // namespace

TEST_CASE("health tells alarms in words: step, figure and threshold, examples, what to do") {
    const test::TempFolder folder;
    const auto told = run(folder, fmt::format("health '{}'", cutRun(folder).string()));
    REQUIRE_MESSAGE(told.code == 0, told.err);
    CAPTURE(told.out);
    for (const char* words :
         {"step 3      alarm    Answers are cut off: in the last 3 steps 100 % of them", "(alarm above 30 %)",
          "max_new_tokens above", "examples: 3/s1/0", "1 alarm in 6 of 40 steps, with 0 held-out checks"})
        CHECK(told.out.find(words) != std::string::npos);
}

TEST_CASE("health as JSON, with the thresholds, its own or others") {
    const test::TempFolder folder;
    const std::string place = cutRun(folder).string();
    const Json own = run(folder, fmt::format("health '{}' --json", place)).document();
    CHECK(own.at("step") == 6);
    REQUIRE(own.at("alarms").size() == 1);
    const Json& facts = own.at("alarms").at(0).at("alarm");
    CHECK(facts.at("key") == "cut off");
    CHECK(facts.at("severity") == "alarm");
    CHECK(facts.at("figure") == 1.0);
    CHECK(facts.at("threshold") == 0.3);
    CHECK(own.at("thresholds").at("truncated") == 0.3);

    writeFileAtomic(folder / "lax.json", R"({"truncated":1,"invalid":1})", false);
    const std::string lax =
        fmt::format("health '{}' --thresholds '{}'", place, (folder / "lax.json").string());
    CHECK(run(folder, lax + " --json").document().at("alarms").empty());
    const auto listed = run(folder, lax + " --list");
    CHECK(listed.out.find("truncated        1        share of the answers cut off") != std::string::npos);
    CHECK(listed.out.find("kl               0.25") != std::string::npos);
    writeFileAtomic(folder / "bad.json", R"({"trunkated":1})", false);
    test::checkRefused(
        run(folder, fmt::format("health '{}' --thresholds '{}'", place, (folder / "bad.json").string())),
        "trunkated");
    test::checkRefused(run(folder, fmt::format("health '{}'", (folder / "none").string())), "");
}

TEST_CASE("health says that answers aren't kept, that a run failed, and how its engine is") {
    const test::TempFolder folder;
    const fs::path place = cutRun(folder);
    const RunPaths paths{place};
    const auto told = [&] {
        const auto asked = run(folder, fmt::format("health '{}'", place.string()));
        REQUIRE_MESSAGE(asked.code == 0, asked.err);
        return asked.out;
    };
    const auto says = [](const std::string& text, const char* words) {
        CAPTURE(text);
        CHECK(text.find(words) != std::string::npos);
    };
    Heartbeat(place, std::chrono::hours(1)).setStep(6); // of this process, then silent
    CHECK(told().find("engine") == std::string::npos);
    fs::last_write_time(paths.heartbeat(), fs::file_time_type::clock::now() - std::chrono::seconds(90));
    says(told(), "step 6      alarm    The engine is silent: process");
    says(told(), "2 alarms in 6 of 40 steps");
    auto last = readJsonFile(paths.heartbeat());
    last["phase"] = "done";
    writeFileAtomic(paths.heartbeat(), jsonLine(last) + "\n", false);
    RunWriter(place).event(
        {0, 6, EventKind::Failed, "Failed in step 6: the judge failed.", "Mend the judge"});
    says(told(), "step 6      failed   Failed in step 6: the judge failed.");
    says(told(), "Mend the judge");
    for (const int number : paths.completionNumbers())
        fs::remove(paths.completions(number));
    says(told(), "examples: none");
}
