// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/feature_cache.h"

namespace vrft {

const ComputedFeatures* FeatureCache::find(const std::string& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->computed;
}

void FeatureCache::insert(const std::string& key, ComputedFeatures computed) {
    const std::size_t bytes = computed.features_MD.nbytes();
    if (index_.contains(key) || bytes > maxBytes_) return;
    bytes_ += bytes;
    entries_.push_front({key, std::move(computed)});
    index_[key] = entries_.begin();
    while (bytes_ > maxBytes_) {
        bytes_ -= entries_.back().computed.features_MD.nbytes();
        index_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

void FeatureCache::clear() {
    entries_.clear();
    index_.clear();
    bytes_ = 0;
}

} // namespace vrft
