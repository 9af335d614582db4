// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_process.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vrft {

namespace {

constexpr std::size_t kLongestLine_bytes = 32 << 20; // the list of a DICOMDIR
constexpr std::size_t kReceive_bytes = 256 * 1024;
constexpr int kWait_ms = 50;
constexpr double kCountedWait_s = 0.1; // of one wait, however long the machine slept

class SpawnSettings {
public:
    explicit SpawnSettings(int socket) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_init(&attributes);
        // A group of its own: Ctrl-C on a terminal is for the parent, which ends the child itself.
        posix_spawnattr_setflags(&attributes,
                                 POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes, &signals);
        for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ})
            sigaddset(&signals, signal);
        posix_spawnattr_setsigdefault(&attributes, &signals);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

ScanProcess::ScanProcess(const ScanProgram& program, const std::function<bool()>& cancelled)
    : program_(program)
    , cancelled_(cancelled)
    , received_(kReceive_bytes) {
    const ScanLimits& limits = program.limits;
    std::vector<std::string> arguments{"scan", "--memory-bytes", std::to_string(limits.memory_bytes),
                                       "--seconds", std::to_string(limits.seconds)};
    for (const std::string& pattern : program.match)
        arguments.insert(arguments.end(), {"--match", pattern});
    start(program.program, arguments);
    bool ready = false;
    try {
        ready = nextLine() == R"({"ready":true})";
    } catch (const ChildGone&) {
        ready = false; // told below
    }
    if (!ready)
        throw Error(ErrorCode::Internal, "the scanning program doesn't start", program.program.string(),
                    "Check that the program is installed completely");
}

void ScanProcess::start(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw systemError(errno, "can't make a socket for the scan", "socketpair");
    socket_ = ends[0];
    std::vector<std::string> texts{program.string()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& text : texts)
        argv.push_back(text.data());
    argv.push_back(nullptr);
    const SpawnSettings settings(ends[1]);
    const int result =
        ::posix_spawn(&pid_, program.c_str(), &settings.actions, &settings.attributes, argv.data(), environ);
    ::close(ends[1]);
    if (result != 0) {
        ::close(socket_);
        throw systemError(result, "can't start the scanning program", program.string());
    }
}

ScanProcess::~ScanProcess() {
    ::close(socket_);
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void ScanProcess::request(const std::string& file, std::size_t skip, bool decode) {
    outgoing_ += std::to_string(skip);
    if (!decode) outgoing_ += kNoDecoding;
    outgoing_ += '\0';
    outgoing_ += file;
    outgoing_ += '\0';
}

void ScanProcess::push() {
    while (!outgoing_.empty()) {
        const ssize_t sent = ::send(socket_, outgoing_.data(), outgoing_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return; // full, or gone: receiving tells
        outgoing_.erase(0, static_cast<std::size_t>(sent));
    }
}

void ScanProcess::fill() {
    if (taken_ > 0) incoming_.erase(0, std::exchange(taken_, 0));
    while (true) {
        if (cancelled_ && cancelled_()) throw Error(ErrorCode::Cancelled, "the import was cancelled");
        const auto before = std::chrono::steady_clock::now();
        pollfd entry{socket_, static_cast<short>(outgoing_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
        const int ready = ::poll(&entry, 1, kWait_ms);
        if (ready < 0 && errno != EINTR) throw systemError(errno, "can't wait for the scan", "poll");
        if (ready > 0 && (entry.revents & POLLOUT) != 0) push();
        if (ready > 0 && (entry.revents & (POLLIN | POLLHUP | POLLERR)) != 0) break;
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - before;
        quiet_s_ += std::min(waited.count(), kCountedWait_s);
        if (quiet_s_ > program_.limits.seconds) stalled();
    }
    ssize_t got = 0;
    do {
        got = ::recv(socket_, received_.data(), received_.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) gone();
    incoming_.append(received_.data(), static_cast<std::size_t>(got));
    quiet_s_ = 0;
}

void ScanProcess::stalled() {
    throw ChildGone{fmt::format("reading it took longer than {} s", program_.limits.seconds)};
}

void ScanProcess::gone() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) stalled();
    if (WIFSIGNALED(status))
        throw ChildGone{fmt::format("reading it ended the scanning program (signal {}, {})", WTERMSIG(status),
                                    ::strsignal(WTERMSIG(status)))};
    throw ChildGone{fmt::format("reading it ended the scanning program (exit code {})", WEXITSTATUS(status))};
}

std::string_view ScanProcess::nextLine() {
    std::size_t looked = taken_;
    std::size_t end = 0;
    while ((end = incoming_.find('\n', looked)) == std::string::npos) {
        const std::size_t unread = incoming_.size() - taken_;
        if (unread > kLongestLine_bytes) throw ChildGone{"what came back from reading it made no sense"};
        fill(); // drops what was taken
        looked = unread;
    }
    const std::string_view line = std::string_view(incoming_).substr(taken_, end - taken_);
    taken_ = end + 1;
    return line;
}

std::span<const std::uint8_t> ScanProcess::nextBytes(std::uint64_t count) {
    if (taken_ == incoming_.size()) fill();
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(count, incoming_.size() - taken_));
    const auto* start = reinterpret_cast<const std::uint8_t*>(incoming_.data()) + taken_;
    taken_ += size;
    return {start, size};
}

} // namespace vrft
