// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/neighbours.h"

#include "core/error.h"
#include "core/random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace vrft {

namespace {

// Dimensions standardised, then rows of length 1.
std::vector<double> unitRows(std::span<const float> features, std::size_t rows, std::size_t dimensions) {
    std::vector<double> units(features.begin(), features.end());
    for (std::size_t d = 0; d < dimensions; ++d) {
        double mean = 0;
        double squares = 0;
        for (std::size_t i = 0; i < rows; ++i)
            mean += units[i * dimensions + d] / static_cast<double>(rows);
        for (std::size_t i = 0; i < rows; ++i)
            squares += std::pow(units[i * dimensions + d] - mean, 2);
        const double deviation = std::sqrt(squares / static_cast<double>(rows));
        for (std::size_t i = 0; i < rows; ++i) {
            double& value = units[i * dimensions + d];
            value = deviation > 1e-12 ? (value - mean) / deviation : 0;
        }
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const std::span<double> row(units.data() + i * dimensions, dimensions);
        const double length = std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0));
        for (double& value : row)
            value = length > 1e-12 ? value / length : 0;
    }
    return units;
}

double meanAgreement(std::span<const std::vector<std::size_t>> neighbours,
                     std::span<const std::size_t> labelOf,
                     const std::function<double(std::size_t, std::size_t)>& agreement) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        for (const std::size_t j : neighbours[i])
            sum += agreement(labelOf[i], labelOf[j]);
        count += neighbours[i].size();
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

} // namespace

std::vector<std::vector<std::size_t>> nearestOfOthers(std::span<const float> features_ND,
                                                      std::size_t dimensions,
                                                      std::span<const std::string> patients,
                                                      std::size_t count) {
    const std::size_t rows = patients.size();
    if (features_ND.size() != rows * dimensions)
        throw Error(ErrorCode::InvalidArgument, "features and patients differ in number");
    const std::vector<double> units = unitRows(features_ND, rows, dimensions);
    std::vector<std::vector<std::size_t>> nearest(rows);
    std::vector<std::pair<double, std::size_t>> others;
    for (std::size_t i = 0; i < rows; ++i) {
        others.clear();
        for (std::size_t j = 0; j < rows; ++j) {
            if (patients[i] == patients[j]) continue;
            const double* const a = units.data() + i * dimensions;
            const double* const b = units.data() + j * dimensions;
            others.emplace_back(-std::inner_product(a, a + dimensions, b, 0.0), j);
        }
        const std::size_t kept = std::min(count, others.size());
        std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(kept), others.end());
        for (std::size_t k = 0; k < kept; ++k)
            nearest[i].push_back(others[k].second);
    }
    return nearest;
}

std::optional<NeighbourAgreement> neighbourAgreement(
    std::span<const std::vector<std::size_t>> neighbours, std::span<const std::string> patients,
    const std::function<double(std::size_t, std::size_t)>& agreement, int permutations, std::uint64_t seed) {
    std::map<std::string, std::size_t> number;
    std::vector<std::vector<std::size_t>> images; // by patient, in order of first appearance
    for (std::size_t i = 0; i < patients.size(); ++i) {
        const auto [place, fresh] = number.emplace(patients[i], images.size());
        if (fresh) images.emplace_back();
        images[place->second].push_back(i);
    }
    if (images.size() < 3) return std::nullopt;
    std::vector<std::size_t> labelOf(patients.size());
    std::iota(labelOf.begin(), labelOf.end(), std::size_t{0});
    NeighbourAgreement result;
    result.observed = meanAgreement(neighbours, labelOf, agreement);
    CounterRandom random(seed);
    std::vector<std::size_t> giver(images.size());
    std::iota(giver.begin(), giver.end(), std::size_t{0});
    int reached = 0;
    for (int b = 0; b < permutations; ++b) {
        shuffle(std::span<std::size_t>(giver), random);
        for (std::size_t p = 0; p < images.size(); ++p) {
            const std::vector<std::size_t>& given = images[giver[p]];
            for (std::size_t k = 0; k < images[p].size(); ++k)
                labelOf[images[p][k]] = given[k % given.size()];
        }
        const double by = meanAgreement(neighbours, labelOf, agreement);
        result.byChance += by / permutations;
        reached += by >= result.observed - 1e-12 ? 1 : 0;
    }
    result.p = (1.0 + reached) / (1.0 + permutations);
    return result;
}

} // namespace vrft
