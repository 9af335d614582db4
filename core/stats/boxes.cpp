// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/boxes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vrft {

namespace {

// Which column each row gets so that the sum of gain is largest; rows <= columns. Shortest augmenting paths
// with potentials on cost = -gain; the extra row and column 0 are the method's artificial start.
std::vector<std::size_t> assignRows(std::size_t numRows, std::size_t numColumns,
                                    std::span<const double> gain) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<double> rowPotential(numRows + 1, 0);
    std::vector<double> columnPotential(numColumns + 1, 0);
    std::vector<std::size_t> rowOfColumn(numColumns + 1, 0);
    std::vector<std::size_t> previous(numColumns + 1, 0);
    std::vector<double> shortest(numColumns + 1);
    std::vector<char> reached(numColumns + 1);
    for (std::size_t row = 1; row <= numRows; ++row) {
        std::fill(shortest.begin(), shortest.end(), kFar);
        std::fill(reached.begin(), reached.end(), char{0});
        rowOfColumn[0] = row;
        std::size_t column = 0;
        do {
            reached[column] = 1;
            const std::size_t currentRow = rowOfColumn[column];
            double step = kFar;
            std::size_t next = 0;
            for (std::size_t j = 1; j <= numColumns; ++j) {
                if (reached[j] != 0) continue;
                const double cost = -gain[(currentRow - 1) * numColumns + (j - 1)];
                const double reduced = cost - rowPotential[currentRow] - columnPotential[j];
                if (reduced < shortest[j]) {
                    shortest[j] = reduced;
                    previous[j] = column;
                }
                if (shortest[j] < step) {
                    step = shortest[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= numColumns; ++j) {
                if (reached[j] != 0) {
                    rowPotential[rowOfColumn[j]] += step;
                    columnPotential[j] -= step;
                } else {
                    shortest[j] -= step;
                }
            }
            column = next;
        } while (rowOfColumn[column] != 0);
        for (; column != 0; column = previous[column])
            rowOfColumn[column] = rowOfColumn[previous[column]];
    }
    std::vector<std::size_t> columnOfRow(numRows, 0);
    for (std::size_t j = 1; j <= numColumns; ++j)
        if (rowOfColumn[j] != 0) columnOfRow[rowOfColumn[j] - 1] = j - 1;
    return columnOfRow;
}

// Indices of boxes that fit at least one box of the other list: only they can be matched.
std::vector<std::size_t> fitting(std::span<const Box> boxes, std::span<const Box> others,
                                 BoxMeasure measure) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const bool any = std::any_of(others.begin(), others.end(),
                                     [&](const Box& other) { return boxFit(boxes[i], other, measure) > 0; });
        if (any) indices.push_back(i);
    }
    return indices;
}

struct Hit {
    std::size_t numPredicted = 0; // so far, this one included
    std::size_t numTrue = 0;
};

} // namespace

double generalisedIou(const Box& a, const Box& b) {
    if (!a.valid() || !b.valid()) return -1;
    const double around =
        (std::max(a.x2, b.x2) - std::min(a.x1, b.x1)) * (std::max(a.y2, b.y2) - std::min(a.y1, b.y1));
    if (!std::isfinite(around)) return -1;
    const double width = std::max(0.0, std::min(a.x2, b.x2) - std::max(a.x1, b.x1));
    const double height = std::max(0.0, std::min(a.y2, b.y2) - std::max(a.y1, b.y1));
    const double both = width * height;
    const double either = a.area() + b.area() - both;
    return both / either - (around - either) / around;
}

double boxFit(const Box& a, const Box& b, BoxMeasure measure) {
    if (measure == BoxMeasure::Iou) return intersectionOverUnion(a, b);
    return (1 + generalisedIou(a, b)) / 2;
}

std::vector<BoxMatch> assignBoxes(std::span<const Box> predicted, std::span<const Box> reference,
                                  BoxMeasure measure) {
    const std::vector<std::size_t> rows = fitting(reference, predicted, measure);
    const std::vector<std::size_t> columns = fitting(predicted, reference, measure);
    const bool turned = rows.size() > columns.size();
    const std::vector<std::size_t>& shorter = turned ? columns : rows;
    const std::vector<std::size_t>& longer = turned ? rows : columns;
    std::vector<double> gain;
    gain.reserve(shorter.size() * longer.size());
    for (const std::size_t s : shorter)
        for (const std::size_t l : longer)
            gain.push_back(turned ? boxFit(predicted[s], reference[l], measure)
                                  : boxFit(predicted[l], reference[s], measure));

    const std::vector<std::size_t> chosen = assignRows(shorter.size(), longer.size(), gain);
    std::vector<BoxMatch> matches;
    for (std::size_t s = 0; s < shorter.size(); ++s) {
        const double fit = gain[s * longer.size() + chosen[s]];
        if (fit <= 0) continue;
        const std::size_t p = turned ? shorter[s] : longer[chosen[s]];
        const std::size_t r = turned ? longer[chosen[s]] : shorter[s];
        matches.push_back({static_cast<int>(p), static_cast<int>(r), fit});
    }
    std::sort(matches.begin(), matches.end(),
              [](const BoxMatch& a, const BoxMatch& b) { return a.predicted < b.predicted; });
    return matches;
}

double boxScore(std::span<const Box> predicted, std::span<const Box> reference) {
    return boxScore(assignBoxes(predicted, reference), predicted.size(), reference.size());
}

double boxScore(std::span<const BoxMatch> matches, std::size_t numPredicted, std::size_t numReference) {
    const std::size_t most = std::max(numPredicted, numReference);
    if (most == 0) return 1;
    double sum = 0;
    for (const BoxMatch& match : matches)
        sum += match.fit;
    return sum / static_cast<double>(most);
}

// COCO's greedy match of one image: each prediction takes the free reference it overlaps most, at least one
// half.
MatchedImage matchAtHalf(const BoxesOfImage& image) {
    std::vector<bool> taken(image.reference.size(), false);
    MatchedImage matched{{}, image.reference.size()};
    for (const Box& box : image.predicted) {
        double best = 0.5;
        std::size_t chosen = image.reference.size();
        for (std::size_t r = 0; r < image.reference.size(); ++r) {
            if (taken[r]) continue;
            const double iou = intersectionOverUnion(box, image.reference[r]);
            if (iou < best) continue;
            best = iou;
            chosen = r;
        }
        if (chosen < image.reference.size()) taken[chosen] = true;
        matched.hits.push_back(chosen < image.reference.size());
    }
    return matched;
}

std::optional<double> averagePrecision50(std::span<const BoxesOfImage> images) {
    std::vector<MatchedImage> matched;
    std::vector<std::size_t> all;
    for (const BoxesOfImage& image : images) {
        all.push_back(matched.size());
        matched.push_back(matchAtHalf(image));
    }
    return averagePrecision50(matched, all);
}

std::optional<double> averagePrecision50(std::span<const MatchedImage> images,
                                         std::span<const std::size_t> chosen) {
    std::size_t numReference = 0;
    std::vector<Hit> ranked;
    Hit sofar;
    for (const std::size_t index : chosen) {
        const MatchedImage& image = images[index];
        numReference += image.numReference;
        for (const bool hit : image.hits) {
            ++sofar.numPredicted;
            if (hit) ++sofar.numTrue;
            ranked.push_back(sofar);
        }
    }
    if (numReference == 0) return std::nullopt;

    // Precision at a recall is the best precision at that recall or a higher one.
    std::vector<double> precision(ranked.size());
    double best = 0;
    for (std::size_t i = ranked.size(); i > 0; --i) {
        const Hit& hit = ranked[i - 1];
        best = std::max(best, static_cast<double>(hit.numTrue) / static_cast<double>(hit.numPredicted));
        precision[i - 1] = best;
    }
    double sum = 0;
    std::size_t i = 0;
    for (int point = 0; point <= 100; ++point) {
        const double recall =
            point == 100 ? 1.0 : point * 0.01; // COCO's doubles, so that figures are the same
        while (i < ranked.size() &&
               static_cast<double>(ranked[i].numTrue) / static_cast<double>(numReference) < recall)
            ++i;
        if (i == ranked.size()) break;
        sum += precision[i];
    }
    return sum / 101;
}

} // namespace vrft
