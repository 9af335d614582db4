// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/run_alarms.h"

#include <utility>

#include "core/run/alarms.h"
#include "core/run/run_health.h"

namespace vrft {

RunAlarms::RunAlarms(std::filesystem::path run, const Recipe& recipe, Supervisor& supervisor)
    : run_(std::move(run))
    , recipe_(recipe)
    , supervisor_(supervisor)
    , monitor_(recipe) {
    for (const MetricsRecord& line : healthLines(run_))
        monitor_.take(line);
}

void RunAlarms::beginStep() {
    if (!answers_.empty()) answersBefore_ = std::exchange(answers_, {});
}

void RunAlarms::take(CompletionRecord answer) {
    answers_.push_back(std::move(answer));
}

void RunAlarms::tell(RunEvent alarm) {
    addExamples(alarm, answers_.empty() ? answersBefore_ : answers_);
    supervisor_.tell(std::move(alarm));
}

void RunAlarms::judge(const Json& line) {
    for (RunEvent& alarm : monitor_.take(*metricsFromJson(line)))
        tell(std::move(alarm));
}

void RunAlarms::watchDisk(int step) {
    if (step == 0) return;
    auto full = diskAlarm(diskUse(run_, step, recipe_.totalSteps()), recipe_.health.freeMegabytes);
    const bool tells = full && !diskTold_;
    diskTold_ = full.has_value();
    if (tells) tell(std::move(*full));
}

void RunAlarms::externalFailed(int step, bool evaluating, const Error& trouble) {
    external_ = externalAlarm(step, evaluating, trouble);
    supervisor_.report(external_->text); // who looks on needn't wait
}

void RunAlarms::tellExternal() {
    if (auto alarm = std::exchange(external_, std::nullopt)) tell(std::move(*alarm));
}

} // namespace vrft
