// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Values kept until their bytes exceed a budget; the one unused for longest goes first.
//
// Shared values: one that is thrown out lives on where it is in use. A value larger than the budget isn't
// kept. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <utility>

namespace vrft {

template <typename Key, typename Value>
class ByteCache {
public:
    explicit ByteCache(std::uint64_t budgetBytes)
        : budgetBytes_(budgetBytes) {}

    std::shared_ptr<Value> find(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second); // now the most recent
        return found->second->value;
    }

    void put(const Key& key, std::shared_ptr<Value> value, std::uint64_t bytes) {
        remove(key);
        if (bytes > budgetBytes_) return;
        entries_.push_front({key, std::move(value), bytes});
        places_[key] = entries_.begin();
        usedBytes_ += bytes;
        while (usedBytes_ > budgetBytes_)
            remove(Key(entries_.back().key));
    }

    void remove(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return;
        usedBytes_ -= found->second->bytes;
        entries_.erase(found->second);
        places_.erase(found);
    }

    std::uint64_t usedBytes() const { return usedBytes_; }
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        Key key;
        std::shared_ptr<Value> value;
        std::uint64_t bytes;
    };

    std::uint64_t budgetBytes_;
    std::uint64_t usedBytes_ = 0;
    std::list<Entry> entries_;
    std::map<Key, typename std::list<Entry>::iterator> places_;
};

} // namespace vrft
