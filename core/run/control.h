// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the user's side and the engine tell each other through small files: control.json (wanted state),
// heartbeat.json (life sign), run.lock (one engine a run). Formats: formats.md §6.
//
// No signal, socket or shared memory. Files are replaced by rename, so a reader never sees half a document.
// Thread rules: Heartbeat's setters may be called from any thread; the others belong to one thread.
#pragma once

#include "core/files.h"
#include "core/json.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace vrft {

enum class Want { Run, Pause, Stop };
std::string_view wantName(Want want);

struct Control {
    Want want = Want::Run;
    std::int64_t serial = 0;
    bool operator==(const Control&) const = default;
};

Control readControl(const std::filesystem::path& run); // {Run, 0} without a file
void writeControl(const std::filesystem::path& run, const Control& control);
// Writes `want` with the next serial (above the one an engine obeyed last) and returns what was written.
Control requestWant(const std::filesystem::path& run, Want want);

// The engine's side: asks the file at most every 500 ms; a broken file keeps the last good state and is told
// once. Make it before this engine's Heartbeat: what the heartbeat found says an earlier engine has obeyed
// (a stop that ended it) doesn't bind this one.
class ControlWatch {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    explicit ControlWatch(std::filesystem::path run, Clock clock = std::chrono::steady_clock::now);
    const Control& poll();    // cheap: between micro-batches
    const Control& pollNow(); // without the 500 ms
    std::optional<std::string> takeProblem();

private:
    std::filesystem::path run_;
    Clock clock_;
    std::optional<std::chrono::steady_clock::time_point> asked_;
    std::int64_t obeyed_ = -1; // serial, by an engine before this one
    Control control_;
    std::string lastProblem_;
    std::optional<std::string> problem_;
};

enum class Phase { Load, Rollout, Reward, Update, Evaluate, Checkpoint, Paused, Done };
std::string_view phaseName(Phase phase);

struct HeartbeatState {
    std::int64_t beat = 0;
    std::int64_t pid = 0;
    std::int64_t processStart = 0; // clock ticks since boot: field 22 of /proc/PID/stat
    std::string bootId;
    int step = 0;
    Phase phase = Phase::Load;
    std::int64_t serial = 0; // of the control the engine last obeyed
};

std::optional<HeartbeatState> readHeartbeat(const std::filesystem::path& run);
// An unreadable heartbeat is as good as none where it decides nothing that must not go wrong.
std::optional<HeartbeatState> readHeartbeatOrNone(const std::filesystem::path& run);

// Whether the process that wrote this heartbeat runs on this machine now (same boot, same pid, same start).
bool processRuns(const HeartbeatState& state);
// Whether it was written here since this machine started: if so, and its process doesn't run, it is gone.
bool ofThisBoot(const HeartbeatState& state);
// Whether an engine trains this run on this machine now.
bool engineWorks(const std::filesystem::path& run);

// Writes heartbeat.json every `interval` from its own thread, at once on start, on a change of phase and at
// the end. A beat that can't be written is counted (missedBeats) and tried again at the next one.
class Heartbeat {
public:
    explicit Heartbeat(std::filesystem::path run,
                       std::chrono::milliseconds interval = std::chrono::seconds(2));
    ~Heartbeat();
    Heartbeat(const Heartbeat&) = delete;
    Heartbeat& operator=(const Heartbeat&) = delete;

    void setStep(int step) { step_ = step; }
    void setPhase(Phase phase);
    void setSerial(std::int64_t serial) { serial_ = serial; }
    std::int64_t missedBeats() const { return missed_; }

private:
    void loop(const std::stop_token& stop);
    void write();

    std::filesystem::path run_;
    std::chrono::milliseconds interval_;
    HeartbeatState identity_;
    std::atomic<int> step_ = 0;
    std::atomic<Phase> phase_ = Phase::Load;
    std::atomic<std::int64_t> serial_ = 0;
    std::atomic<std::int64_t> missed_ = 0;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool changed_ = false;
    std::jthread thread_; // last: it uses the members above
};

// The reader's judgement by its own monotonic clock: dead = the beat unchanged for 15 s.
class HeartbeatWatcher {
public:
    enum class Life { None, Alive, Dead, Done }; // None: no heartbeat was ever written
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    static constexpr std::chrono::seconds kDeadAfter{15};

    explicit HeartbeatWatcher(Clock clock = std::chrono::steady_clock::now)
        : clock_(std::move(clock)) {}
    Life observe(const std::optional<HeartbeatState>& state);
    std::chrono::duration<double> silentFor() const { return silent_; }

private:
    Clock clock_;
    std::optional<HeartbeatState> last_;
    std::chrono::steady_clock::time_point changed_;
    std::chrono::duration<double> silent_{0};
};

// Held by the engine while it trains; the kernel releases it with the process. A second engine gets
// Error(Locked) that names the first one's process.
class RunLock {
public:
    explicit RunLock(const std::filesystem::path& run);

private:
    FileLock lock_;
};

} // namespace vrft
