// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/control.h"

#include "core/error.h"
#include "core/run/count_field.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> kWants = {"run", "pause", "stop"};
constexpr std::array<std::string_view, 8> kPhases = {"load",     "rollout",    "reward", "update",
                                                     "evaluate", "checkpoint", "paused", "done"};
constexpr std::chrono::milliseconds kControlInterval{500};

template <std::size_t N>
std::size_t indexOf(const std::array<std::string_view, N>& words, ObjectReader& reader,
                    const std::string& key) {
    const std::string word = reader.text(key);
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) return i;
    }
    reader.fail(key, fmt::format("is \"{}\", allowed are {}", word, fmt::join(words, " | ")));
}

// Field 22 of /proc/PID/stat: when the process started, in clock ticks since boot; none if there is no such
// process. The name in field 2 may hold blanks and brackets, so fields are counted from the last ")".
std::optional<std::int64_t> processStartOf(std::int64_t pid) {
    std::ifstream stream(fmt::format("/proc/{}/stat", pid));
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const std::size_t bracket = text.rfind(')');
    if (bracket == std::string::npos) return std::nullopt;
    std::istringstream fields(text.substr(bracket + 1));
    std::string field;
    for (int number = 3; number <= 22; ++number) {
        if (!(fields >> field)) return std::nullopt;
    }
    return std::stoll(field);
}

std::string bootId() {
    std::ifstream stream("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(stream, id);
    return id;
}

std::string busyText(const fs::path& run) {
    const std::string plain = "another engine is training this run";
    const std::optional<HeartbeatState> state = readHeartbeatOrNone(run);
    if (state && processRuns(*state))
        return fmt::format("{}: process {}, step {}", plain, state->pid, state->step);
    return plain;
}

} // namespace

std::string_view wantName(Want want) {
    return kWants[static_cast<std::size_t>(want)];
}
std::string_view phaseName(Phase phase) {
    return kPhases[static_cast<std::size_t>(phase)];
}

Control readControl(const fs::path& run) {
    const fs::path file = RunPaths{run}.control();
    std::error_code code;
    if (!fs::exists(file, code)) return {};
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    Control control;
    control.want = static_cast<Want>(indexOf(kWants, reader, "want"));
    control.serial = serialField(reader, "serial");
    return control;
}

void writeControl(const fs::path& run, const Control& control) {
    const Json json = {{"format", 1}, {"want", wantName(control.want)}, {"serial", control.serial}};
    writeFileAtomic(RunPaths{run}.control(), jsonLine(json) + "\n");
}

Control requestWant(const fs::path& run, Want want) {
    const std::optional<HeartbeatState> engine = readHeartbeatOrNone(run);
    const Control control{want, std::max(readControl(run).serial, engine ? engine->serial : 0) + 1};
    writeControl(run, control);
    return control;
}

ControlWatch::ControlWatch(fs::path run, Clock clock)
    : run_(std::move(run))
    , clock_(std::move(clock)) {
    if (const auto before = readHeartbeatOrNone(run_)) obeyed_ = before->serial;
}

const Control& ControlWatch::poll() {
    if (asked_ && clock_() - *asked_ < kControlInterval) return control_;
    return pollNow();
}

const Control& ControlWatch::pollNow() {
    asked_ = clock_();
    try {
        control_ = readControl(run_);
        if (control_.serial <= obeyed_) control_.want = Want::Run;
        lastProblem_.clear();
    } catch (const Error& error) {
        if (lastProblem_ != error.what()) problem_ = error.what();
        lastProblem_ = error.what();
    }
    return control_;
}

std::optional<std::string> ControlWatch::takeProblem() {
    return std::exchange(problem_, std::nullopt);
}

std::optional<HeartbeatState> readHeartbeat(const fs::path& run) {
    const fs::path file = RunPaths{run}.heartbeat();
    std::error_code code;
    if (!fs::exists(file, code)) return std::nullopt;
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    HeartbeatState state;
    state.beat = reader.integer("beat");
    state.pid = reader.integer("pid");
    state.processStart = reader.integer("process_start");
    state.bootId = reader.text("boot_id");
    state.step = countField(reader, "step");
    state.phase = static_cast<Phase>(indexOf(kPhases, reader, "phase"));
    state.serial = serialField(reader, "serial");
    return state;
}

std::optional<HeartbeatState> readHeartbeatOrNone(const fs::path& run) {
    try {
        return readHeartbeat(run);
    } catch (const Error&) {
        return std::nullopt;
    }
}

bool ofThisBoot(const HeartbeatState& state) {
    return state.bootId == bootId();
}

bool processRuns(const HeartbeatState& state) {
    return ofThisBoot(state) && processStartOf(state.pid) == state.processStart;
}

bool engineWorks(const fs::path& run) {
    const std::optional<HeartbeatState> state = readHeartbeatOrNone(run);
    return state && state->phase != Phase::Done && processRuns(*state);
}

Heartbeat::Heartbeat(fs::path run, std::chrono::milliseconds interval)
    : run_(std::move(run))
    , interval_(interval) {
    identity_.pid = ::getpid();
    identity_.processStart = processStartOf(identity_.pid).value_or(0);
    identity_.bootId = bootId();
    if (const auto before = readHeartbeatOrNone(run_)) serial_ = before->serial; // orders obeyed stay obeyed
    // A killed engine may have left the temporary file of its last beat.
    const fs::path file = RunPaths{run_}.heartbeat();
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(run_, code)) {
        if (entry.path().filename().string().starts_with(file.filename().string() + ".tmp-"))
            fs::remove(entry.path(), code);
    }
    write();
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

Heartbeat::~Heartbeat() {
    thread_.request_stop();
    thread_.join();
    write();
}

void Heartbeat::setPhase(Phase phase) {
    phase_ = phase;
    {
        const std::lock_guard lock(mutex_);
        changed_ = true;
    }
    wake_.notify_one();
}

void Heartbeat::loop(const std::stop_token& stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, interval_, [this] { return changed_; });
            changed_ = false;
        }
        if (stop.stop_requested()) return;
        write();
    }
}

void Heartbeat::write() {
    ++identity_.beat;
    const Json json = {{"format", 1},
                       {"beat", identity_.beat},
                       {"pid", identity_.pid},
                       {"process_start", identity_.processStart},
                       {"boot_id", identity_.bootId},
                       {"step", step_.load()},
                       {"phase", phaseName(phase_)},
                       {"serial", serial_.load()}};
    try {
        // Not synced: after a power cut nobody asks whether the engine lives.
        writeFileAtomic(RunPaths{run_}.heartbeat(), jsonLine(json) + "\n", /*durable=*/false);
    } catch (const Error&) {
        ++missed_;
    }
}

HeartbeatWatcher::Life HeartbeatWatcher::observe(const std::optional<HeartbeatState>& state) {
    if (!state) return Life::None;
    const auto now = clock_();
    const bool same = last_ && last_->beat == state->beat && last_->pid == state->pid &&
                      last_->processStart == state->processStart && last_->bootId == state->bootId;
    if (!same) changed_ = now;
    last_ = state;
    silent_ = now - changed_;
    if (state->phase == Phase::Done) return Life::Done;
    return now - changed_ >= kDeadAfter ? Life::Dead : Life::Alive;
}

RunLock::RunLock(const fs::path& run)
    : lock_(RunPaths{run}.lock(), busyText(run),
            "Wait for it, or stop it first (control.json, or Ctrl-C there)") {}

} // namespace vrft
