// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A counter-based generator: the n-th number is a hash of (seed, n), so a resume or a parallel worker repeats
// exactly.
//
// Integers only inside: the same numbers on every machine. Not for secrets.
// Source: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), whose state is a counter.
// Thread rule: values; one object belongs to one thread.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace vrft {

class CounterRandom {
public:
    explicit CounterRandom(std::uint64_t seed, std::uint64_t counter = 0)
        : seed_(seed)
        , counter_(counter) {}

    std::uint64_t next() {
        std::uint64_t z = seed_ + ++counter_ * 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    // Uniform in [0, 1), 53 bits: an exact multiple of 2^-53 on every machine.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    // Uniform in 0..bound-1 without bias (rejection); bound > 0.
    std::uint64_t below(std::uint64_t bound) {
        const std::uint64_t limit = bound * (UINT64_MAX / bound);
        std::uint64_t value = next();
        while (value >= limit)
            value = next();
        return value % bound;
    }

    std::uint64_t counter() const { return counter_; }

private:
    std::uint64_t seed_;
    std::uint64_t counter_;
};

// Fisher-Yates from the end: the order of a pass (formats.md §1, Seeds).
template <typename T>
void shuffle(std::span<T> items, CounterRandom& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

} // namespace vrft
