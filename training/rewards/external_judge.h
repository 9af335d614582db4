// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The external reward of a run: a program of the user's that scores completions, one process for as long as
// it works (formats.md §1, External reward; docs/decisions/0013).
//
// It asks and judges the answers' form; what a score is worth is core/reward's. Of several ranks the first
// has the process and tells the others, so that all learn from the same numbers. A program that hangs, prints
// what isn't asked, answers out of range or ends has failed: with `on_failure` stop the caller gets
// ExternalRewardError; with zero the group whose answer was due is lost, a new process takes the others, and
// after kMostFailures in one batch all that is left is lost too. Lost groups get 0 for every completion, so
// that nothing is learned from them. Thread rule: the training thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/reward/external.h"
#include "training/parallel/ranks.h"

namespace vrft {

class LineProcess;

class ExternalRewardError : public Error {
public:
    using Error::Error;
};

struct ExternalJudgeOptions {
    std::function<void()> breathe;                 // several times a second while it waits; may throw
    std::function<void(const Error&)> tellTrouble; // on_failure zero: once, until a batch has gone well
    std::function<void()> tellWell;                // the first batch that goes well after that
    Ranks* ranks = nullptr;                        // null: one engine
};

class ExternalJudge {
public:
    static constexpr int kMostFailures = 3;

    // Null where the specs have no external reward. Error(NotFound) where its program isn't there.
    static std::unique_ptr<ExternalJudge> of(std::span<const RewardSpec> specs, ExternalJudgeOptions options);
    ~ExternalJudge();

    // Scores in the order of the questions; `groups` are the sizes of the groups they come in, one after the
    // other. Error(Cancelled) of breathe passes through.
    std::vector<ExternalScore> judge(std::span<const Json> questions, std::span<const std::size_t> groups);

private:
    ExternalJudge(const RewardSpec& spec, ExternalJudgeOptions options);
    struct Batch;
    void askAll(Batch& batch);
    void ask(Batch& batch);
    std::string name() const; // of the program, in words

    RewardSpec spec_;
    ExternalJudgeOptions options_;
    std::unique_ptr<LineProcess> process_; // null: to be started
    bool inTrouble_ = false;
};

} // namespace vrft
