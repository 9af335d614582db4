// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/byte_source.h"

#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vrft {

namespace {

constexpr std::size_t kWindowBytes = 64 * 1024;

} // namespace

std::span<const std::uint8_t> MemoryBytes::read(std::uint64_t offset, std::size_t count) {
    if (offset >= bytes_.size()) return {};
    const std::string_view part = bytes_.substr(static_cast<std::size_t>(offset), count);
    return {reinterpret_cast<const std::uint8_t*>(part.data()), part.size()};
}

FileBytes::FileBytes(const std::filesystem::path& file) {
    // Not blocking: opening a pipe would wait for a writer.
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) throw systemError(errno, "can't open the file", file.string());
    struct stat info {};
    if (::fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor_);
        throw Error(ErrorCode::InvalidFormat, "this is no regular file", file.string(), "Leave it out");
    }
    size_ = static_cast<std::uint64_t>(info.st_size);
}

FileBytes::~FileBytes() {
    ::close(descriptor_);
}

std::size_t FileBytes::fill(std::uint64_t offset, std::size_t count) {
    // No larger than what is left: most files are small, and a vector writes zeros first.
    window_.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(std::max(count, kWindowBytes), size_ - offset)));
    windowStart_ = offset;
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = ::pread(descriptor_, window_.data() + have, window_.size() - have,
                                    static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    window_.resize(have);
    return have;
}

std::span<const std::uint8_t> FileBytes::read(std::uint64_t offset, std::size_t count) {
    if (offset >= size_) return {};
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset));
    if (offset < windowStart_ || offset + count > windowStart_ + window_.size()) fill(offset, count);
    const auto skip = static_cast<std::size_t>(offset - windowStart_);
    if (skip >= window_.size()) return {};
    return std::span<const std::uint8_t>(window_).subspan(skip, std::min(count, window_.size() - skip));
}

} // namespace vrft
