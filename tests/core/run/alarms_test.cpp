// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/alarms.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("no signal is told once, at the tenth step in a row above the share") {
    std::vector<double> shares;
    int alarms = 0;
    int at = 0;
    const auto step = [&](double share) {
        shares.push_back(share);
        if (const auto event = noSignalAlarm(static_cast<int>(shares.size()), shares)) {
            ++alarms;
            at = event->step;
            CHECK(event->kind == EventKind::Alarm);
            CHECK_FALSE(event->advice.empty());
        }
    };
    for (int i = 0; i < 9; ++i)
        step(1.0);
    CHECK(alarms == 0);
    step(0.8); // not above it
    for (int i = 0; i < 9; ++i)
        step(0.9);
    CHECK(alarms == 0);
    step(0.81);
    CHECK(alarms == 1);
    CHECK(at == 20);
    for (int i = 0; i < 30; ++i)
        step(1.0);
    CHECK(alarms == 1);
    step(0.1);
    for (int i = 0; i < 10; ++i)
        step(0.9);
    CHECK(alarms == 2);
}

TEST_CASE("non-finite values, full disks, stops and failures are said with what to do") {
    const RunEvent nan = nonFiniteAlarm(7, "the gradient norm", std::nan(""));
    CHECK(nan.text.find("step 7 the gradient norm is nan") != std::string::npos);
    CHECK_FALSE(nan.advice.empty());

    const Error full(ErrorCode::DiskFull, "the checkpoint of step 9 needs 1234 bytes and the disk has 5 left",
                     "runs/a", "Free at least 1229 bytes on that disk");
    const RunEvent paused = diskFullEvent(9, full);
    CHECK(paused.kind == EventKind::Paused);
    CHECK(paused.text.find("1234 bytes") != std::string::npos);
    CHECK(paused.text.find("Free at least 1229 bytes") != std::string::npos);

    CHECK(stoppedEvent(8, 8).text == "Stopped after step 8, with a checkpoint of step 8.");
    CHECK(stoppedEvent(8, 8).advice.find("step 9") != std::string::npos);
    const RunEvent failed =
        failedEvent(3, Error(ErrorCode::Io, "can't read the file", "x.png", "Check the disk"));
    CHECK(failed.kind == EventKind::Failed);
    CHECK(failed.text == "Failed in step 3: can't read the file (x.png).");
    CHECK(failed.advice == "Check the disk");
    CHECK_FALSE(failedEvent(3, Error(ErrorCode::Internal, "broken")).advice.empty());
}

TEST_CASE("a dead engine is told apart from a silent one") {
    HeartbeatState last;
    last.pid = 41;
    last.step = 12;
    last.phase = Phase::Update;
    const RunEvent gone = deadEngineEvent(last, false, 16);
    CHECK(gone.text.find("gone") != std::string::npos);
    CHECK(gone.text.find("step 12, phase update") != std::string::npos);
    const RunEvent silent = deadEngineEvent(last, true, 16.2);
    CHECK(silent.text.find("process 41") != std::string::npos);
    CHECK(silent.text.find("16 s") != std::string::npos);
}
