// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A program started as a child that talks over a socket: the start and the end that decoding and scanning
// share.
//
// The child finds one end of the socket as standard input and output, signals as a fresh program has them,
// and a process group of its own: Ctrl-C on a terminal is for the parent, which ends the child itself. Not
// here: what is said over the socket, and for how long one waits. Errors: Error(Io) for a child that can't be
// started. Ownership: the child is killed and reaped, the socket closed by the destructor. Thread rule: one
// thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace vrft {

struct ChildWish {
    std::optional<int> third = {}; // a descriptor of ours that becomes the child's number 3
    bool quiet = false;            // standard error goes nowhere; else it is ours
};

class SpawnedChild {
public:
    SpawnedChild(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const ChildWish& wish);
    ~SpawnedChild();
    SpawnedChild(const SpawnedChild&) = delete;
    SpawnedChild& operator=(const SpawnedChild&) = delete;

    int socket() const { return socket_; }
    bool running(); // false once it has ended
    // How it ended by itself (as waitpid tells), if it does so within `grace`; else it is killed. Again: the
    // same.
    std::optional<int> end(std::chrono::milliseconds grace);

private:
    pid_t pid_ = -1;
    int socket_ = -1;
    bool ended_ = false;        // and reaped
    std::optional<int> status_; // of one that ended by itself
};

} // namespace vrft
