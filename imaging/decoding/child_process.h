// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A child that answers lines with lines, and a piece of memory it shares with us.
//
// The child finds one end of a socket as standard input and output and the memory as descriptor 3; its
// standard error is ours. The memory can't shrink under our hands, whatever the child does. Errors: Error(Io)
// for a child that can't be started. Ownership: the child is killed and reaped by the destructor. Thread
// rule: one thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

namespace vrft {

class ChildProcess {
public:
    ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 std::uint64_t sharedBytes);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    bool running(); // false once it has ended

    // False once the child has gone.
    bool send(const std::string& line) const;

    // The next line without its break; nothing when the child has gone, says more than a megabyte, `limit` is
    // over, or `cancelled` becomes true.
    std::optional<std::string> receive(std::chrono::milliseconds limit, const std::atomic<bool>& cancelled);

    std::span<const std::uint8_t> shared() const { return shared_; }

    // Kills the child if it still runs, and says in words how it ended.
    std::string end();

private:
    void start(const std::filesystem::path& program, const std::vector<std::string>& arguments, int memory);

    pid_t pid_ = -1;
    std::optional<int> status_; // once it has ended and been reaped
    int socket_ = -1;
    std::span<const std::uint8_t> shared_;
    std::string unread_;
};

} // namespace vrft
