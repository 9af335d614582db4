// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The readers' own reasonings that imitation compares a think with (formats.md §1, Imitation).
//
// Scores nothing (reward.h does). Thread rule: immutable after construction; share it freely.
#pragma once

#include "core/dataset/dataset.h"
#include "core/knowledge/task.h"
#include "core/reward/bleu.h"
#include "core/reward/spec.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

class Exemplars {
public:
    Exemplars() = default; // none
    // Class id and text; blank texts are left out.
    explicit Exemplars(std::span<const std::pair<std::string, std::string>> texts);
    // The reasonings of the train split: what held-out readers wrote teaches nothing.
    explicit Exemplars(const Dataset& dataset);

    // The references of a class, of all classes where `of` is Task; null: there are none.
    const BleuReferences* references(ExemplarsOf of, const std::string& classId) const;
    bool empty() const { return all_.empty(); }

private:
    std::map<std::string, BleuReferences> byClass_;
    BleuReferences all_{std::span<const std::vector<std::string>>{}};
};

// The class whose exemplars count for a target: its label, in gradings the class of its grade, in
// localisations the one there is; empty if it names none.
std::string exemplarClass(const Task& task, const Target& target);

// Error(InvalidArgument) in words where a reward can't be earned at any sample: imitation without a reasoning
// in the train split.
void checkExemplars(std::span<const RewardSpec> specs, const Dataset& dataset);

} // namespace vrft
