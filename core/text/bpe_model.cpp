// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe_model.h"

#include "core/error.h"
#include "core/text/byte_alphabet.h"

#include <fmt/format.h>
#include <mutex>
#include <queue>
#include <shared_mutex>

namespace vrft {

namespace {

// Words longer than this are rare, and long enough to make a cache expensive.
constexpr std::size_t kMaxCachedBytes = 64;
constexpr std::size_t kMaxCachedWords = 1 << 16;

std::uint64_t pairKey(int left, int right) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
           static_cast<std::uint32_t>(right);
}

struct Symbol {
    int id;
    std::ptrdiff_t previous;
    std::ptrdiff_t next; // -1: none
    bool alive;
};

struct Candidate {
    int rank;
    std::ptrdiff_t position;
    int id; // of the result; tells a stale candidate from a live one
    bool operator>(const Candidate& other) const {
        return rank != other.rank ? rank > other.rank : position > other.position;
    }
};

} // namespace

struct BpeModel::Cache {
    std::shared_mutex mutex;
    std::unordered_map<std::string, std::vector<int>, TextHash, std::equal_to<>> words;
};

BpeModel::BpeModel(IdByText idByBytes, const std::vector<std::pair<std::string, std::string>>& merges,
                   bool wholeWords, const std::string& where)
    : idByBytes_(std::move(idByBytes))
    , wholeWords_(wholeWords)
    , cache_(std::make_unique<Cache>()) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const auto found = idByBytes_.find(std::string(1, static_cast<char>(byte)));
        if (found == idByBytes_.end())
            throw Error(ErrorCode::InvalidFormat, fmt::format("the vocabulary lacks the byte 0x{:02X}", byte),
                        where, "Use a byte-level BPE tokenizer");
        byteIds_[byte] = found->second;
    }
    merges_.reserve(merges.size());
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const auto leftId = idByBytes_.find(left);
        const auto rightId = idByBytes_.find(right);
        const auto result = idByBytes_.find(left + right);
        if (leftId == idByBytes_.end() || rightId == idByBytes_.end() || result == idByBytes_.end())
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("merge {} (\"{}\" and \"{}\") isn't in the vocabulary", rank,
                                    bytesToAlphabet(left), bytesToAlphabet(right)),
                        where, "The vocabulary and the merges must come from the same tokenizer");
        merges_.insert_or_assign(pairKey(leftId->second, rightId->second),
                                 Merge{static_cast<int>(rank), result->second});
    }
}

BpeModel::~BpeModel() = default;

const BpeModel::Merge* BpeModel::merge(int left, int right) const {
    const auto found = merges_.find(pairKey(left, right));
    return found == merges_.end() ? nullptr : &found->second;
}

void BpeModel::encode(std::string_view word, std::vector<int>& ids) const {
    if (word.empty()) return;
    if (wholeWords_) {
        if (const auto found = idByBytes_.find(word); found != idByBytes_.end()) {
            ids.push_back(found->second);
            return;
        }
    }
    if (word.size() > kMaxCachedBytes) {
        mergeWord(word, ids);
        return;
    }
    {
        const std::shared_lock lock(cache_->mutex);
        if (const auto found = cache_->words.find(word); found != cache_->words.end()) {
            ids.insert(ids.end(), found->second.begin(), found->second.end());
            return;
        }
    }
    std::vector<int> fresh;
    mergeWord(word, fresh);
    ids.insert(ids.end(), fresh.begin(), fresh.end());
    const std::unique_lock lock(cache_->mutex);
    if (cache_->words.size() < kMaxCachedWords) cache_->words.emplace(word, std::move(fresh));
}

// Lowest rank first, left-most on ties: a heap of candidate pairs over a linked list of symbols. Candidates
// that a neighbouring merge has overtaken stay in the heap and are recognised when they come up.
void BpeModel::mergeWord(std::string_view word, std::vector<int>& ids) const {
    const auto count = static_cast<std::ptrdiff_t>(word.size());
    std::vector<Symbol> symbols(word.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        symbols[at] = {byteIds_[static_cast<std::uint8_t>(word[at])], i - 1, i + 1 < count ? i + 1 : -1,
                       true};
    }
    const auto symbolAt = [&symbols](std::ptrdiff_t i) -> Symbol& {
        return symbols[static_cast<std::size_t>(i)];
    };

    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap;
    const auto offer = [&](std::ptrdiff_t left) {
        if (left < 0 || symbolAt(left).next < 0) return;
        const Merge* found = merge(symbolAt(left).id, symbolAt(symbolAt(left).next).id);
        if (found != nullptr) heap.push({found->rank, left, found->id});
    };
    for (std::ptrdiff_t i = 0; i + 1 < count; ++i)
        offer(i);

    while (!heap.empty()) {
        const Candidate top = heap.top();
        heap.pop();
        Symbol& left = symbolAt(top.position);
        if (!left.alive || left.next < 0) continue;
        Symbol& right = symbolAt(left.next);
        const Merge* current = merge(left.id, right.id);
        if (current == nullptr || current->id != top.id) continue;
        left.id = top.id;
        left.next = right.next;
        right.alive = false;
        if (right.next >= 0) symbolAt(right.next).previous = top.position;
        offer(left.previous);
        offer(top.position);
    }
    for (std::ptrdiff_t i = 0; i >= 0; i = symbolAt(i).next)
        ids.push_back(symbolAt(i).id);
}

} // namespace vrft
