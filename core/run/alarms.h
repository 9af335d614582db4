// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Trouble in words: from figures and errors to lines of events.jsonl that say what happened and what to do.
//
// Pure functions: they keep no state, so a resumed run raises the same alarms as an unbroken one.
// Thresholds: rft.md §7 and formats.md §6.
#pragma once

#include "core/error.h"
#include "core/run/control.h"
#include "core/run/records.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

inline constexpr double kNoSignalShare = 0.8; // of the groups: above it a step taught next to nothing
inline constexpr std::size_t kNoSignalSteps = 10;

// `what` is e.g. "the gradient norm". That update must not have been applied.
RunEvent nonFiniteAlarm(int step, std::string_view what, double value);

// The run went back to the checkpoint of `step` and takes other images from there.
RunEvent rolledBackAlarm(int step, int badSteps);

// Memory ran out while learning from `tokens` at once; the step was done again with at most `most` at once.
RunEvent memoryAlarm(int step, long tokens, long most);

// Raised once at the step that completes kNoSignalSteps in a row above the share. `noSignal` is
// groups/no_signal of the stage's steps so far, oldest first, `step` the newest.
std::optional<RunEvent> noSignalAlarm(int step, std::span<const double> noSignal);

// The run pauses; the text says how many bytes are needed. `problem` has the code DiskFull.
RunEvent diskFullEvent(int step, const Error& problem);

// The engine's last event when it is asked to stop, and when it gives up.
RunEvent stoppedEvent(int step, int checkpointStep);
RunEvent failedEvent(int step, const Error& problem);

// For the reader's side, from the heartbeat: the engine died or hangs. Never written into the run by the
// reader; the next engine says it in its `resumed` event.
RunEvent deadEngineEvent(const HeartbeatState& last, bool processStillThere, double silentSeconds);

} // namespace vrft
