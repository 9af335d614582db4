// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/feature_cache.h"

namespace vrft {

torch::Tensor FeatureCache::find(const std::string& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return {};
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->features;
}

void FeatureCache::insert(const std::string& key, torch::Tensor features) {
    if (index_.contains(key) || features.nbytes() > maxBytes_) return;
    bytes_ += features.nbytes();
    entries_.push_front({key, std::move(features)});
    index_[key] = entries_.begin();
    while (bytes_ > maxBytes_) {
        bytes_ -= entries_.back().features.nbytes();
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
