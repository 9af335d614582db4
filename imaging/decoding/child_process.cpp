// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/child_process.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vrft {

namespace {

constexpr std::size_t kMaxLineBytes = 1U << 20;
constexpr int kMemoryDescriptor = 3;
constexpr std::chrono::milliseconds kLook{50}; // how soon a wish to stop is seen

int makeMemory(std::uint64_t bytes) {
    const int memory = ::memfd_create("vrftaug-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) throw systemError(errno, "shared memory can't be made", "pixels");
    if (::ftruncate(memory, static_cast<off_t>(bytes)) != 0 ||
        ::fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        const int why = errno;
        ::close(memory);
        throw systemError(why, "shared memory can't be made", "pixels", bytes);
    }
    return memory;
}

// posix_spawn's plan of the child's descriptors. A descriptor that is copied onto itself would keep its
// close-on-exec flag, so the memory goes by way of a high one.
class FileActions {
public:
    FileActions() { posix_spawn_file_actions_init(&actions_); }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    void copy(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

} // namespace

ChildProcess::ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                           std::uint64_t sharedBytes) {
    const int memory = makeMemory(sharedBytes);
    void* mapped = ::mmap(nullptr, sharedBytes, PROT_READ, MAP_SHARED, memory, 0);
    try {
        if (mapped == MAP_FAILED) throw systemError(errno, "shared memory can't be mapped", "pixels");
        shared_ = {static_cast<const std::uint8_t*>(mapped), static_cast<std::size_t>(sharedBytes)};
        start(program, arguments, memory);
    } catch (...) {
        ::close(memory);
        if (mapped != MAP_FAILED) ::munmap(mapped, sharedBytes);
        throw;
    }
    ::close(memory);
}

ChildProcess::~ChildProcess() {
    end();
    ::munmap(const_cast<std::uint8_t*>(shared_.data()), shared_.size());
}

void ChildProcess::start(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                         int memory) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw systemError(errno, "no socket can be made", program.string());
    const int high = ::fcntl(memory, F_DUPFD_CLOEXEC, 100);
    FileActions actions;
    actions.copy(ends[1], STDIN_FILENO);
    actions.copy(ends[1], STDOUT_FILENO);
    actions.copy(high, kMemoryDescriptor);
    std::vector<std::string> words = {program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const int failed = ::posix_spawn(&pid_, program.c_str(), actions.get(), nullptr, argv.data(), environ);
    ::close(ends[1]);
    ::close(high);
    if (failed != 0) {
        pid_ = -1;
        ::close(ends[0]);
        throw systemError(failed, "the decoding program can't be started", program.string());
    }
    socket_ = ends[0];
}

bool ChildProcess::running() {
    int status = 0;
    if (!status_ && ::waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
    return !status_;
}

bool ChildProcess::send(const std::string& line) const {
    const std::string text = line + "\n";
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t sent = ::send(socket_, text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        done += static_cast<std::size_t>(sent);
    }
    return true;
}

std::optional<std::string> ChildProcess::receive(std::chrono::milliseconds limit,
                                                 const std::atomic<bool>& cancelled) {
    const auto over = std::chrono::steady_clock::now() + limit;
    while (unread_.size() <= kMaxLineBytes) {
        if (const std::size_t end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        // Rounded up: who is told that nothing came shall find the limit over.
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(over - std::chrono::steady_clock::now());
        pollfd ready{socket_, POLLIN, 0};
        if (left.count() <= 0 || cancelled) return std::nullopt;
        const int polled = ::poll(&ready, 1, static_cast<int>(std::min(left, kLook).count()));
        if (polled == 0 || (polled < 0 && errno == EINTR)) continue;
        if (polled < 0) return std::nullopt;
        std::array<char, 65'536> buffer{};
        const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        unread_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return std::nullopt;
}

std::string ChildProcess::end() {
    if (pid_ < 0) return "it had ended before";
    ::close(socket_);
    // A child that has just died by itself shall be seen as such, not as killed by us.
    for (int wait = 0; wait < 10 && running(); ++wait)
        ::usleep(1000);
    const bool stopped = running();
    if (stopped) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    pid_ = -1;
    if (stopped) return "it was stopped";
    if (WIFSIGNALED(*status_)) return fmt::format("it died of signal {}", WTERMSIG(*status_));
    return fmt::format("it ended with code {}", WEXITSTATUS(*status_));
}

} // namespace vrft
