// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files below store/: written under their hash, made durable together before the import's commit.
//
// A file gets its name only when all its bytes are written and hashed; what a killed program left
// half-written is removed with the next object (the workspace's lock keeps others out). Thread rule: any
// thread, several at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace vrft {

class StoredFiles {
public:
    explicit StoredFiles(std::filesystem::path workspaceFolder);

    // Returns "store/ab/HASH.dcm".
    std::string put(std::span<const std::uint8_t> bytes);
    // Chunks until an empty one; Error(Mismatch) if their hash isn't `expectedHash`.
    std::string put(const std::function<std::span<const std::uint8_t>()>& nextChunk,
                    const std::string& expectedHash);
    // All files put before the call reach the disk: one call for thousands of files. Whoever copies off the
    // workspace's thread calls it first, so that the transaction that speaks of the files needn't wait.
    void sync();

private:
    std::filesystem::path folder_;
    std::atomic<std::uint64_t> next_ = 0;
    std::atomic<bool> dirty_ = false;
};

} // namespace vrft
