// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rewards/line_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"

namespace vrft {

namespace {

constexpr std::size_t kLongestLine = 1'000'000; // bytes
constexpr std::size_t kKeptWords = 4096;        // of standard error
constexpr int kSlice = 100;                     // ms between two calls of breathe
constexpr std::chrono::milliseconds kGrace{500};

using Pipe = std::array<int, 2>;

Pipe makePipe(const std::string& program) {
    Pipe ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw systemError(errno, "no pipe can be made", program);
    return ends;
}

void close(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
}

// What lies in a pipe now; closes it at its end.
void drain(int& descriptor, std::string& into) {
    std::array<char, 65536> bytes{};
    const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
    if (got > 0) into.append(bytes.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) close(descriptor);
}

// A write into a pipe that nobody reads fails, and doesn't end this process.
class NoPipeSignal {
public:
    NoPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoPipeSignal() {
        const timespec now{};
        while (sigtimedwait(&pipe_, nullptr, &now) < 0 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
};

// In the child, between fork and exec: system calls alone.
[[noreturn]] void becomeProgram(const char* program, char* const* arguments, int in, int out, int error,
                                int failure, pid_t parent) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGXFSZ})
        ::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (::dup2(in, STDIN_FILENO) >= 0 && ::dup2(out, STDOUT_FILENO) >= 0 && ::dup2(error, STDERR_FILENO) >= 0)
        ::execv(program, arguments);
    const int problem = errno;
    const auto written = ::write(failure, &problem, sizeof problem);
    ::_exit(written == sizeof problem ? 127 : 126);
}

} // namespace

std::filesystem::path findProgram(const std::string& name) {
    const auto runs = [](const std::filesystem::path& file) {
        std::error_code ignored;
        return std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
    };
    const auto missing = [&](const std::string& what) -> Error {
        return Error(ErrorCode::NotFound, what, "external reward",
                     "Give the whole path of an executable file, or the name of one in PATH");
    };
    if (name.find('/') != std::string::npos) {
        if (!runs(name)) throw missing(fmt::format("the program {} isn't there, or isn't executable", name));
        return name;
    }
    const char* const places = std::getenv("PATH");
    std::string_view rest = places == nullptr ? "/usr/bin:/bin" : places;
    while (!rest.empty()) {
        const std::string_view place = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(place.size() + 1, rest.size()));
        const std::filesystem::path file = std::filesystem::path(place) / name;
        if (file.is_absolute() && runs(file)) return file;
    }
    throw missing(fmt::format("no program {} is found in PATH", name));
}

LineProcess::LineProcess(std::span<const std::string> command) {
    const std::filesystem::path program = findProgram(command.front());
    std::vector<std::string> words(command.begin(), command.end());
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    Pipe in = makePipe(program.string());
    Pipe out = makePipe(program.string());
    Pipe error = makePipe(program.string());
    Pipe failure = makePipe(program.string()); // closed by exec; else it says why exec failed
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ == 0)
        becomeProgram(program.c_str(), arguments.data(), in[0], out[1], error[1], failure[1], parent);
    const int forked = errno;
    close(in[0]);
    close(out[1]);
    close(error[1]);
    close(failure[1]);
    in_ = in[1];
    out_ = out[0];
    error_ = error[0];
    int problem = pid_ < 0 ? forked : 0;
    if (pid_ > 0) {
        ssize_t got = 0;
        while ((got = ::read(failure[0], &problem, sizeof problem)) < 0 && errno == EINTR) {
        }
        if (got <= 0) problem = 0;
    }
    close(failure[0]);
    if (problem != 0) {
        if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
        for (int* descriptor : {&in_, &out_, &error_})
            close(*descriptor);
        throw systemError(problem, "the program can't be started", program.string());
    }
    for (const int descriptor : {in_, out_, error_})
        ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

LineProcess::~LineProcess() {
    close(in_); // a program that reads to the end of its input ends by itself
    ending();
    ::kill(-pid_, SIGKILL); // what is left of its group; the number is ours until it is reaped
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    close(out_);
    close(error_);
}

void LineProcess::write(std::string_view& rest) {
    const NoPipeSignal quiet;
    const ssize_t wrote = ::write(in_, rest.data(), rest.size());
    if (wrote > 0) rest.remove_prefix(static_cast<std::size_t>(wrote));
    if (wrote < 0 && errno != EAGAIN && errno != EINTR) close(in_); // it reads no more; what it prints counts
}

LineProcess::End LineProcess::exchange(std::string_view text, std::chrono::duration<double> silence,
                                       const std::function<bool(std::string_view line)>& take,
                                       const std::function<void()>& breathe) {
    std::string_view rest = text;
    std::chrono::duration<double> silent{0};
    while (true) {
        for (std::size_t end = 0; (end = partial_.find('\n')) != std::string::npos;) {
            std::string line = partial_.substr(0, end);
            partial_.erase(0, end + 1);
            if (line.ends_with('\r')) line.pop_back();
            silent = silent.zero();
            if (take(line)) return End::Done;
        }
        if (partial_.size() > kLongestLine) return End::Endless;
        if (out_ < 0) return End::Gone;
        if (silent >= silence) return End::Silent;
        breathe();
        std::array<pollfd, 3> wanted{
            {{out_, POLLIN, 0}, {error_, POLLIN, 0}, {rest.empty() ? -1 : in_, POLLOUT, 0}}};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(silence - silent).count() + 1;
        const auto begun = std::chrono::steady_clock::now();
        ::poll(wanted.data(), wanted.size(), static_cast<int>(std::min<std::int64_t>(kSlice, left)));
        silent += std::chrono::steady_clock::now() - begun;
        if (wanted[1].revents != 0) drain(error_, said_);
        if (said_.size() > 2 * kKeptWords) said_.erase(0, said_.size() - kKeptWords);
        if (wanted[0].revents != 0) drain(out_, partial_);
        if (wanted[2].revents != 0) write(rest);
    }
}

void LineProcess::lookForEnd() {
    siginfo_t found{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &found, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        found.si_pid != pid_)
        return;
    ended_ = found.si_code == CLD_EXITED ? fmt::format("ended with status {}", found.si_status)
                                         : fmt::format("was ended by signal {}", found.si_status);
}

std::string LineProcess::ending() {
    constexpr std::chrono::milliseconds kLook{5};
    lookForEnd();
    for (auto waited = std::chrono::milliseconds(0); ended_.empty() && waited < kGrace; waited += kLook) {
        ::poll(nullptr, 0, static_cast<int>(kLook.count()));
        lookForEnd();
    }
    for (pollfd words{error_, POLLIN, 0}; error_ >= 0 && ::poll(&words, 1, 0) > 0;)
        drain(error_, said_);
    return ended_.empty() ? "closed its output without an end" : ended_;
}

std::string LineProcess::lastWords() const {
    std::string_view text = said_;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.remove_suffix(1);
    const std::size_t before = text.rfind('\n');
    return std::string(before == std::string_view::npos ? text : text.substr(before + 1));
}

} // namespace vrft
