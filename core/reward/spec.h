// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which rewards a recipe or an R.json asks for, their weights and parameters (formats.md §5 and §7).
// Says nothing about a completion: core/reward/reward.h scores. Thread rule: values and pure functions.
#pragma once

#include "core/json.h"
#include "core/knowledge/task.h"
#include "core/stats/boxes.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

// Whose reasonings imitation compares with: the sample's own, or without one those of its class; or all.
enum class ExemplarsOf { Class, Task };

// A run ends where its external reward fails, or goes on with 0 for the groups that it failed at.
enum class ExternalFailure { Stop, Zero };

// name: format | accuracy | fuzzy_grade | boxes | recitation | imitation | overlong | repetition |
// external. A parameter of another reward keeps its default and is never written.
struct RewardSpec {
    std::string name;
    double weight = 1;
    BoxMeasure measure = BoxMeasure::Iou;       // boxes
    int minWords = 8;                           // recitation, imitation: words before a think's BLEU counts
    ExemplarsOf exemplars = ExemplarsOf::Class; // imitation
    int max = 512;                              // overlong: tokens
    int buffer = 128; // overlong: the last `buffer` tokens before `max` cost more and more; a file
                      // that doesn't say means a quarter of `max`
    int n = 3;        // repetition: words of an n-gram
    std::optional<GradeDistance> distance = {}; // fuzzy_grade: in place of the task's
    // external: program (a whole path, or a name found in PATH) and arguments
    std::vector<std::string> command = {};
    double timeout_s = 10;                             // external: the longest silence while answers are owed
    ExternalFailure onFailure = ExternalFailure::Stop; // external
    bool operator==(const RewardSpec&) const = default;
};

// Sum: total = Σ weighted. NormaliseEach: the trainer normalises each reward over the group before summing.
enum class Combine { Sum, NormaliseEach };

Combine combineFromText(const std::string& text, const std::string& where); // "sum" | "normalise_each"
std::string combineText(Combine combine);

std::string_view measureName(BoxMeasure measure);      // "iou" | "giou"
std::string_view exemplarsName(ExemplarsOf exemplars); // "class" | "task"
std::string_view failureName(ExternalFailure failure); // "stop" | "zero"

// The names there are, in the order above.
std::span<const std::string_view> rewardNames();

// The credit for near grades that fuzzy_grade gives.
const GradeDistance& distanceOf(const RewardSpec& spec, const Task& task);

// A list of {"name":..,"weight":..}; weight is required; unknown rewards, unknown keys and keys of another
// reward are refused by name. The result has passed checkRewardSpecs.
std::vector<RewardSpec> rewardSpecsFromJson(const Json& list, const std::string& where);
Json rewardSpecsToJson(std::span<const RewardSpec> specs);

// Refuses an empty list, unknown names, duplicates, unknown measures, non-finite weights and impossible
// parameters.
void checkRewardSpecs(std::span<const RewardSpec> specs);

// Why the reward can't be earned in this kind of task, in words; empty if it can.
std::string rewardUnsuitable(const std::string& rewardName, TaskKind kind);

// checkRewardSpecs, and refuses rewards that don't suit the task's kind: what a run may train on.
void checkRewards(std::span<const RewardSpec> specs, const Task& task);

} // namespace vrft
