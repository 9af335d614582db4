// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Sentence BLEU-4 as formats.md §1 defines it: against all references at once (Recitation), or against the
// one that is closest (Imitation).
//
// Source: Papineni et al. 2002 with n-gram counts clipped by the maximum over references; every n-gram
// denominator is at least 1; a zero numerator becomes 0.1; brevity penalty against the reference of closest
// length (ties to the shorter); no tokens = 0. Not corpus BLEU. Words come from core/text/unicode.h, words().
// Thread rule: BleuReferences is immutable after construction; share it freely.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vrft {

struct BleuScore {
    double value = 0;    // 0..1
    int numWords = 0;    // of the candidate
    int sharedWords = 0; // clipped unigram matches
    std::optional<int>
        closestLine; // reference sharing the most n-grams (orders 1-4), absent when none shares a word
};
// Of the score against the closest reference alone, `closestLine` is that reference, with the same exception.

// References prepared once and compared many times.
class BleuReferences {
public:
    explicit BleuReferences(std::span<const std::vector<std::string>> references);
    // Each non-blank line of the knowledge text is a reference.
    static BleuReferences fromKnowledge(std::string_view knowledgeText);

    BleuScore score(std::span<const std::string> candidate) const;
    // The highest score the candidate has with one reference by itself; the first of equals.
    BleuScore closest(std::span<const std::string> candidate) const;

    bool empty() const { return lengths_.empty(); }
    std::size_t size() const { return lengths_.size(); }
    // What a reason calls a reference: the text of the line before its first ':' (knowledge only, else
    // empty).
    const std::string& lineName(int line) const { return names_.at(static_cast<std::size_t>(line)); }

private:
    static constexpr int kOrders = 4;
    using Ngram = std::array<std::uint32_t, kOrders>; // word numbers from 1; 0 fills shorter orders
    struct NgramHash {
        std::size_t operator()(const Ngram& ngram) const;
    };
    struct Occurrence {
        int line = 0;
        int count = 0;
    };
    // Calls visit(order, count in the candidate, occurrences) for each of its n-grams that a reference has.
    template <typename Visit>
    void forEachShared(std::span<const std::string> candidate, Visit visit) const;

    std::unordered_map<std::string, std::uint32_t> wordNumbers_;
    std::unordered_map<Ngram, std::vector<Occurrence>, NgramHash> ngrams_;
    std::vector<int> lengths_; // words of each reference
    std::vector<std::string> names_;
};

double bleu4(std::span<const std::string> candidate, std::span<const std::vector<std::string>> references);

} // namespace vrft
