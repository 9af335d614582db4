// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/run/run_health.h"
#include "core/run/run_writer.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

using namespace vrft;

namespace {

Json lineOf(int step, double truncated) {
    return {{"step", step},      {"stage", "main"}, {"lr", 1e-3},
            {"loss", 0.1},       {"grad_norm", 1},  {"completion/truncated", truncated},
            {"reward/mean", 0.5}};
}

CompletionRecord answer(int step, const std::string& sample, bool truncated) {
    CompletionRecord record;
    record.step = step;
    record.sample = sample;
    record.text = "<think>a b c</think>";
    record.think = "a b c";
    record.truncated = truncated;
    return record;
}

} // namespace

TEST_CASE("a folder's alarms come from the lines that count, with examples of their step") {
    const test::TempFolder folder;
    const auto run = test::sampleRun(folder / "run");
    RunWriter writer(run);
    for (int step = 1; step <= 6; ++step) {
        writer.completion(answer(step, "a", true), {});
        writer.completion(answer(step, "b", false), {});
        writer.metrics(lineOf(step, 1));
    }
    RunHealth health = runHealth(run);
    // Answers without an answer element: worked out from the completions of this run, which lacks the
    // figures, but made by the cut.
    REQUIRE(health.alarms.size() == 1);
    CHECK(health.alarms[0].facts->key == "cut off");
    CHECK(health.alarms[0].step == 3);
    CHECK(health.alarms[0].facts->examples == std::vector<std::string>{"3/a/0"});
    CHECK(health.step == 6);
    CHECK(healthLines(run).at(2).values.at("answers/invalid") == 1);
    CHECK(healthLines(run).at(2).values.at("think/words") == 3);

    HealthThresholds lax;
    lax.truncated = 1;
    health = runHealth(run, lax);
    REQUIRE(health.alarms.size() == 1);
    CHECK(health.alarms[0].facts->key == "unreadable answers");

    writer.markResumed(1, "resumed");
    CHECK(runHealth(run).alarms.empty());
    writer.event({0, 1, EventKind::Alarm, "A checkpoint is damaged and passed over: x", ""});
    CHECK(runHealth(run).alarms.size() == 1); // what the engine told in words alone
}

TEST_CASE("a failure that ended the engine's work is told until one takes it up again") {
    const test::TempFolder folder;
    const auto run = test::sampleRun(folder / "run");
    RunWriter writer(run);
    writer.metrics(lineOf(1, 0));
    writer.event({0, 2, EventKind::Failed, "Failed in step 2: the external reward x failed.", "Mend it"});
    const RunHealth health = runHealth(run);
    REQUIRE(health.alarms.size() == 1);
    CHECK(health.alarms[0].kind == EventKind::Failed);
    CHECK(health.alarms[0].advice == "Mend it");
    writer.markResumed(1, "resumed");
    CHECK(runHealth(run).alarms.empty());
}

TEST_CASE("what an external reward failed at is told by the engine alone") {
    const test::TempFolder folder;
    const auto run = test::sampleRun(folder / "run");
    RunWriter writer(run);
    RunEvent failed = externalAlarm(2, false, Error(ErrorCode::Io, "it ended", "external reward"));
    failed.facts->examples = {"2/a/0"};
    writer.event(failed);
    const RunHealth health = runHealth(run);
    REQUIRE(health.alarms.size() == 1);
    CHECK(*health.alarms[0].facts == *failed.facts);
}

TEST_CASE("an engine that ended without a word or is silent is an alarm, one that said so none") {
    const test::TempFolder folder;
    const auto run = test::sampleRun(folder / "run");
    RunWriter writer(run);
    for (int step = 1; step <= 3; ++step)
        for (const char* sample : {"a", "b"})
            writer.completion(answer(step, sample, false), {});
    const auto beaten = [&](int seconds) { // so long ago
        std::filesystem::last_write_time(RunPaths{run}.heartbeat(),
                                         std::filesystem::file_time_type::clock::now() -
                                             std::chrono::seconds(seconds));
    };
    {
        Heartbeat beat(run, std::chrono::hours(1)); // this process
        beat.setStep(4);
    }
    CHECK(runHealth(run).alarms.empty());
    beaten(14);
    CHECK(runHealth(run).alarms.empty());
    beaten(40);
    RunHealth silent = runHealth(run);
    REQUIRE(silent.alarms.size() == 1);
    CHECK(silent.alarms[0].facts->key == "engine");
    CHECK(silent.alarms[0].text.find(fmt::format("process {} is there", ::getpid())) != std::string::npos);
    CHECK(silent.alarms[0].text.find("40 s ago, was in step 4") != std::string::npos);
    CHECK(silent.alarms[0].facts->examples == std::vector<std::string>{"3/a/0", "3/b/0"}); // the newest
    auto last = readJsonFile(RunPaths{run}.heartbeat());
    const Json thisBoot = last["boot_id"];
    last["boot_id"] = "another";
    writeFileAtomic(RunPaths{run}.heartbeat(), jsonLine(last) + "\n", false);
    CHECK(runHealth(run).alarms.empty()); // another machine may be at it
    beaten(40);
    silent = runHealth(run);
    REQUIRE(silent.alarms.size() == 1);
    CHECK(silent.alarms[0].text.find("another machine") != std::string::npos);
    last["boot_id"] = thisBoot;
    last["pid"] = 0x3fffffff; // above every pid the kernel gives
    last["phase"] = "update";
    writeFileAtomic(RunPaths{run}.heartbeat(), jsonLine(last) + "\n", false);
    const RunHealth health = runHealth(run);
    REQUIRE(health.alarms.size() == 1);
    CHECK(health.alarms[0].facts->key == "engine");
    CHECK(health.alarms[0].text.find("step 4, phase update") != std::string::npos);
    last["phase"] = "done";
    writeFileAtomic(RunPaths{run}.heartbeat(), jsonLine(last) + "\n", false);
    CHECK(runHealth(run).alarms.empty());
}
