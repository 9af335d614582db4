// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/alarms.h"

#include "core/run/health_monitor.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr const char* kMemoryAdvice = "Nothing is lost; steps take a little longer from here on. More "
                                      "memory, shorter answers or smaller images "
                                      "avoid it.";

RunEvent alarmEvent(int step, std::string text, std::string advice) {
    RunEvent event;
    event.step = step;
    event.kind = EventKind::Alarm;
    event.text = std::move(text);
    event.advice = std::move(advice);
    return event;
}

} // namespace

RunEvent rolledBackAlarm(int step, int badSteps) {
    return alarmEvent(
        step,
        fmt::format("Rolled back to the checkpoint of step {}, after {} steps in a row without a finite "
                    "update; the run goes on from there with other images.",
                    step, badSteps),
        "If it comes again, make a run with a lower learning rate or a higher KL weight.");
}

RunEvent memoryAlarm(int step, long tokens, long most) {
    return alarmEvent(
        step,
        fmt::format("Out of memory in step {} while learning from {} tokens at once: the step is done again "
                    "with at most {} at once, and its result is the same.",
                    step, tokens, most),
        kMemoryAdvice);
}

RunEvent samplingMemoryAlarm(int step, long completions, long most) {
    return alarmEvent(
        step,
        fmt::format("Out of memory in step {} while {} answers were sampled at once: they are sampled again "
                    "with at most {} at once.",
                    step, completions, most),
        kMemoryAdvice);
}

RunEvent externalAlarm(int step, bool evaluating, const Error& trouble) {
    RunEvent event = alarmEvent(
        step,
        evaluating
            ? fmt::format("External reward failed in the evaluation after step {}: {}. The answers it failed "
                          "at count 0, and the run goes on.",
                          step, trouble.summary())
            : fmt::format("External reward failed in step {}: {}. The groups it failed at count 0, and the "
                          "run goes on.",
                          step, trouble.summary()),
        trouble.next());
    event.facts = AlarmFacts{std::string(alarm_keys::kExternal), false, step, {}, {}, {}, {}};
    return event;
}

std::optional<RunEvent> diskAlarm(const DiskUse& use, double spareMegabytes) {
    constexpr double kMegabyte = 1e6;
    const double aStep = use.step > 0 ? static_cast<double>(use.writtenBytes) / use.step : 0;
    const double needed = aStep * std::max(0, use.totalSteps - use.step) +
                          static_cast<double>(use.checkpointBytes) * use.checkpoints +
                          spareMegabytes * kMegabyte;
    if (static_cast<double>(use.freeBytes) >= needed) return std::nullopt;
    RunEvent event = alarmEvent(
        use.step,
        fmt::format("The disk fills up: {:.0f} MB are free after step {}, the rest of the run takes about "
                    "{:.0f} MB with {:.0f} MB to spare.",
                    static_cast<double>(use.freeBytes) / kMegabyte, use.step, needed / kMegabyte,
                    spareMegabytes),
        "Free space on that disk; a run that finds none pauses and loses nothing.");
    event.facts = AlarmFacts{std::string(alarm_keys::kDisk),     false,  use.step, {},
                             static_cast<double>(use.freeBytes), needed, {}};
    return event;
}

RunEvent diskFullEvent(int step, const Error& problem) {
    RunEvent event;
    event.step = step;
    event.kind = EventKind::Paused;
    event.text = fmt::format("Paused in step {}: {}. {}.", step, problem.summary(), problem.next());
    event.advice = "Free the space: the run goes on by itself. Nothing is lost.";
    return event;
}

RunEvent stoppedEvent(int step, int checkpointStep) {
    RunEvent event;
    event.step = step;
    event.kind = EventKind::Stopped;
    event.text = fmt::format("Stopped after step {}, with a checkpoint of step {}.", step, checkpointStep);
    event.advice = fmt::format("Train the run again to go on with step {}.", checkpointStep + 1);
    return event;
}

RunEvent failedEvent(int step, bool evaluating, const Error& problem) {
    RunEvent event;
    event.step = step;
    event.kind = EventKind::Failed;
    event.text = fmt::format("Failed in {}step {}: {}{}.", evaluating ? "the evaluation after " : "", step,
                             problem.summary(), problem.where().empty() ? "" : " (" + problem.where() + ")");
    event.advice = problem.next().empty()
                       ? "Read the engine's log, then train the run again: it goes on from the last "
                         "checkpoint."
                       : problem.next();
    return event;
}

RunEvent deadEngineEvent(const HeartbeatState& last, EngineProcess process, double silentSeconds) {
    RunEvent event;
    event.step = last.step;
    event.kind = EventKind::Alarm;
    const std::string sign = fmt::format("its last sign of life, {:.0f} s ago, was in step {}, phase {}",
                                         silentSeconds, last.step, phaseName(last.phase));
    switch (process) {
    case EngineProcess::There:
        event.text = fmt::format("The engine is silent: process {} is there and gives no sign of life; {}.",
                                 last.pid, sign);
        event.advice =
            "Wait if the machine was asleep or the disk is busy; else end that process and continue the run.";
        break;
    case EngineProcess::Gone:
        event.text = fmt::format("The engine is gone: process {} ended without a word; {}.", last.pid, sign);
        event.advice = "Continue the run: it goes on from the last checkpoint.";
        break;
    case EngineProcess::Elsewhere:
        event.text = fmt::format("The engine is silent: it ran on another machine, or on this one before it "
                                 "was started anew; {}.",
                                 sign);
        event.advice = "If no other machine trains this run, continue it: it goes on from the last "
                       "checkpoint.";
        break;
    }
    event.facts = AlarmFacts{std::string(alarm_keys::kEngine), true, last.step, {}, {}, {}, {}};
    return event;
}

} // namespace vrft
