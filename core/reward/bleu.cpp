// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/bleu.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vrft {

namespace {

constexpr double kZeroNumerator = 0.1;

// Calls visit(first, order) for every n-gram of orders 1..maximum starting at each word.
template <typename Visit>
void forEachNgram(std::size_t numWords, std::size_t maximum, Visit visit) {
    for (std::size_t order = 1; order <= maximum; ++order)
        for (std::size_t first = 0; first + order <= numWords; ++first)
            visit(first, order);
}

using Matches = std::array<int, 4>; // clipped counts of the orders 1 to 4

// The geometric mean of the precisions of a candidate of so many words.
double precision(const Matches& matched, std::size_t numWords) {
    double logarithms = 0;
    for (std::size_t i = 0; i < matched.size(); ++i) {
        const double numerator = matched[i] > 0 ? matched[i] : kZeroNumerator;
        const double denominator = numWords > i ? static_cast<double>(numWords - i) : 1;
        logarithms += std::log(numerator / denominator);
    }
    return std::exp(logarithms / static_cast<double>(matched.size()));
}

double brevityPenalty(int candidateLength, std::span<const int> referenceLengths) {
    int closest = referenceLengths.front();
    for (const int length : referenceLengths) {
        const int distance = std::abs(length - candidateLength);
        const int best = std::abs(closest - candidateLength);
        if (distance < best || (distance == best && length < closest)) closest = length;
    }
    if (candidateLength >= closest) return 1;
    return std::exp(1 - static_cast<double>(closest) / candidateLength);
}

} // namespace

std::size_t BleuReferences::NgramHash::operator()(const Ngram& ngram) const {
    std::uint64_t hash = 0;
    for (const std::uint32_t word : ngram)
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(hash ^ (hash >> 32));
}

BleuReferences::BleuReferences(std::span<const std::vector<std::string>> references) {
    for (const std::vector<std::string>& reference : references) {
        std::vector<std::uint32_t> numbers;
        for (const std::string& word : reference) {
            const auto next = static_cast<std::uint32_t>(wordNumbers_.size() + 1);
            numbers.push_back(wordNumbers_.try_emplace(word, next).first->second);
        }
        const auto line = static_cast<int>(lengths_.size());
        forEachNgram(numbers.size(), kOrders, [&](std::size_t first, std::size_t order) {
            Ngram ngram{};
            std::copy_n(numbers.data() + first, order, ngram.begin());
            std::vector<Occurrence>& lines = ngrams_[ngram];
            if (lines.empty() || lines.back().line != line) lines.push_back({line, 0});
            ++lines.back().count;
        });
        lengths_.push_back(static_cast<int>(numbers.size()));
    }
    names_.resize(lengths_.size());
}

BleuReferences BleuReferences::fromKnowledge(std::string_view knowledgeText) {
    std::vector<std::vector<std::string>> references;
    std::vector<std::string> names;
    while (!knowledgeText.empty()) {
        const std::string_view line = knowledgeText.substr(0, knowledgeText.find('\n'));
        knowledgeText.remove_prefix(std::min(line.size() + 1, knowledgeText.size()));
        std::vector<std::string> tokens = words(line);
        if (tokens.empty()) continue;
        references.push_back(std::move(tokens));
        names.emplace_back(trim(line.substr(0, line.find(':'))));
    }
    BleuReferences result(references);
    result.names_ = std::move(names);
    return result;
}

template <typename Visit>
void BleuReferences::forEachShared(std::span<const std::string> candidate, Visit visit) const {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(candidate.size());
    for (const std::string& word : candidate) {
        const auto found = wordNumbers_.find(word);
        numbers.push_back(found == wordNumbers_.end() ? 0 : found->second);
    }
    // Only n-grams made of known words can match; the others count in the denominator alone.
    std::unordered_map<Ngram, int, NgramHash> counts;
    forEachNgram(numbers.size(), kOrders, [&](std::size_t first, std::size_t order) {
        Ngram ngram{};
        std::copy_n(numbers.data() + first, order, ngram.begin());
        if (std::find(ngram.begin(), ngram.begin() + static_cast<std::ptrdiff_t>(order), 0U) ==
            ngram.begin() + static_cast<std::ptrdiff_t>(order))
            ++counts[ngram];
    });
    for (const auto& [ngram, count] : counts) {
        const auto found = ngrams_.find(ngram);
        if (found == ngrams_.end()) continue;
        const auto order =
            static_cast<std::size_t>(std::find(ngram.begin(), ngram.end(), 0U) - ngram.begin());
        visit(order, count, std::span<const Occurrence>(found->second));
    }
}

BleuScore BleuReferences::score(std::span<const std::string> candidate) const {
    BleuScore result;
    result.numWords = static_cast<int>(candidate.size());
    if (candidate.empty() || lengths_.empty()) return result;

    Matches matched{};
    std::vector<std::int64_t> sharedWithLine(lengths_.size(), 0);
    forEachShared(candidate, [&](std::size_t order, int count, std::span<const Occurrence> occurrences) {
        int clipped = 0;
        for (const Occurrence& occurrence : occurrences) {
            const int shared = std::min(count, occurrence.count);
            sharedWithLine[static_cast<std::size_t>(occurrence.line)] += shared;
            clipped = std::max(clipped, shared);
        }
        matched[order - 1] += clipped;
    });
    result.value = brevityPenalty(result.numWords, lengths_) * precision(matched, candidate.size());
    result.sharedWords = matched[0];
    const auto most = std::max_element(sharedWithLine.begin(), sharedWithLine.end());
    if (*most > 0) result.closestLine = static_cast<int>(most - sharedWithLine.begin());
    return result;
}

BleuScore BleuReferences::closest(std::span<const std::string> candidate) const {
    BleuScore result;
    result.numWords = static_cast<int>(candidate.size());
    if (candidate.empty() || lengths_.empty()) return result;

    std::vector<Matches> matched(lengths_.size(), Matches{});
    forEachShared(candidate, [&](std::size_t order, int count, std::span<const Occurrence> occurrences) {
        for (const Occurrence& occurrence : occurrences)
            matched[static_cast<std::size_t>(occurrence.line)][order - 1] +=
                std::min(count, occurrence.count);
    });
    std::size_t best = 0;
    for (std::size_t line = 0; line < matched.size(); ++line) {
        const double value = brevityPenalty(result.numWords, std::span(lengths_).subspan(line, 1)) *
                             precision(matched[line], candidate.size());
        if (value <= result.value) continue;
        result.value = value;
        best = line;
    }
    result.sharedWords = matched[best][0];
    if (result.sharedWords > 0) result.closestLine = static_cast<int>(best);
    return result;
}

double bleu4(std::span<const std::string> candidate, std::span<const std::vector<std::string>> references) {
    return BleuReferences(references).score(candidate).value;
}

} // namespace vrft
