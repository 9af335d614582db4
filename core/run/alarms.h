// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Trouble in words: from figures and errors to lines of events.jsonl that say what happened and what to do.
//
// Pure functions: they keep no state, so a resumed run raises the same alarms as an unbroken one.
// What is judged from figures alone is health_monitor.h's.
#pragma once

#include "core/error.h"
#include "core/run/control.h"
#include "core/run/records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vrft {

// The run went back to the checkpoint of `step` and takes other images from there.
RunEvent rolledBackAlarm(int step, int badSteps);

// Memory ran out while learning from `tokens` at once; the step was done again with at most `most` at once.
RunEvent memoryAlarm(int step, long tokens, long most);

// The same while `completions` were sampled at once.
RunEvent samplingMemoryAlarm(int step, long completions, long most);

// The external reward failed (training/rewards), and what it failed at counts 0: groups of the step, or
// answers of the evaluation after it.
RunEvent externalAlarm(int step, bool evaluating, const Error& trouble);

// The disk will be full before the run is done: it wrote `writtenBytes` in its steps so far and keeps
// `checkpointBytes` for each of `checkpoints` more. Beyond that `spareMegabytes` should stay free.
struct DiskUse {
    int step = 0;
    int totalSteps = 0;
    std::uint64_t writtenBytes = 0;
    std::uint64_t checkpointBytes = 0;
    int checkpoints = 0;
    std::uint64_t freeBytes = 0;
};
std::optional<RunEvent> diskAlarm(const DiskUse& use, double spareMegabytes);

// The run pauses; the text says how many bytes are needed. `problem` has the code DiskFull.
RunEvent diskFullEvent(int step, const Error& problem);

// The engine's last event when it is asked to stop, and when it gives up.
RunEvent stoppedEvent(int step, int checkpointStep);
RunEvent failedEvent(int step, bool evaluating, const Error& problem);

// For the reader's side, from the heartbeat: the engine died or hangs. Never written into the run by the
// reader; the next engine says it in its `resumed` event. Elsewhere: on another machine, or on this one
// before it was started anew.
enum class EngineProcess { There, Gone, Elsewhere };
RunEvent deadEngineEvent(const HeartbeatState& last, EngineProcess process, double silentSeconds);

} // namespace vrft
