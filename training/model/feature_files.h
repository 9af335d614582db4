// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Image features on disk, one safetensors file an image, the files not used for longest dropped when a number
// of bytes is exceeded. A cache: what it can't read or verify (truncated, changed, of another shape) it
// drops, and what it can't write it leaves out. `folder` belongs to one version of tower, preprocessing and
// arithmetic; folders beside it are of other versions and removed.
//
// Thread rule: one thread at a time. Programs that share a folder (ranks of one run) don't harm one another.
// Errors: none; a folder that can't be made or written turns it off.
#pragma once

#include "training/torch_compat.h"

#include <cstdint>
#include <filesystem>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

namespace vrft {

struct ComputedFeatures {
    torch::Tensor features_MD;
    double seconds = 0; // that computing them took
};

class FeatureFiles {
public:
    FeatureFiles(std::filesystem::path folder, std::uint64_t maxBytes);

    std::optional<ComputedFeatures> find(const std::string& key); // on the CPU
    void insert(const std::string& key, const ComputedFeatures& computed);
    std::uint64_t bytes() const { return bytes_; }

private:
    struct Entry {
        std::string name; // of the file
        std::uint64_t bytes = 0;
    };
    void add(const std::string& name);
    void drop(const std::string& name);

    std::filesystem::path folder_;
    std::uint64_t maxBytes_;
    std::uint64_t bytes_ = 0;
    bool usable_ = true;
    std::list<Entry> entries_; // most recently used first
    std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

} // namespace vrft
