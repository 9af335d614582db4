// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/child_process.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vrft {

namespace {

constexpr std::size_t kMaxLineBytes = 1U << 20;
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

} // namespace

ChildProcess::ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                           std::uint64_t sharedBytes) {
    const int memory = makeMemory(sharedBytes);
    void* mapped = ::mmap(nullptr, sharedBytes, PROT_READ, MAP_SHARED, memory, 0);
    try {
        if (mapped == MAP_FAILED) throw systemError(errno, "shared memory can't be mapped", "pixels");
        shared_ = {static_cast<const std::uint8_t*>(mapped), static_cast<std::size_t>(sharedBytes)};
        child_.emplace(program, arguments, ChildWish{memory, false});
    } catch (...) {
        ::close(memory);
        if (mapped != MAP_FAILED) ::munmap(mapped, sharedBytes);
        throw;
    }
    ::close(memory);
}

ChildProcess::~ChildProcess() {
    child_.reset();
    ::munmap(const_cast<std::uint8_t*>(shared_.data()), shared_.size());
}

bool ChildProcess::send(const std::string& line) const {
    const std::string text = line + "\n";
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t sent = ::send(child_->socket(), text.data() + done, text.size() - done, MSG_NOSIGNAL);
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
        pollfd ready{child_->socket(), POLLIN, 0};
        if (left.count() <= 0 || cancelled) return std::nullopt;
        const int polled = ::poll(&ready, 1, static_cast<int>(std::min(left, kLook).count()));
        if (polled == 0 || (polled < 0 && errno == EINTR)) continue;
        if (polled < 0) return std::nullopt;
        std::array<char, 65'536> buffer{};
        const ssize_t got = ::recv(child_->socket(), buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        unread_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return std::nullopt;
}

std::string ChildProcess::end() {
    // A child that has just died by itself shall be seen as such, not as killed by us.
    const std::optional<int> status = child_->end(std::chrono::milliseconds(10));
    if (!status) return "it was stopped";
    if (WIFSIGNALED(*status)) return fmt::format("it died of signal {}", WTERMSIG(*status));
    return fmt::format("it ended with code {}", WEXITSTATUS(*status));
}

} // namespace vrft
