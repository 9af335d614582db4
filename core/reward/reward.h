// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Scores a completion: each reward's score, its weighted value and the reason in one line ("why is my reward
// 0?").
//
// Doesn't sample, normalise over groups or write files. Never fails on a completion's text, whatever it
// holds; an impossible reference (no label in a classification task) is an Error(Mismatch). Thread rule: a
// RewardSet is immutable from outside and may be shared; its cache of knowledge n-grams is locked. Source of
// the rules: formats.md §1; overlong from DAPO (Yu et al. 2025, eq. 13).
#pragma once

#include "core/box.h"
#include "core/dataset/dataset.h"
#include "core/knowledge/task.h"
#include "core/prompt/completion.h"
#include "core/reward/answer.h"
#include "core/reward/exemplars.h"
#include "core/reward/spec.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct RewardInput {
    std::string_view text;
    const Target* target = nullptr; // boxes in the frame of the stored image; its reasoning is the exemplar
    std::string_view knowledge;     // the run's knowledge text: recitation's references
    Size imageSize;
    Size modelSize;
    BoxUnits units = BoxUnits::Pixels;
    std::optional<int> length; // tokens, end token included
};

struct RewardPart {
    std::string name;
    double score = 0;
    double weighted = 0;
    std::string reason; // one line, for people
};

struct RewardResult {
    std::vector<RewardPart> parts; // in the order of the specs
    double total = 0;              // Σ weighted
    ParsedCompletion parsed;
    AnswerReading answer;
    std::vector<Box> boxes; // answer.boxes: the stored frame
};

// What an external reward said of a completion.
struct ExternalScore {
    double score = 0;   // -1..1
    std::string reason; // one line
};

class KnowledgeCache;

class RewardSet {
public:
    // checkRewardSpecs; a reward that doesn't suit the task's kind is accepted here, scores 0 and says why
    // (checkRewards refuses it for runs).
    RewardSet(std::vector<RewardSpec> specs, Task task, Exemplars exemplars = {});
    // Of the dataset's task, with its exemplars where a reward reads them.
    RewardSet(std::vector<RewardSpec> specs, const Dataset& dataset);
    ~RewardSet();
    RewardSet(RewardSet&& other) noexcept;
    RewardSet& operator=(RewardSet&& other) noexcept;

    // Error(Mismatch) with targetProblem's words.
    RewardResult score(const RewardInput& input) const;

    // The external reward asks a program, which this room doesn't: score() leaves it at 0, "not asked"; this
    // puts the answer in its place.
    void takeExternal(RewardResult& result, const ExternalScore& score) const;

    // What the rewards need and the target lacks ("the target has no label"); empty if nothing.
    std::string targetProblem(const Target* target) const;

    const std::vector<RewardSpec>& specs() const { return specs_; }
    const Task& task() const { return task_; }

private:
    std::vector<RewardSpec> specs_;
    Task task_;
    Exemplars exemplars_;
    std::unique_ptr<KnowledgeCache> cache_;
};

// {"format":{"score":1,"weighted":0.5,"reason":".."},..} of formats.md §6 and §7.
Json rewardPartsToJson(std::span<const RewardPart> parts);

} // namespace vrft
