// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/train_run.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/run/alarms.h"
#include "training/out_of_memory.h"
#include "training/parallel/ranks.h"
#include "training/trainer/stop_signals.h"
#include "training/trainer/trainer.h"

namespace vrft {

namespace {

// The last word of a run that fails; a folder that can't be written any more keeps the error we report.
void tellFailure(std::optional<RunWriter>& writer, const Supervisor& at, const Error& problem) {
    if (!writer) return;
    try {
        writer->event(failedEvent(at.step(), at.phase() == Phase::Evaluate, problem));
    } catch (const Error& second) {
        throw Error(problem.code(),
                    problem.summary() + "; the event couldn't be written either: " + second.summary(),
                    problem.where(), problem.next());
    }
}

TrainOutcome supervised(const std::filesystem::path& run, const RunInfo& info, const TrainOptions& options) {
    std::optional<RunWriter> writer;
    if (options.ranks->first()) writer.emplace(run, RunWriterOptions{.retention = info.tokenFiles});
    RunWriter* const written = writer ? &*writer : nullptr;
    Supervisor supervisor(run, written, options);
    std::optional<Trainer> trainer;
    try {
        const RunInputs inputs = openRunInputs(run, options);
        trainer.emplace(run, inputs, written, supervisor, options);
        return trainer->run();
    } catch (const Error& problem) {
        if (problem.code() == ErrorCode::Cancelled && trainer) {
            supervisor.setPhase(Phase::Done);
            return {TrainOutcome::End::Stopped, trainer->checkpointStep(), info.recipe.totalSteps(),
                    problem.what()};
        }
        tellFailure(writer, supervisor, problem);
        supervisor.setPhase(Phase::Done);
        throw;
    } catch (const std::exception& defect) {
        const Error problem =
            isOutOfMemory(defect)
                ? Error(ErrorCode::Unsupported, "memory ran out", run.string(),
                        "Close other programs or use a machine with more memory, and train the run again: it "
                        "goes on "
                        "from its last checkpoint; vrftaug-engine doctor --plan RUN says how much it takes")
                : Error(ErrorCode::Internal, firstLine(defect), run.string(), "Please report this");
        tellFailure(writer, supervisor, problem);
        supervisor.setPhase(Phase::Done);
        throw problem;
    }
}

} // namespace

TrainOutcome trainRun(const std::filesystem::path& run, const TrainOptions& given) {
    const RunInfo info = readRun(run); // before the lock: it would leave its file in a folder that is no run
    TrainOptions options = given;
    const std::unique_ptr<Ranks> alone = Ranks::alone();
    if (options.ranks == nullptr) options.ranks = alone.get();
    options.ranks->divide(info.machine.ranks);
    std::optional<RunLock> lock;
    if (options.ranks->first())
        lock.emplace(run);
    else
        options.progress = {};
    std::optional<StopSignals> signals;
    if (options.handleSignals) signals.emplace();
    const bool finished = std::filesystem::exists(RunPaths{run}.finalEvaluation());
    if (options.ranks->fromFirst(finished ? "yes" : "no") == "yes") {
        const int steps = info.recipe.totalSteps();
        return {TrainOutcome::End::Finished, steps, steps, "this run is finished already"};
    }
    return supervised(run, info, options);
}

} // namespace vrft
