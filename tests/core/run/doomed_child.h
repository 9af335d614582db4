// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Children that die where a test wants it: at their n-th system call, or on a disk of a given size.
//
// Both fork, so call them from a single-threaded test. `work` runs in the child; nothing it changes in memory
// comes back, only what it leaves on disk.
#pragma once

#include <csignal>
#include <exception>
#include <filesystem>
#include <functional>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vrft::test {

enum class Fate { Killed, Finished, NotPermitted };

// Runs `work` in a child and kills it (SIGKILL) before its n-th system call, counted from 1, takes effect.
inline Fate runKilledAtCall(int n, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(99);
        ::raise(SIGSTOP);
        try {
            work();
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) return Fate::NotPermitted;
    // Each call stops twice, at its entry and its exit: entries are the odd stops.
    for (int stop = 1; stop <= 2 * n - 1; ++stop) {
        if (::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) != 0) return Fate::NotPermitted;
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status)) {
            if (WEXITSTATUS(status) != 0) throw std::runtime_error("the child's work failed");
            return Fate::Finished;
        }
        if (WIFSIGNALED(status)) throw std::runtime_error("the child died by itself");
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return Fate::Killed;
}

// Runs `work` in a child that sees a RAM disk of `bytes` mounted at `place`, in a mount name space of its
// own. Returns its exit status (`work`'s result), or -1 where mounting isn't permitted.
inline int runOnSmallDisk(const std::filesystem::path& place, long bytes, const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        const bool own = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
        const std::string options = "size=" + std::to_string(bytes);
        if (!own || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", place.c_str(), "tmpfs", 0, options.c_str()) != 0)
            ::_exit(255);
        int result = 254;
        try {
            result = work();
        } catch (const std::exception& error) {
            ::fprintf(stderr, "on the small disk: %s\n", error.what());
        }
        ::_exit(result);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const int result = WIFEXITED(status) ? WEXITSTATUS(status) : 253;
    return result == 255 ? -1 : result;
}

} // namespace vrft::test
