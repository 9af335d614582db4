// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Answers made up for a sample, honest and not, and what rewards make of them before anything is trained:
// whether being right pays, and whether a trick pays as much.
//
// No policy wrote them; boxes are in the stored image's pixels. Thread rule: pure functions.
#pragma once

#include "core/reward/reward.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

enum class MadeKind {
    Reference,   // the reference answer with the reader's reasoning, or one made of the attributes
    NearMiss,    // gradings: one grade off; boxes: moved by half its side
    Wrong,       // another class, the farthest grade, a box in the corner
    NoReasoning, // the reference answer after an empty think
    NoAnswer,    // reasoning alone
    Recited,     // the knowledge text as reasoning, with the reference answer
    EveryAnswer, // all classes or grades, a hundred boxes
    WholeImage,  // boxes only
};

struct MadeAnswer {
    MadeKind kind = MadeKind::Reference;
    std::string text;
};

// In the order of MadeKind; what doesn't apply to the task is left out. `image`: size as stored, for boxes.
std::vector<MadeAnswer> madeAnswers(const Task& task, const Target& target, Size image,
                                    std::string_view knowledge);

struct RewardTrouble {
    enum class What {
        NothingCounts,   // every weight is 0
        CancelsOut,      // the reference earns nothing, or less
        RightDoesNotPay, // it earns no more than a wrong answer in the right form
        RightLoses,      // it earns less
        TrickPays,       // `trick` earns as much as the reference, or more
    };
    What what = What::NothingCounts;
    MadeKind trick = MadeKind::Wrong;
    double reference = 0; // means over the samples
    double other = 0;
    bool operator==(const RewardTrouble&) const = default;
};

// As the rewards editor and the engine say it: "The weights cancel out: the reference answer earns 0."
std::string rewardTroubleText(const RewardTrouble& trouble);

struct MadeSample {
    Target target;
    Size image;
};

// The first train samples of as many classes as there are, boxes and none alike; six at most.
std::vector<const Sample*> variedSamples(const Dataset& dataset);

// Means over the samples' made answers, scored by `rewards`; an external reward isn't asked and counts 0. A
// recited text is no trick where recitation is rewarded, nor missing reasoning where nothing judges the form.
std::vector<RewardTrouble> rewardTroubles(const RewardSet& rewards, std::span<const MadeSample> samples,
                                          std::string_view knowledge);

} // namespace vrft
