// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files below store/: written under their hash, made durable together before the import's commit.
// Internal to core/store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace vrft {

class StoredFiles {
public:
    explicit StoredFiles(std::filesystem::path workspaceFolder)
        : folder_(std::move(workspaceFolder)) {}

    // Returns "store/ab/HASH.dcm".
    std::string put(std::span<const std::uint8_t> bytes);
    // All files put since the last call reach the disk: one call for thousands of files.
    void sync();

private:
    std::filesystem::path folder_;
    bool dirty_ = false;
};

} // namespace vrft
