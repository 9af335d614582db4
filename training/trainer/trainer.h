// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The loop of one run: stages, steps, evaluations, checkpoints. trainRun (train_run.h) is the way in.
//
// Several ranks go through it alike and in step; each samples and learns from its parts.
// Order within a step: rollout, rewards, update, evaluation if due, one metrics line, checkpoint if due. A
// checkpoint is never written before the records of its step are complete, and never between the last step of
// a stage and the first evaluation of the next: so a resume supersedes exactly what it does again. Thread
// rule: the training thread. Ownership: owns policy, optimiser and dataset copies; the supervisor, the writer
// and the inputs outlive it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "training/evaluate.h"
#include "training/rollout/sample_order.h"
#include "training/trainer/run_alarms.h"
#include "training/trainer/run_inputs.h"
#include "training/trainer/sft_targets.h"
#include "training/trainer/step_metrics.h"
#include "training/trainer/supervisor.h"
#include "training/trainer/train_state.h"

namespace vrft {

class Trainer {
public:
    Trainer(std::filesystem::path run, const RunInputs& inputs, RunWriter* writer, Supervisor& supervisor,
            const TrainOptions& options);
    ~Trainer();

    // To the end, or until a stop is wished for.
    TrainOutcome run();

    int checkpointStep() const { return checkpointStep_; } // -1 before the first

private:
    struct OpenStage; // what belongs to the stage being trained
    using Clock = std::chrono::steady_clock;

    void preparePolicy();
    std::string ranksText() const;
    // What the first rank found, for all ranks.
    CheckpointSearch agreed(const std::function<CheckpointSearch()>& search) const;
    std::optional<Checkpoint> begin();
    void prepareSftTargets();
    void openStage(const std::optional<Checkpoint>& from);
    void beginStage();
    bool trainStep(); // false: a stop was wished for
    std::vector<RolloutGroup> rollout(StepPhases& times);
    UpdateFigures update(std::vector<RolloutGroup>& groups, Json& line, StepPhases& times);
    std::vector<RolloutGroup> drawGroups(std::size_t count, std::vector<std::size_t>& used,
                                         StepPhases& times);
    void keepLastStep();
    void recordRollout(const std::vector<RolloutGroup>& groups, Json& line);
    void rollBack();
    void beginAlarms(); // from the lines of the run that count
    // `beginningStage`: a later stage's name at its first evaluation, else empty.
    void evaluateHeldout(Json& line, const std::string& beginningStage);
    void considerBest(const Json& line);
    bool checkpointDue(bool stop) const;
    void checkpoint();
    void finish();
    EvaluationResult evaluateTest(const Policy& policy, int step, const CompletionSink& sink = {});

    const Recipe& recipe() const { return inputs_.info.recipe; }
    const Stage& stage() const { return recipe().stages[static_cast<std::size_t>(state_.stage)]; }
    bool lastStage() const { return static_cast<std::size_t>(state_.stage) + 1 == recipe().stages.size(); }
    EvaluationOptions evaluationOptions(Split split, int step) const;
    CompletionSink completionSink();

    std::filesystem::path run_;
    const RunInputs& inputs_;
    RunWriter* writer_; // null: not the first of several ranks
    Supervisor& supervisor_;
    const TrainOptions& options_;

    std::unique_ptr<Policy> policy_;
    std::unique_ptr<ReferencePolicy> reference_; // null when the KL weight is 0
    std::map<std::string, SftTargets> sftTargets_;
    std::unique_ptr<OpenStage> open_;
    TrainState state_;
    std::optional<RunAlarms> alarms_; // of the rank that writes
    int checkpointStep_ = -1;
    bool newBest_ = false;
    int rolledBackTo_ = -1; // step of the checkpoint
    Clock::time_point checkpointTime_;
};

} // namespace vrft
