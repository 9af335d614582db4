// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/train_report.h"

#include "training/parallel/ranks.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace {

std::string figure(const Json& metrics, const char* key) {
    const auto found = metrics.find(key);
    return found == metrics.end() || !found->is_number() ? "-" : fmt::format("{:.3f}", found->get<double>());
}

} // namespace

TrainOutcome reportTraining(const std::filesystem::path& run, TrainOptions options, cli::Output& output) {
    const auto started = std::chrono::steady_clock::now();
    int firstStep = -1;
    std::string heldout = "-";
    options.progress = [&](const TrainProgress& progress) {
        if (progress.metrics == nullptr) {
            output.endProgress();
            output.note(progress.text);
            return;
        }
        output.line(*progress.metrics);
        if (progress.metrics->contains("heldout/score")) heldout = figure(*progress.metrics, "heldout/score");
        if (firstStep < 0) firstStep = progress.step;
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        const int done = progress.step - firstStep;
        const std::string left =
            done > 0 ? fmt::format("{:.0f} s left", seconds / done * (progress.totalSteps - progress.step))
                     : std::string("-");
        output.progress(fmt::format("step {} of {} · held out {} · reward {} · KL {} · {}", progress.step,
                                    progress.totalSteps, heldout, figure(*progress.metrics, "reward/mean"),
                                    figure(*progress.metrics, "kl"), left));
    };
    const TrainOutcome outcome = trainRun(run, options);
    if (options.ranks != nullptr && !options.ranks->first()) return outcome; // the first one says it
    output.endProgress();
    output.note(outcome.text);
    output.line({{"end", outcome.end == TrainOutcome::End::Finished ? "finished" : "stopped"},
                 {"step", outcome.step},
                 {"steps", outcome.totalSteps}});
    return outcome;
}

} // namespace vrft::engine
