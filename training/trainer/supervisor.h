// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the outside wants of a running engine: pause, stop, wait for disk space.
//
// Asks control.json, signals and the caller; says what it does in events and the heartbeat. Doesn't train.
// Thread rule: the training thread. Errors: Error(Cancelled) when a stop is wished for at once, or while no
// disk space is left to write a checkpoint.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/run/control.h"
#include "core/run/run_writer.h"
#include "training/trainer/train_run.h"

namespace vrft {

class Supervisor {
public:
    // `writer` null: not the first of several ranks, which alone writes and is asked by control.json.
    Supervisor(const std::filesystem::path& run, RunWriter* writer, const TrainOptions& options);

    // A stop is wished for: finish the step, write a checkpoint, end.
    bool stopWanted();
    // Between steps, on every rank: whether one of them is wished to stop. Several ranks pause here, and only
    // here.
    bool stopAgreed();

    // Between micro-batches and tokens: returns at once, or waits while the run is paused.
    void breathe();

    // Runs `write`; while it fails for lack of space, waits and tries again. Other errors pass through.
    // Nothing on a rank that doesn't write.
    void withRoom(const std::function<void()>& write);

    void setStep(int step);
    void setPhase(Phase phase);
    // An event in the run's file and to the caller.
    void tell(RunEvent event);
    void report(const std::string& text) const; // to the caller alone

    int step() const { return step_; }
    Phase phase() const { return phase_; }
    // The last life sign found when this engine began.
    const std::optional<HeartbeatState>& engineBefore() const { return engineBefore_; }

private:
    bool tryEvent(const RunEvent& event); // false: no room for it now
    void wait() const;
    bool together() const; // with other ranks
    Phase beginPause();    // returns the phase it interrupts
    void endPause(Phase before);

    RunWriter* writer_;
    const TrainOptions& options_;
    ControlWatch control_;
    std::optional<HeartbeatState> engineBefore_; // read before heartbeat_ writes
    std::optional<Heartbeat> heartbeat_;
    Phase phase_ = Phase::Load;
    int step_ = 0;
};

} // namespace vrft
