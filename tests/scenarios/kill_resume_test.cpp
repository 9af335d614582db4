// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A run that is killed, starved of disk, paused and stopped ends as the unbroken run does, bit for bit.
//
// VRFT_KILLS sets the number of random kills (20), VRFT_CHECKPOINT_KILLS that of kills inside checkpoint
// writing (3), VRFT_KILL_SEED where they fall; scripts/soak asks for more.
#include <doctest/doctest.h>

#include <sys/mount.h>

#include "core/random.h"
#include "core/run/control.h"
#include "tests/scenarios/child_process.h"
#include "tests/support/skip.h"
#include "tests/training/trainer/tiny_run.h"

using namespace vrft;
using namespace vrft::test;

namespace {

Recipe scenarioRecipe() {
    Recipe recipe = tinyRecipe("rft+localise", 10, true);
    recipe.checkpoint.everySteps = 3;
    return recipe;
}

int numberFrom(const char* variable, int fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::atoi(text);
}

std::uintmax_t sizeOf(const std::filesystem::path& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    return missing ? 0 : size;
}

// How far a run is: the bytes of what only grows.
std::uintmax_t written(const std::filesystem::path& run) {
    const RunPaths paths{run};
    return sizeOf(paths.metrics()) + sizeOf(paths.completions(1)) + sizeOf(paths.tokens(1)) +
           sizeOf(paths.events());
}

struct Unbroken {
    Unbroken()
        : run(makeTinyRun(folder / "run", world(), scenarioRecipe())) {
        TrainChild child(run);
        exitCode = child.wait();
        bytes = written(run);
        result = essence(run);
    }
    TempFolder folder;
    std::filesystem::path run;
    int exitCode = -1;
    std::uintmax_t bytes = 0;
    std::map<std::string, std::string> result;
};

Unbroken& unbroken() {
    static Unbroken made;
    return made;
}

bool partOfCheckpoint(const std::filesystem::path& run) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(RunPaths{run}.checkpoints(), ignored))
        if (entry.path().filename().string().starts_with(".tmp-step-")) return true;
    return false;
}

std::optional<Phase> phaseOf(const std::filesystem::path& run) {
    const auto state = readHeartbeat(run);
    return state ? std::optional<Phase>(state->phase) : std::nullopt;
}

std::size_t metricsLines(const std::filesystem::path& run) {
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    return log.records().size();
}

} // namespace

TEST_CASE("SIGKILL at random points: the resumed run is the unbroken run, bit for bit") {
    REQUIRE(unbroken().exitCode == 0);
    REQUIRE(unbroken().result.contains("final"));
    const int wanted = numberFrom("VRFT_KILLS", 20);
    CounterRandom random(static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1)));
    int kills = 0;
    int runs = 0;
    while (kills < wanted) {
        TempFolder folder;
        const auto run = makeTinyRun(folder / "run", world(), scenarioRecipe());
        ++runs;
        // Four kills a run, each some way further, then to the end.
        std::uintmax_t from = 0;
        for (int kill = 0; kill < 4 && kills < wanted; ++kill) {
            from +=
                static_cast<std::uintmax_t>(random.uniform() * 0.5 * static_cast<double>(unbroken().bytes));
            TrainChild child(run);
            child.until([&] { return written(run) >= from; });
            std::this_thread::sleep_for(std::chrono::microseconds(random.below(20000)));
            if (!child.kill()) break; // it was faster
            ++kills;
            from = written(run);
        }
        CHECK(TrainChild(run).wait() == 0);
        const auto result = essence(run);
        CHECK_MESSAGE(result == unbroken().result, differences(result, unbroken().result));
        REQUIRE(runs < wanted + 10);
    }
    MESSAGE(kills << " kills in " << runs << " runs");
}

TEST_CASE(
    "SIGKILL with adapters upon a bf16 base, two updates a rollout: the resumed run is the unbroken one") {
    Recipe recipe = tinyRecipe("rft", 8);
    recipe.checkpoint.everySteps = 3;
    recipe.trainable = {TrainableKind::Lora, 2, 4, "decoder", BaseWeights::Half, false};
    recipe.objective.updatesPerRollout = 2;
    TempFolder folder;
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    REQUIRE(TrainChild(whole).wait() == 0);
    const auto expected = essence(whole);
    REQUIRE(expected.contains("final"));
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    CounterRandom random(static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1)));
    int kills = 0;
    for (const double share : {0.2, 0.45, 0.7}) {
        TrainChild child(run);
        child.until([&] { return static_cast<double>(written(run)) >= share * double(written(whole)); });
        std::this_thread::sleep_for(std::chrono::microseconds(random.below(20000)));
        kills += child.kill() ? 1 : 0;
    }
    CHECK(kills > 0);
    CHECK(TrainChild(run).wait() == 0);
    const auto result = essence(run);
    CHECK_MESSAGE(result == expected, differences(result, expected));
}

TEST_CASE("SIGKILL while a checkpoint is written: the newest sound one loads and nothing differs") {
    const int wanted = numberFrom("VRFT_CHECKPOINT_KILLS", 3);
    CounterRandom random(static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1)));
    int inside = 0;
    for (int attempt = 0; attempt < 4 * wanted && inside < wanted; ++attempt) {
        TempFolder folder;
        const auto run = makeTinyRun(folder / "run", world(), scenarioRecipe());
        TrainChild child(run);
        const std::uintmax_t from = unbroken().bytes * random.below(4) / 5;
        child.until([&] { return written(run) >= from && partOfCheckpoint(run); },
                    std::chrono::microseconds(50));
        if (!child.kill() || !partOfCheckpoint(run)) continue;
        ++inside;
        const CheckpointSearch newest = newestValid(run);
        CHECK(newest.skipped.empty());
        CHECK(TrainChild(run).wait() == 0);
        CHECK_FALSE(partOfCheckpoint(run));
        const auto result = essence(run);
        CHECK_MESSAGE(result == unbroken().result, differences(result, unbroken().result));
    }
    MESSAGE(inside << " kills inside checkpoint writing");
    CHECK(inside >= std::min(wanted, 1));
}

TEST_CASE("SIGTERM stops after the step with a checkpoint; the same command goes on") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), scenarioRecipe());
    {
        TrainChild child(run);
        child.until([&] { return metricsLines(run) >= 3; });
        child.signal(SIGTERM);
        CHECK(child.wait() == 3);
    }
    const int stopped = newestValid(run).found->step();
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    CHECK(log.records().back().step == stopped);
    CHECK(log.records().back().values.contains("heldout/score"));
    CHECK(phaseOf(run) == Phase::Done);
    CHECK(TrainChild(run).wait() == 0);
    CHECK(sameTraining(essence(run), unbroken().result));
}

TEST_CASE("pause and stop through control.json") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 2000)); // never reached
    TrainChild child(run);
    child.until([&] { return metricsLines(run) >= 2; });
    const Control asked = requestWant(run, Want::Pause);
    REQUIRE(child.until([&] { return phaseOf(run) == Phase::Paused; }));
    CHECK(readHeartbeat(run)->serial == asked.serial);
    const std::size_t before = metricsLines(run);
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    CHECK(metricsLines(run) == before);
    requestWant(run, Want::Run);
    REQUIRE(child.until([&] { return metricsLines(run) > before; }));
    requestWant(run, Want::Stop);
    CHECK(child.wait() == 3);
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    CHECK(newestValid(run).found->step() == log.records().back().step);

    // The stop was for that engine: the same command goes on.
    const std::size_t stopped = metricsLines(run);
    TrainChild next(run);
    CHECK(next.until([&] { return metricsLines(run) > stopped + 1; }));
    next.signal(SIGTERM);
    CHECK(next.wait() == 3);
}

TEST_CASE("a full disk pauses the run, which says how many bytes it needs and goes on when there is room") {
    TempFolder folder;
    const auto place = folder / "small";
    std::filesystem::create_directory(place);
    if (geteuid() != 0 || mount("tmpfs", place.c_str(), "tmpfs", 0, "size=2m") != 0)
        return test::skip("a small file system can't be mounted here (needs root)");
    {
        const auto run = makeTinyRun(place / "run", world(), scenarioRecipe());
        writeFileAtomic(place / "ballast", std::string(1700000, 'x'), false);
        TrainChild child(run);
        const bool paused = child.until([&] { return phaseOf(run) == Phase::Paused; });
        CHECK(paused);
        // The heartbeat or the event may be what doesn't fit: the checks below hold once there is room.
        std::filesystem::remove(place / "ballast");
        CHECK(child.wait() == 0);
        bool told = false;
        EventLog events(run);
        while (events.poll() > 0) {
        }
        for (const EventRecord& record : events.records())
            told = told || (record.event.kind == EventKind::Paused &&
                            record.event.text.find("bytes") != std::string::npos);
        CHECK(told);
        const auto result = essence(run);
        CHECK_MESSAGE(result == unbroken().result, differences(result, unbroken().result));
    }
    umount(place.c_str());
}
