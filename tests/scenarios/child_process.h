// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Starts the training child on a run, watches it, kills it. Only processes started here are ever signalled.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace vrft::test {

class TrainChild {
public:
    // `environment`: variables of the child alone.
    explicit TrainChild(const std::filesystem::path& run,
                        const std::map<std::string, std::string>& environment = {}) {
        const std::string program = std::string(VRFT_SCENARIO_CHILD);
        const std::string folder = run.string();
        pid_ = fork();
        if (pid_ == 0) {
            for (const auto& [name, value] : environment)
                ::setenv(name.c_str(), value.c_str(), 1);
            execl(program.c_str(), program.c_str(), folder.c_str(), static_cast<char*>(nullptr));
            _exit(127);
        }
    }
    ~TrainChild() {
        if (!ended_) kill();
    }
    TrainChild(const TrainChild&) = delete;
    TrainChild& operator=(const TrainChild&) = delete;

    // Waits until `condition` holds or the child has ended; false in the latter case.
    bool until(const std::function<bool()>& condition,
               std::chrono::microseconds pause = std::chrono::milliseconds(2)) {
        while (!ended()) {
            if (condition()) return true;
            std::this_thread::sleep_for(pause);
        }
        return false;
    }

    bool ended() {
        if (!ended_ && waitpid(pid_, &status_, WNOHANG) == pid_) ended_ = true;
        return ended_;
    }

    void signal(int number) const { ::kill(pid_, number); }

    // SIGKILL; false when it had ended by itself before.
    bool kill() {
        if (ended()) return false;
        signal(SIGKILL);
        waitpid(pid_, &status_, 0);
        ended_ = true;
        return WIFSIGNALED(status_);
    }

    // Whether it ended by itself within `limit`.
    bool endsWithin(std::chrono::seconds limit) {
        const auto end = std::chrono::steady_clock::now() + limit;
        return !until([&] { return std::chrono::steady_clock::now() > end; });
    }

    // The exit status, or -1 after a signal.
    int wait() {
        if (!ended_) waitpid(pid_, &status_, 0);
        ended_ = true;
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
    }

private:
    pid_t pid_ = -1;
    int status_ = 0;
    bool ended_ = false;
};

} // namespace vrft::test
