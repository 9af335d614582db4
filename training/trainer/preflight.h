// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a dataset says about itself before anything is spent: do its labels go with what the policy sees in
// the images, and how are its classes divided?
//
// Judges the train split's first images by the features of the policy's vision tower. Labels that go with
// nothing the policy sees may be exchanged, or the policy may not see what sets them apart: both are worth a
// look before a run. Doesn't train or write. Thread rule: the policy's thread. Errors: those of images.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/run/recipe.h"
#include "core/stats/neighbours.h"
#include "training/rollout/prompt_book.h"

namespace vrft {

inline constexpr double kShuffledChance = 0.05; // p above it: labels don't go with the images

struct LabelCheck {
    std::string stage;
    int samples = 0;
    int neighbours = 0; // of each
    NeighbourAgreement agreement;
    bool shuffled() const { return agreement.p > kShuffledChance; }
};

// Nothing where a dataset is too small to tell. At most 256 samples, chosen by `seed`. Agreement: an equal
// class; nearness of grades; overlap of the boxes, each in shares of its image. `progress` as checkGold's.
std::optional<LabelCheck> checkLabels(const Policy& policy, PromptBook& prompts, const std::string& stage,
                                      std::uint64_t seed,
                                      const std::function<void(int done, int of)>& progress);
Json labelsToJson(const LabelCheck& check);

// {"stage","classes":[{"class","train","val","test"}],"commonest","share","missing":[{"class","split"}],"few":[class]}:
// `share` of the commonest in train, `missing` of a split, `few`: fewer than 5 in train.
Json balanceJson(const Dataset& dataset, const std::string& stage);

} // namespace vrft
