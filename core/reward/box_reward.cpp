// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/box_reward.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kMatchesShown = 4;

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "es");
}

std::string shown(const Box& box) {
    return fmt::format("[{:.4g}, {:.4g}, {:.4g}, {:.4g}]", box.x1, box.y1, box.x2, box.y2);
}

std::string ofMatches(std::span<const BoxMatch> matches) {
    std::string sum;
    for (std::size_t i = 0; i < matches.size() && i < kMatchesShown; ++i)
        sum += fmt::format("{}{:.2f}", i == 0 ? "" : " + ", matches[i].fit);
    return matches.size() > kMatchesShown ? sum + " + …" : sum;
}

BoxVerdict judgeEmptyReference(const AnswerReading& answer, const ParsedCompletion& parsed) {
    if (answer.none) return {1, "the answer is none and the image has no box"};
    if (!answer.boxes.empty())
        return {0, fmt::format("{} predicted, but the image has none", counted(answer.boxes.size(), "box"))};
    return {0, fmt::format("answer {} is not none; the image has no box", inQuotes(*parsed.answer))};
}

} // namespace

BoxVerdict judgeBoxes(const AnswerReading& answer, const ParsedCompletion& parsed,
                      std::span<const Box> reference, BoxMeasure measure) {
    if (!parsed.answer) return {0, answerMissing(parsed)};
    if (reference.empty()) return judgeEmptyReference(answer, parsed);
    const std::string truth = counted(reference.size(), "reference box");
    if (answer.none) return {0, fmt::format("the answer is none; {}", truth)};
    if (answer.boxes.empty())
        return {0,
                fmt::format("no box [x1, y1, x2, y2] in the answer {}; {}", inQuotes(*parsed.answer), truth)};

    const std::vector<BoxMatch> matches = assignBoxes(answer.boxes, reference, measure);
    const double score = boxScore(matches, answer.boxes.size(), reference.size());
    const auto numUseless = std::ranges::count_if(answer.boxes, [](const Box& box) { return !box.valid(); });
    const std::string useless = numUseless == 0 ? "" : fmt::format("; {} of them without area", numUseless);
    const std::string sizes = fmt::format("{} predicted, {}{}", answer.boxes.size(), truth, useless);
    const bool iou = measure == BoxMeasure::Iou;
    if (matches.empty())
        return {0, iou ? fmt::format("IoU 0: {} doesn't overlap {} in image pixels; {}",
                                     shown(answer.boxes.front()), shown(reference.front()), sizes)
                       : fmt::format("GIoU -1: {} is no box with an area; {}", shown(answer.boxes.front()),
                                     sizes)};
    if (answer.boxes.size() == 1 && reference.size() == 1) {
        const std::string pair = fmt::format("of {} with {} in image pixels", shown(answer.boxes.front()),
                                             shown(reference.front()));
        return {score, iou ? fmt::format("IoU {:.2f} {}", score, pair)
                           : fmt::format("GIoU {:.2f} {}, which scores (1 + GIoU) / 2 = {:.2f}",
                                         2 * score - 1, pair, score)};
    }
    return {score,
            fmt::format("{} {} over {} = {:.2f}; {}", iou ? "IoU" : "(1 + GIoU) / 2", ofMatches(matches),
                        std::max(answer.boxes.size(), reference.size()), score, sizes)};
}

} // namespace vrft
