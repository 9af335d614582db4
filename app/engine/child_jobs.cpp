// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/child_jobs.h"

#include "core/error.h"
#include "core/run/run_folder.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t stopSignal = 0;

void noteSignal(int signal) {
    stopSignal = signal;
}

// SIGINT and SIGTERM only note themselves while jobs run; waitpid is interrupted by them.
class SignalGuard {
public:
    SignalGuard() {
        stopSignal = 0;
        struct sigaction action {};
        action.sa_handler = noteSignal;
        ::sigaction(SIGINT, &action, &oldInterrupt_);
        ::sigaction(SIGTERM, &action, &oldTerminate_);
    }
    ~SignalGuard() {
        ::sigaction(SIGINT, &oldInterrupt_, nullptr);
        ::sigaction(SIGTERM, &oldTerminate_, nullptr);
    }
    SignalGuard(const SignalGuard&) = delete;
    SignalGuard& operator=(const SignalGuard&) = delete;

private:
    struct sigaction oldInterrupt_ {};
    struct sigaction oldTerminate_ {};
};

pid_t startTraining(const fs::path& run) {
    const std::string program = fs::read_symlink("/proc/self/exe").string();
    const std::string log = (run / "engine.log").string();
    const std::string folder = run.string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const char* arguments[] = {program.c_str(), "train", folder.c_str(), nullptr};
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, program.c_str(), &actions, nullptr, const_cast<char**>(arguments), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw systemError(error, "can't start the training process", folder);
    return child;
}

} // namespace

bool runJobs(const JobOptions& options) {
    const SignalGuard guard;
    std::map<pid_t, fs::path> running;
    bool exhausted = false;
    bool passedOn = false;
    while (true) {
        while (!exhausted && stopSignal == 0 && static_cast<int>(running.size()) < options.parallel) {
            const std::optional<fs::path> run = options.next();
            if (!run) {
                exhausted = true;
                break;
            }
            running.emplace(startTraining(*run), *run);
            options.started(*run);
        }
        if (running.empty()) return stopSignal == 0;
        if (stopSignal != 0 && !passedOn) {
            // The trainer takes a second signal as "at once"; a terminal has sent Ctrl-C to the children
            // already.
            if (stopSignal == SIGTERM)
                for (const auto& [child, run] : running)
                    ::kill(child, SIGTERM);
            passedOn = true;
        }
        int status = 0;
        const pid_t child = ::waitpid(-1, &status, 0);
        if (child < 0) {
            if (errno == EINTR) continue;
            throw systemError(errno, "can't wait for the training process", "waitpid");
        }
        const auto found = running.find(child);
        if (found == running.end()) continue;
        JobResult result;
        result.run = found->second;
        result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        result.finished = result.exitCode == 0 && fs::exists(RunPaths{result.run}.finalEvaluation());
        running.erase(found);
        options.ended(result);
        // A place is free again, and the queue may have grown meanwhile.
        exhausted = false;
    }
}

} // namespace vrft::engine
