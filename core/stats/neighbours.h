// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether labels go with what images look like: do images that are near each other in some features have more
// alike labels than chance would give them?
//
// Knows neither policy nor task: features, patients and a measure of agreement come from the caller. Near is
// cosine similarity of features of which each dimension was brought to mean 0 and deviation 1. An image's own
// patient is never its neighbour. Everything is seeded. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

// For each of the N rows of `features_ND` the rows of other patients nearest to it, the nearest first, at
// most `count`; of equals the earlier row. Error(InvalidArgument) where sizes don't agree.
std::vector<std::vector<std::size_t>> nearestOfOthers(std::span<const float> features_ND,
                                                      std::size_t dimensions,
                                                      std::span<const std::string> patients,
                                                      std::size_t count);

struct NeighbourAgreement {
    double observed = 0; // mean agreement of images with their neighbours
    double byChance = 0; // its mean over the permutations
    double p = 1;        // (1 + permutations that reach the observed) ÷ (1 + permutations)
    bool operator==(const NeighbourAgreement&) const = default;
};

// `agreement(i, j)` in 0-1 compares the labels of two images. In a permutation patients exchange their labels
// as a whole (one with more images than labels to take goes through them again), so that what images of one
// patient have in common stays. nullopt with fewer than three patients.
std::optional<NeighbourAgreement> neighbourAgreement(
    std::span<const std::vector<std::size_t>> neighbours, std::span<const std::string> patients,
    const std::function<double(std::size_t, std::size_t)>& agreement, int permutations, std::uint64_t seed);

} // namespace vrft
