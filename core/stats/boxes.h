// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How well predicted boxes fit the reference boxes of an image (formats.md §1, Localisation), and AP50 over
// images.
//
// Two measures of a pair: intersection over union, and the generalised one, which also says how far apart
// boxes are that don't touch. Both lists are in the same frame. A degenerate or non-finite box matches
// nothing but counts as predicted. Thread rule: pure functions.
#pragma once

#include "core/box.h"

#include <optional>
#include <span>
#include <vector>

namespace vrft {

enum class BoxMeasure {
    Iou, // intersection over union
    Giou // (1 + GIoU) / 2: a half or more where one box holds the other
};

// IoU less the share of the smallest box around both that neither covers, -1..1 (Rezatofighi et al. 2019);
// -1 where a box is degenerate or not finite, or the box around both is too large for a double.
double generalisedIou(const Box& a, const Box& b);

// What a pair counts, 0..1; 0 where a box is degenerate or not finite.
double boxFit(const Box& a, const Box& b, BoxMeasure measure);

struct BoxMatch {
    int predicted = 0; // index in the predicted list
    int reference = 0;
    double fit = 0; // > 0
};

// The one-to-one assignment with the largest sum of fits (Hungarian method with potentials, O(min² · max) for
// the shorter and longer list; Kuhn 1955, Munkres 1957). Pairs of fit 0 are left out; ordered by `predicted`.
std::vector<BoxMatch> assignBoxes(std::span<const Box> predicted, std::span<const Box> reference,
                                  BoxMeasure measure = BoxMeasure::Iou);

// Sum of IoU of that assignment ÷ max(predicted, reference), in 0..1; both lists empty = 1.
double boxScore(std::span<const Box> predicted, std::span<const Box> reference);
double boxScore(std::span<const BoxMatch> matches, std::size_t numPredicted, std::size_t numReference);

struct BoxesOfImage {
    std::vector<Box> predicted; // in the order of the answer
    std::vector<Box> reference;
};

// COCO's average precision at IoU 0.5, all areas, 101 recall points, but without its limit of 100 boxes an
// image and with boxes without area counted as wrong. Text carries no confidences: all boxes are equally
// confident and rank by image order, then answer order (as COCO's stable sort ranks ties). nullopt when no
// image has a reference box.
std::optional<double> averagePrecision50(std::span<const BoxesOfImage> images);

// The same in two parts, for figures of many choices of the same images.
struct MatchedImage {
    std::vector<bool> hits; // of the predicted boxes in their order
    std::size_t numReference = 0;
};
MatchedImage matchAtHalf(const BoxesOfImage& image);
// Of `images[chosen[0]]`, `images[chosen[1]]` and so on.
std::optional<double> averagePrecision50(std::span<const MatchedImage> images,
                                         std::span<const std::size_t> chosen);

} // namespace vrft
