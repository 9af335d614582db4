// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_process.h"

#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace vrft {

namespace {

constexpr std::size_t kLongestLine_bytes = 32 << 20; // the list of a DICOMDIR
constexpr std::size_t kReceive_bytes = 256 * 1024;
constexpr int kWait_ms = 50;
constexpr std::chrono::milliseconds kDying{10'000}; // of one whose end of the socket is closed
constexpr double kCountedWait_s = 0.1;              // of one wait, however long the machine slept

std::vector<std::string> argumentsFor(const ScanProgram& program) {
    std::vector<std::string> arguments{"scan", "--memory-bytes", std::to_string(program.limits.memory_bytes),
                                       "--seconds", std::to_string(program.limits.seconds)};
    for (const std::string& pattern : program.match)
        arguments.insert(arguments.end(), {"--match", pattern});
    return arguments;
}

} // namespace

ScanProcess::ScanProcess(const ScanProgram& program, const std::function<bool()>& cancelled)
    : program_(program)
    , cancelled_(cancelled)
    , child_(program.program, argumentsFor(program), {{}, true})
    , received_(kReceive_bytes) {
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

void ScanProcess::request(const std::string& file, std::size_t skip, bool decode) {
    outgoing_ += std::to_string(skip);
    if (!decode) outgoing_ += kNoDecoding;
    outgoing_ += '\0';
    outgoing_ += file;
    outgoing_ += '\0';
}

void ScanProcess::push() {
    while (!outgoing_.empty()) {
        const ssize_t sent =
            ::send(child_.socket(), outgoing_.data(), outgoing_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
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
        pollfd entry{child_.socket(), static_cast<short>(outgoing_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
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
        got = ::recv(child_.socket(), received_.data(), received_.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) gone();
    incoming_.append(received_.data(), static_cast<std::size_t>(got));
    quiet_s_ = 0;
}

void ScanProcess::stalled() {
    throw ChildGone{fmt::format("reading it took longer than {} s", program_.limits.seconds)};
}

void ScanProcess::gone() {
    const std::optional<int> status = child_.end(kDying);
    if (!status || (WIFSIGNALED(*status) && WTERMSIG(*status) == SIGXCPU)) stalled();
    if (WIFSIGNALED(*status))
        throw ChildGone{fmt::format("reading it ended the scanning program (signal {}, {})",
                                    WTERMSIG(*status), ::strsignal(WTERMSIG(*status)))};
    throw ChildGone{
        fmt::format("reading it ended the scanning program (exit code {})", WEXITSTATUS(*status))};
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
