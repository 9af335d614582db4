// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_service.h"

#include "core/error.h"
#include "core/json.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <new>
#include <optional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace vrft {

namespace {

constexpr std::size_t kBuffered_bytes = 64 * 1024;

void setLimit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit limit{soft, hard};
    if (::setrlimit(resource, &limit) != 0)
        throw systemError(errno, "can't set the scan's limits", "setrlimit");
}

// Sanitizers reserve terabytes of address space.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

void putLimitsOn(const ScanLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (kLimitsMemory) setLimit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
    setLimit(RLIMIT_NOFILE, limits.num_files, limits.num_files);
    setLimit(RLIMIT_FSIZE, 0, 0);
    setLimit(RLIMIT_CORE, 0, 0);
}

// Processor time counts from the process's start: the limit moves on with each sign of life.
void allowProcessorTime(unsigned seconds) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    setLimit(RLIMIT_CPU, spent + seconds + 1, RLIM_INFINITY);
}

void writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw systemError(errno, "can't answer", "scan");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

class Answers : public ScanSink {
public:
    Answers(int out, const ScanLimits& limits)
        : out_(out)
        , limits_(limits) {}

    void begin() {
        member_.clear();
        allowProcessorTime(limits_.seconds);
    }
    void member(const std::string& name) override {
        member_ = name;
        send({{"member", name}});
        flush();
        allowProcessorTime(limits_.seconds);
    }
    void item(ScanItem item, std::string_view payload) override {
        item.payload_bytes = payload.size();
        buffer_ += itemToLine(item, before_ ? &*before_ : nullptr);
        buffer_ += '\n';
        if (buffer_.size() > kBuffered_bytes) flush();
        if (!payload.empty()) {
            flush();
            writeAll(out_, payload);
            allowProcessorTime(limits_.seconds);
        }
        if (item.fate == ScanItem::Fate::Image) before_ = std::move(item.record);
    }
    void list(const std::vector<std::string>& fileIds) override { send({{"list", fileIds}}); }
    void alive() override {
        send({{"alive", true}});
        flush();
        allowProcessorTime(limits_.seconds);
    }
    void decoding() override {
        send({{"decoding", true}});
        flush();
        allowProcessorTime(limits_.seconds);
    }
    void outOfMemory() {
        ScanItem item;
        item.fate = ScanItem::Fate::Unreadable;
        item.member = member_;
        item.reason =
            fmt::format("reading it takes more memory than the {} MiB it may", limits_.memory_bytes >> 20);
        this->item(std::move(item), {});
    }
    void send(const Json& line) {
        buffer_ += jsonLine(line);
        buffer_ += '\n';
        if (buffer_.size() > kBuffered_bytes) flush();
    }
    void flush() {
        writeAll(out_, buffer_);
        buffer_.clear();
    }

private:
    int out_;
    const ScanLimits& limits_;
    std::string buffer_;
    std::string member_;
    std::optional<InstanceRecord> before_; // the last image told
};

// Texts ended by zero bytes.
class Requests {
public:
    explicit Requests(int in)
        : in_(in) {}

    std::optional<std::string> next() {
        std::size_t end = 0;
        while ((end = buffer_.find('\0', taken_)) == std::string::npos) {
            buffer_.erase(0, std::exchange(taken_, 0));
            std::array<char, 16384> chunk{};
            const ssize_t got = ::read(in_, chunk.data(), chunk.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return std::nullopt;
            buffer_.append(chunk.data(), static_cast<std::size_t>(got));
        }
        std::string text = buffer_.substr(taken_, end - taken_);
        taken_ = end + 1;
        return text;
    }

private:
    int in_;
    std::string buffer_;
    std::size_t taken_ = 0; // of buffer_
};

} // namespace

void runScanService(int in, int out, const ScanLimits& limits, const std::vector<std::string>& match,
                    const ScanFunction& scan) {
    putLimitsOn(limits);
    Requests requests(in);
    Answers answers(out, limits);
    answers.send({{"ready", true}});
    answers.flush();
    while (const auto skip = requests.next()) {
        const auto path = requests.next();
        if (!path) return;
        const FileScanOptions options{match, std::strtoull(skip->c_str(), nullptr, 10),
                                      !skip->ends_with(kNoDecoding)};
        answers.begin();
        try {
            scan(*path, options, answers);
        } catch (const std::bad_alloc&) {
            answers.outOfMemory();
        }
        answers.send({{"done", true}});
        answers.flush();
    }
}

} // namespace vrft
