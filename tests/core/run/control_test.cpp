// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/run/control.h"
#include "core/run/run_folder.h"
#include "tests/support/temp_folder.h"

#include <csignal>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;
using vrft::test::TempFolder;
using Life = HeartbeatWatcher::Life;
namespace fs = std::filesystem;

namespace {

// A clock that goes when told to.
struct FakeClock {
    std::chrono::steady_clock::time_point now{std::chrono::seconds(1000)};
    void advance(double seconds) {
        now += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
            std::chrono::duration<double>(seconds));
    }
    std::function<std::chrono::steady_clock::time_point()> function() {
        return [this] { return now; };
    }
};

template <typename Condition>
bool comesTrue(const Condition& condition) {
    for (int i = 0; i < 500; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace

TEST_CASE("control is run without a file, and each request has the next serial") {
    const TempFolder run;
    CHECK(readControl(run.path()) == Control{Want::Run, 0});
    CHECK(requestWant(run.path(), Want::Pause) == Control{Want::Pause, 1});
    CHECK(requestWant(run.path(), Want::Stop) == Control{Want::Stop, 2});
    CHECK(readControl(run.path()) == Control{Want::Stop, 2});
    CHECK(readJsonFile(run / "control.json") == Json{{"format", 1}, {"want", "stop"}, {"serial", 2}});
}

TEST_CASE("an order's serial that can't be counted on from is refused") {
    const TempFolder temp;
    for (const char* serial : {"-1", "9223372036854775807"}) {
        writeFileAtomic(temp / "control.json",
                        std::string("{\"format\":1,\"want\":\"run\",\"serial\":") + serial + "}", false);
        CHECK_THROWS_WITH_AS(requestWant(temp.path(), Want::Stop), doctest::Contains("serial"), Error);
    }
}

TEST_CASE("a control watch asks every 500 ms and keeps the last good state over a broken file") {
    const TempFolder run;
    FakeClock clock;
    ControlWatch watch(run.path(), clock.function());
    CHECK(watch.poll().want == Want::Run);
    writeControl(run.path(), {Want::Pause, 1});
    clock.advance(0.49);
    CHECK(watch.poll().want == Want::Run);
    clock.advance(0.02);
    CHECK(watch.poll().want == Want::Pause);
    writeFileAtomic(run / "control.json", R"({"format":1,"want":"dance","serial":2})");
    CHECK(watch.pollNow() == Control{Want::Pause, 1});
    const auto problem = watch.takeProblem();
    REQUIRE(problem.has_value());
    CHECK(problem->find("dance") != std::string::npos);
    watch.pollNow();
    CHECK_FALSE(watch.takeProblem().has_value()); // told once
    writeControl(run.path(), {Want::Run, 3});
    CHECK(watch.pollNow() == Control{Want::Run, 3});
}

TEST_CASE("what an earlier engine has obeyed doesn't bind the next one") {
    const TempFolder run;
    {
        ControlWatch first(run.path());
        Heartbeat heartbeat(run.path());
        heartbeat.setSerial(requestWant(run.path(), Want::Stop).serial);
        CHECK(first.pollNow().want == Want::Stop);
    }
    ControlWatch next(run.path());
    CHECK(next.pollNow() == Control{Want::Run, 1});
    // Killed before it looks at its orders, it isn't taken for one that waits for its turn.
    {
        Heartbeat heartbeat(run.path());
        CHECK(readHeartbeat(run.path())->serial == 1);
    }
    fs::remove(run / "control.json"); // serials go on from the life sign's
    CHECK(requestWant(run.path(), Want::Stop).serial == 2);
    CHECK(next.pollNow() == Control{Want::Stop, 2});
}

TEST_CASE("a heartbeat has the keys of the format, counts on, and ends with its last phase") {
    const TempFolder run;
    writeFileAtomic(run / "heartbeat.json.tmp-1", "left by a killed engine");
    {
        Heartbeat heartbeat(run.path(), std::chrono::milliseconds(5));
        const Json json = readJsonFile(run / "heartbeat.json");
        std::vector<std::string> keys;
        for (const auto& [key, value] : json.items())
            keys.push_back(key);
        CHECK(keys == std::vector<std::string>{"format", "beat", "pid", "process_start", "boot_id", "step",
                                               "phase", "serial"});
        CHECK(json["pid"] == ::getpid());
        heartbeat.setStep(12);
        heartbeat.setSerial(4);
        heartbeat.setPhase(Phase::Rollout);
        CHECK(comesTrue([&] {
            const auto state = readHeartbeat(run.path());
            return state->beat > 5 && state->step == 12 && state->phase == Phase::Rollout &&
                   state->serial == 4;
        }));
        CHECK(processRuns(*readHeartbeat(run.path())));
        heartbeat.setPhase(Phase::Done);
        CHECK(heartbeat.missedBeats() == 0);
    }
    CHECK(readHeartbeat(run.path())->phase == Phase::Done);
    for (const auto& entry : fs::directory_iterator(run.path()))
        CHECK(entry.path().filename() == "heartbeat.json");
}

TEST_CASE("a change of phase is written at once, not with the next beat") {
    const TempFolder run;
    Heartbeat heartbeat(run.path(), std::chrono::hours(1));
    heartbeat.setPhase(Phase::Evaluate);
    CHECK(comesTrue([&] { return readHeartbeat(run.path())->phase == Phase::Evaluate; }));
}

TEST_CASE("a heartbeat that can't be written is counted, and the engine lives") {
    const TempFolder temp;
    Heartbeat heartbeat(temp / "no/such/folder", std::chrono::milliseconds(2));
    CHECK(comesTrue([&] { return heartbeat.missedBeats() > 3; }));
}

TEST_CASE("dead is a beat unchanged for 15 s of the reader's own clock") {
    FakeClock clock;
    HeartbeatWatcher watcher(clock.function());
    CHECK(watcher.observe(std::nullopt) == Life::None);
    HeartbeatState state;
    state.beat = 7;
    state.phase = Phase::Rollout;
    CHECK(watcher.observe(state) == Life::Alive); // an old file: give it its 15 s
    clock.advance(14.9);
    CHECK(watcher.observe(state) == Life::Alive);
    clock.advance(0.1);
    CHECK(watcher.observe(state) == Life::Dead);
    CHECK(watcher.silentFor().count() == doctest::Approx(15));
    ++state.beat;
    CHECK(watcher.observe(state) == Life::Alive);
    clock.advance(20);
    CHECK(watcher.observe(state) == Life::Dead);
    state.pid = 99; // another engine took over and happens to be at the same beat
    CHECK(watcher.observe(state) == Life::Alive);
    state.phase = Phase::Done;
    clock.advance(100);
    CHECK(watcher.observe(state) == Life::Done);
}

TEST_CASE("a process that ended, or another of its number, doesn't run") {
    const TempFolder run;
    const pid_t child = ::fork();
    if (child == 0) {
        { Heartbeat heartbeat(run.path()); }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    HeartbeatState state = *readHeartbeat(run.path());
    CHECK(state.pid == child);
    CHECK_FALSE(processRuns(state));
    state.pid = ::getpid(); // the number was given to another process
    CHECK_FALSE(processRuns(state));
}

TEST_CASE("a second engine is refused in words, and the lock goes with its process") {
    const TempFolder run;
    int ready[2];
    int finish[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(finish) == 0);
    const pid_t child = ::fork();
    char byte = 'x';
    if (child == 0) {
        ::close(finish[1]);
        const RunLock lock(run.path());
        const Heartbeat heartbeat(run.path());
        if (::write(ready[1], &byte, 1) != 1) ::_exit(1);
        if (::read(finish[0], &byte, 1) < 0) ::_exit(1);
        ::_exit(0); // no destructors: like SIGKILL
    }
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    try {
        const RunLock second(run.path());
        FAIL("two engines on one run");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Locked);
        CHECK(std::string(error.what()).find(fmt::format("process {}", child)) != std::string::npos);
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK_NOTHROW(RunLock(run.path()));
    for (const int descriptor : {ready[0], ready[1], finish[0], finish[1]})
        ::close(descriptor);
}
