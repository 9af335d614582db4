// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/alarms.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("full disks, stops and failures are said with what to do") {
    const Error full(ErrorCode::DiskFull, "the checkpoint of step 9 needs 1234 bytes and the disk has 5 left",
                     "runs/a", "Free at least 1229 bytes on that disk");
    const RunEvent paused = diskFullEvent(9, full);
    CHECK(paused.kind == EventKind::Paused);
    CHECK(paused.text.find("1234 bytes") != std::string::npos);
    CHECK(paused.text.find("Free at least 1229 bytes") != std::string::npos);

    CHECK(stoppedEvent(8, 8).text == "Stopped after step 8, with a checkpoint of step 8.");
    CHECK(stoppedEvent(8, 8).advice.find("step 9") != std::string::npos);
    const RunEvent failed =
        failedEvent(3, false, Error(ErrorCode::Io, "can't read the file", "x.png", "Check the disk"));
    CHECK(failed.kind == EventKind::Failed);
    CHECK(failed.text == "Failed in step 3: can't read the file (x.png).");
    CHECK(failed.advice == "Check the disk");
    CHECK_FALSE(failedEvent(3, false, Error(ErrorCode::Internal, "broken")).advice.empty());
    CHECK(failedEvent(3, true, Error(ErrorCode::Internal, "broken")).text ==
          "Failed in the evaluation after step 3: broken.");
}

TEST_CASE("an external reward that fails says whether it was asked of a step or of an evaluation") {
    const Error trouble(ErrorCode::Io, "36 of 164 answers came", "external reward", "Look at it");
    const RunEvent step = externalAlarm(12, false, trouble);
    CHECK(step.text == "External reward failed in step 12: 36 of 164 answers came. The groups it failed at "
                       "count 0, and the run goes on.");
    const RunEvent test = externalAlarm(12, true, trouble);
    CHECK(test.text == "External reward failed in the evaluation after step 12: 36 of 164 answers came. The "
                       "answers it failed at count 0, and the run goes on.");
    CHECK(test.advice == "Look at it");
    REQUIRE(test.facts);
    CHECK(test.facts->key == "external reward");
}

TEST_CASE("a disk that will be full is told before it is") {
    DiskUse use;
    use.step = 10;
    use.totalSteps = 30;
    use.writtenBytes = 50'000'000; // 5 MB a step: 100 MB more
    use.checkpointBytes = 40'000'000;
    use.checkpoints = 1;
    use.freeBytes = 640'000'000; // 100 + 40 + 500 are enough
    CHECK_FALSE(diskAlarm(use, 500));
    use.freeBytes = 639'000'000;
    const auto full = diskAlarm(use, 500);
    REQUIRE(full);
    CHECK(full->text ==
          "The disk fills up: 639 MB are free after step 10, the rest of the run takes about 640 MB with "
          "500 MB to spare.");
    REQUIRE(full->facts);
    CHECK(full->facts->key == "disk");
    CHECK_FALSE(full->facts->grave);
    use.step = use.totalSteps; // nothing more is written
    use.freeBytes = 541'000'000;
    CHECK_FALSE(diskAlarm(use, 500));
}

TEST_CASE("an engine that is gone is told apart from a silent one and from one elsewhere") {
    HeartbeatState last;
    last.pid = 41;
    last.step = 12;
    last.phase = Phase::Update;
    const RunEvent gone = deadEngineEvent(last, EngineProcess::Gone, 16);
    CHECK(gone.text.find("gone") != std::string::npos);
    REQUIRE(gone.facts);
    CHECK(gone.facts->key == "engine");
    CHECK(gone.text.find("step 12, phase update") != std::string::npos);
    const RunEvent silent = deadEngineEvent(last, EngineProcess::There, 16.2);
    CHECK(silent.text.find("process 41 is there") != std::string::npos);
    CHECK(silent.text.find("16 s ago") != std::string::npos);
    const RunEvent elsewhere = deadEngineEvent(last, EngineProcess::Elsewhere, 99);
    CHECK(elsewhere.text.find("another machine") != std::string::npos);
    CHECK(elsewhere.text.find("99 s ago") != std::string::npos);
    CHECK(elsewhere.advice != gone.advice);
}
