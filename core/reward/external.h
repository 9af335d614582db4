// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an external reward is asked and how its answers are read: JSON lines (formats.md §1, External reward).
//
// Starts no process (training/rewards does) and scores nothing itself. Thread rule: pure functions.
#pragma once

#include "core/json.h"
#include "core/reward/reward.h"

#include <functional>
#include <string>
#include <string_view>

namespace vrft {

// The line that asks for one completion: {"id","task","sample","text","reasoning","answer","boxes","target",
// "image_size","length"}; what doesn't apply is null. `result` is what the other rewards made of it; boxes
// are in the frame of the stored image.
Json externalQuestion(const std::string& id, const std::string& sample, const RewardInput& input,
                      const RewardResult& result, const Task& task);

struct ExternalAnswer {
    std::string id;
    ExternalScore score;
};

// One line of the program, {"id","score","reason"}: other keys are its own affair. Error(InvalidFormat) whose
// summary says what was printed instead, or which score is outside -1 to 1.
ExternalAnswer externalAnswer(std::string_view line);

// Asks for one completion; may throw.
using ExternalScorer = std::function<ExternalScore(const Json& question)>;

} // namespace vrft
