// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Byte-pair merging over bytes: one pre-token in, ids out. Knows nothing of files, added tokens or regular
// expressions.
//
// Thread rule: immutable after construction but for the cache, which is locked; share it freely.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vrft {

// std::hash for lookups by std::string_view in maps keyed by std::string.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using IdByText = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

class BpeModel {
public:
    // `idByBytes` must hold all 256 bytes; `merges` are pairs of byte strings by rank, the parts and the
    // result in `idByBytes`. `wholeWords`: a pre-token that is an entry is taken as it is (`ignore_merges`).
    // Error(InvalidFormat) naming `where` otherwise.
    BpeModel(IdByText idByBytes, const std::vector<std::pair<std::string, std::string>>& merges,
             bool wholeWords, const std::string& where);
    ~BpeModel();
    BpeModel(const BpeModel&) = delete;
    BpeModel& operator=(const BpeModel&) = delete;

    // Appends the ids of one pre-token. O(n log n) in its bytes.
    void encode(std::string_view word, std::vector<int>& ids) const;
    const IdByText& idByBytes() const { return idByBytes_; }

private:
    struct Merge {
        int rank;
        int id;
    };
    struct Cache;

    const Merge* merge(int left, int right) const;
    void mergeWord(std::string_view word, std::vector<int>& ids) const;

    IdByText idByBytes_;
    std::array<int, 256> byteIds_{};
    std::unordered_map<std::uint64_t, Merge> merges_;
    bool wholeWords_;
    std::unique_ptr<Cache> cache_;
};

} // namespace vrft
