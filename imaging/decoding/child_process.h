// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A child that answers lines with lines, and a piece of memory it shares with us as its descriptor 3.
//
// The memory can't shrink under our hands, whatever the child does. Errors, ownership, thread rule:
// spawned_child.h.
#pragma once

#include "imaging/child/spawned_child.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class ChildProcess {
public:
    ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 std::uint64_t sharedBytes);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    bool running() { return child_->running(); } // false once it has ended

    // False once the child has gone.
    bool send(const std::string& line) const;

    // The next line without its break; nothing when the child has gone, says more than a megabyte, `limit` is
    // over, or `cancelled` becomes true.
    std::optional<std::string> receive(std::chrono::milliseconds limit, const std::atomic<bool>& cancelled);

    std::span<const std::uint8_t> shared() const { return shared_; }

    // Kills the child if it still runs, and says in words how it ended.
    std::string end();

private:
    std::optional<SpawnedChild> child_;
    std::span<const std::uint8_t> shared_;
    std::string unread_;
};

} // namespace vrft
