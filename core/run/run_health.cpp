// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_health.h"

#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/step_figures.h"

#include <algorithm>
#include <chrono>

namespace vrft {

namespace {

namespace fs = std::filesystem;

// Lines with answers and without their figures, by step and stage.
using Lacking = std::map<std::pair<int, std::string>, MetricsRecord*>;

Lacking lackingFigures(std::vector<MetricsRecord>& lines) {
    Lacking lacking;
    for (MetricsRecord& line : lines)
        if (line.values.contains("reward/mean") && !line.values.contains("answers/commonest"))
            lacking[{line.step, line.stage}] = &line;
    return lacking;
}

void addFigures(const fs::path& run, const Lacking& lacking) {
    std::vector<CompletionRecord> ofStep; // a step's answers lie together
    const auto close = [&] {
        if (ofStep.empty()) return;
        const auto line = lacking.find({ofStep.front().step, ofStep.front().stage});
        if (line != lacking.end()) line->second->values.merge(answerFigures(ofStep));
        ofStep.clear();
    };
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        if (superseded || item.record.kind != CompletionKind::Rollout) return true;
        const bool same = !ofStep.empty() && ofStep.front().step == item.record.step &&
                          ofStep.front().stage == item.record.stage;
        if (!same) close();
        ofStep.push_back(item.record);
        return true;
    });
    close();
}

// By the wall clock, since one look has no other: the age of the heartbeat's file.
double silentSeconds(const fs::path& run) {
    std::error_code code;
    const auto written = fs::last_write_time(RunPaths{run}.heartbeat(), code);
    if (code) return 0;
    const std::chrono::duration<double> age = fs::file_time_type::clock::now() - written;
    return std::max(0.0, age.count());
}

// An engine that ended without a word, or gives no sign of life.
std::optional<RunEvent> engineTrouble(const fs::path& run) {
    const auto last = readHeartbeatOrNone(run);
    if (!last || last->phase == Phase::Done) return std::nullopt;
    const double silent = silentSeconds(run);
    const EngineProcess process = !ofThisBoot(*last)   ? EngineProcess::Elsewhere
                                  : processRuns(*last) ? EngineProcess::There
                                                       : EngineProcess::Gone;
    const std::chrono::duration<double> dead = HeartbeatWatcher::kDeadAfter;
    if (process != EngineProcess::Gone && silent < dead.count()) return std::nullopt;
    return deadEngineEvent(*last, process, silent);
}

// The failure that ended the engine's work; nothing where one has taken it up since.
std::optional<RunEvent> failure(const EventLog& events) {
    std::optional<RunEvent> last;
    for (const EventRecord& record : events.records()) {
        if (record.event.kind == EventKind::Failed) last = record.event;
        if (record.event.kind == EventKind::Started || record.event.kind == EventKind::Resumed) last.reset();
    }
    return last;
}

// The answers of the newest step that has any.
std::vector<CompletionRecord> newestAnswers(const fs::path& run) {
    std::vector<CompletionRecord> answers;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        if (superseded) return true;
        if (!answers.empty() && answers.front().step != item.record.step) answers.clear();
        answers.push_back(item.record);
        return true;
    });
    return answers;
}

// No line of metrics.jsonl tells it again.
bool toldByEngineAlone(const RunEvent& alarm) {
    return !alarm.facts || alarm.facts->key == alarm_keys::kExternal;
}

std::uint64_t sizeOf(const fs::path& file) {
    std::error_code code;
    const std::uint64_t bytes = fs::file_size(file, code);
    return code ? 0 : bytes;
}

} // namespace

std::vector<MetricsRecord> healthLines(const fs::path& run) {
    MetricsLog log(run);
    log.poll();
    std::vector<MetricsRecord> lines = log.effective();
    if (const Lacking lacking = lackingFigures(lines); !lacking.empty()) addFigures(run, lacking);
    return lines;
}

DiskUse diskUse(const fs::path& run, int step, int totalSteps) {
    const RunPaths paths{run};
    DiskUse use;
    use.step = step;
    use.totalSteps = totalSteps;
    use.writtenBytes = sizeOf(paths.metrics()) + sizeOf(paths.events());
    for (const int number : paths.completionNumbers())
        use.writtenBytes += sizeOf(paths.completions(number));
    for (const int number : paths.tokenNumbers())
        use.writtenBytes += sizeOf(paths.tokens(number));
    if (const std::vector<int> steps = checkpointSteps(run); !steps.empty()) {
        std::error_code code;
        for (const auto& entry : fs::directory_iterator(paths.checkpoint(steps.back()), code))
            use.checkpointBytes += sizeOf(entry.path());
    }
    use.checkpoints = 1; // written before an older one goes
    use.freeBytes = freeBytes(run);
    return use;
}

RunHealth runHealth(const fs::path& run, const std::optional<HealthThresholds>& instead) {
    const RunInfo info = readRun(run);
    RunHealth health;
    health.totalSteps = info.recipe.totalSteps();
    health.thresholds = instead.value_or(info.recipe.health);
    HealthMonitor monitor(info.recipe, health.thresholds);
    for (const MetricsRecord& line : healthLines(run)) {
        health.step = line.step;
        health.evaluations += line.values.contains("heldout/score") ? 1 : 0;
        for (RunEvent& alarm : monitor.take(line)) {
            addExamples(alarm, completionsOfStep(run, alarm.step));
            health.alarms.push_back(std::move(alarm));
        }
    }
    EventLog events(run);
    events.poll();
    for (const EventRecord& record : events.records())
        if (!record.superseded && record.event.kind == EventKind::Alarm && toldByEngineAlone(record.event))
            health.alarms.push_back(record.event);
    std::stable_sort(health.alarms.begin(), health.alarms.end(),
                     [](const RunEvent& a, const RunEvent& b) { return a.step < b.step; });
    const bool finished = fs::exists(RunPaths{run}.finalEvaluation());
    if (finished) return health;
    std::optional<std::vector<CompletionRecord>> newest; // read once, and only where something is the matter
    const auto add = [&](std::optional<RunEvent> alarm) {
        if (!alarm) return;
        if (!newest) newest = newestAnswers(run);
        addExamples(*alarm, *newest);
        health.alarms.push_back(std::move(*alarm));
    };
    add(failure(events));
    add(engineTrouble(run));
    if (health.step > 0)
        add(diskAlarm(diskUse(run, health.step, health.totalSteps), health.thresholds.freeMegabytes));
    return health;
}

} // namespace vrft
