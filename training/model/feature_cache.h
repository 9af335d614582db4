// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Image features in memory by content hash, least recently used ones dropped when a number of bytes is
// exceeded. Thread rule: one thread at a time. Ownership: holds the tensors until they are dropped.
#pragma once

#include "training/model/feature_files.h"

#include "training/torch_compat.h"

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

namespace vrft {

class FeatureCache {
public:
    explicit FeatureCache(std::size_t maxBytes)
        : maxBytes_(maxBytes) {}

    // Null when absent; valid until the next call.
    const ComputedFeatures* find(const std::string& key);
    void insert(const std::string& key, ComputedFeatures computed);
    void clear();
    std::size_t bytes() const { return bytes_; }

private:
    struct Entry {
        std::string key;
        ComputedFeatures computed;
    };
    std::size_t maxBytes_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_; // most recently used first
    std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

} // namespace vrft
