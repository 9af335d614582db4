// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files below store/: written under their hash, made durable together before the import's commit.
// Internal to core/store.
//
// A file gets its name only when all its bytes are written and hashed; what a killed program left
// half-written is removed with the next object (the workspace's lock keeps others out). Thread rule: one
// thread.
#pragma once

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
    // All files put since the last call reach the disk: one call for thousands of files.
    void sync();

private:
    std::filesystem::path folder_;
    std::uint64_t next_ = 0;
    bool dirty_ = false;
};

} // namespace vrft
