// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Bytes by position, from memory or from a file that may be larger than memory.
//
// A file is read through a small window, never mapped: one that shrinks meanwhile gives short reads, not a
// signal. Errors: Error for a file that can't be opened or is no regular file. Ownership: MemoryBytes borrows
// its bytes; FileBytes owns its descriptor. Thread rule: one thread per object.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace vrft {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    virtual std::uint64_t size() const = 0; // as it was when the source was opened
    // At most `count` bytes from `offset`; fewer at the end, or where the file can't be read. Valid until the
    // next call.
    virtual std::span<const std::uint8_t> read(std::uint64_t offset, std::size_t count) = 0;
};

class MemoryBytes : public ByteSource {
public:
    explicit MemoryBytes(std::string_view bytes)
        : bytes_(bytes) {}
    std::uint64_t size() const override { return bytes_.size(); }
    std::span<const std::uint8_t> read(std::uint64_t offset, std::size_t count) override;

private:
    std::string_view bytes_;
};

class FileBytes : public ByteSource {
public:
    explicit FileBytes(const std::filesystem::path& file);
    ~FileBytes() override;
    std::uint64_t size() const override { return size_; }
    std::span<const std::uint8_t> read(std::uint64_t offset, std::size_t count) override;

private:
    std::size_t fill(std::uint64_t offset, std::size_t count);

    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::uint64_t windowStart_ = 0;
    std::vector<std::uint8_t> window_; // what was read last
};

} // namespace vrft
