// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/child/spawned_child.h"

#include "core/error.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace vrft {

namespace {

constexpr int kThird = 3;

// posix_spawn's plan of the child's descriptors and signals.
class SpawnPlan {
public:
    SpawnPlan(int socket, std::optional<int> third, bool quiet) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
        if (third) posix_spawn_file_actions_adddup2(&actions, *third, kThird);
        if (quiet) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes,
                                 POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes, &signals);
        for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ})
            sigaddset(&signals, signal);
        posix_spawnattr_setsigdefault(&attributes, &signals);
    }
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

SpawnedChild::SpawnedChild(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                           const ChildWish& wish) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw systemError(errno, "no socket can be made", program.string());
    // A descriptor that is copied onto itself would keep its close-on-exec flag: by way of a high one.
    std::optional<int> high;
    if (wish.third) high = ::fcntl(*wish.third, F_DUPFD_CLOEXEC, 100);
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const SpawnPlan plan(ends[1], high, wish.quiet);
    const int failed =
        ::posix_spawn(&pid_, program.c_str(), &plan.actions, &plan.attributes, argv.data(), environ);
    ::close(ends[1]);
    if (high) ::close(*high);
    if (failed != 0) {
        ::close(ends[0]);
        throw systemError(failed, "the program can't be started", program.string());
    }
    socket_ = ends[0];
}

SpawnedChild::~SpawnedChild() {
    end(std::chrono::milliseconds(0));
    ::close(socket_);
}

bool SpawnedChild::running() {
    int status = 0;
    if (!ended_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
        ended_ = true;
        status_ = status;
    }
    return !ended_;
}

std::optional<int> SpawnedChild::end(std::chrono::milliseconds grace) {
    constexpr std::chrono::milliseconds kLook{1};
    for (auto waited = std::chrono::milliseconds(0); running() && waited < grace; waited += kLook)
        std::this_thread::sleep_for(kLook);
    if (!running()) return status_;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    ended_ = true;
    return std::nullopt;
}

} // namespace vrft
