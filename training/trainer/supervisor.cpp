// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/supervisor.h"

#include <thread>

#include "core/error.h"
#include "core/run/alarms.h"
#include "training/parallel/ranks.h"
#include "training/trainer/stop_signals.h"

namespace vrft {

Supervisor::Supervisor(const std::filesystem::path& run, RunWriter* writer, const TrainOptions& options)
    : writer_(writer)
    , options_(options)
    , control_(run)
    , engineBefore_(readHeartbeatOrNone(run)) {
    if (writer_ == nullptr) return;
    heartbeat_.emplace(run);
    // It works under the order it was started by, also where it ends before its first step.
    heartbeat_->setSerial(control_.poll().serial);
}

bool Supervisor::together() const {
    return options_.ranks != nullptr && options_.ranks->size() > 1;
}

bool Supervisor::stopWanted() {
    if (options_.handleSignals && StopSignals::count() > 0) return true;
    if (options_.stopRequested && options_.stopRequested()) return true;
    if (writer_ == nullptr) return false;
    const Control& control = control_.poll();
    heartbeat_->setSerial(control.serial);
    return control.want == Want::Stop;
}

void Supervisor::breathe() {
    if (options_.handleSignals && StopSignals::count() > 1)
        throw Error(ErrorCode::Cancelled,
                    "stopped at once: steps since the last checkpoint are done again on resume");
    if (writer_ == nullptr) return;
    const Control& control = control_.poll();
    heartbeat_->setSerial(control.serial);
    if (const auto problem = control_.takeProblem())
        tell({0, step_, EventKind::Alarm, *problem, "Write control.json again"});
    if (control.want != Want::Pause || together()) return;
    const Phase before = beginPause();
    while (control_.poll().want == Want::Pause && !stopWanted())
        wait();
    endPause(before);
}

bool Supervisor::stopAgreed() {
    if (!together()) return stopWanted();
    std::optional<Phase> before; // while paused
    while (true) {
        const bool stop = stopWanted();
        const bool pause = !stop && writer_ != nullptr && control_.poll().want == Want::Pause;
        if (pause && !before) before = beginPause();
        std::string wishes;
        for (const std::string& wish : options_.ranks->gather(stop ? "s" : pause ? "p" : "r"))
            wishes += wish;
        const bool stopping = wishes.find('s') != std::string::npos;
        if (stopping || wishes.front() != 'p') {
            if (before) endPause(*before);
            return stopping;
        }
        wait();
    }
}

Phase Supervisor::beginPause() {
    const Phase before = phase_;
    tell({0, step_, EventKind::Paused,
          together() ? "Paused as asked, after the step" : "Paused as asked, in the middle of the step",
          "Choose Continue to go on"});
    setPhase(Phase::Paused);
    return before;
}

void Supervisor::endPause(Phase before) {
    setPhase(before);
    if (!stopWanted()) tell({0, step_, EventKind::Phase, "Going on after a pause", ""});
}

void Supervisor::withRoom(const std::function<void()>& write) {
    if (writer_ == nullptr) return;
    const Phase before = phase_;
    std::optional<RunEvent> full; // told to the caller; written as soon as the few bytes of an event fit
    bool written = false;
    while (true) {
        try {
            write();
            break;
        } catch (const Error& problem) {
            if (problem.code() != ErrorCode::DiskFull) throw;
            if (!full) {
                full = diskFullEvent(step_, problem);
                full->time = wallTime();
                setPhase(Phase::Paused);
                report(full->text);
            }
            written = written || tryEvent(*full);
            if (stopWanted())
                throw Error(ErrorCode::Cancelled,
                            "stopped while the disk was full: " + std::string(problem.what()));
            wait();
        }
    }
    if (!full) return;
    setPhase(before);
    if (!written) withRoom([&] { writer_->event(*full); });
    tell({0, step_, EventKind::Phase, "There is disk space again: going on", ""});
}

bool Supervisor::tryEvent(const RunEvent& event) {
    try {
        writer_->event(event);
        return true;
    } catch (const Error& problem) {
        if (problem.code() != ErrorCode::DiskFull) throw;
        return false;
    }
}

void Supervisor::setStep(int step) {
    step_ = step;
    if (heartbeat_) heartbeat_->setStep(step);
}

void Supervisor::setPhase(Phase phase) {
    phase_ = phase;
    if (heartbeat_) heartbeat_->setPhase(phase);
}

void Supervisor::tell(RunEvent event) {
    report(event.text);
    withRoom([&] { writer_->event(event); });
}

void Supervisor::wait() const {
    std::this_thread::sleep_for(options_.retryAfter);
}

void Supervisor::report(const std::string& text) const {
    if (!options_.progress) return;
    TrainProgress progress;
    progress.step = step_;
    progress.text = text;
    options_.progress(progress);
}

} // namespace vrft
