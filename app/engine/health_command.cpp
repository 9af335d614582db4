// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "core/run/run_health.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft::engine {

namespace {

void sayHealth(const RunHealth& health, const std::string& run, cli::Output& output) {
    for (const RunEvent& alarm : health.alarms) {
        const bool failed = alarm.kind == EventKind::Failed;
        const bool grave = alarm.facts && alarm.facts->grave;
        output.say(fmt::format("step {:<6} {:<8} {}", alarm.step,
                               failed  ? "failed"
                               : grave ? "alarm"
                                       : "caution",
                               alarm.text));
        if (!alarm.advice.empty()) output.say(fmt::format("{:21}{}", "", alarm.advice));
        if (!alarm.facts) continue;
        output.say(fmt::format("{:21}examples: {}", "",
                               alarm.facts->examples.empty()
                                   ? std::string("none, the run's folder holds no answers that show it")
                                   : fmt::format("{}", fmt::join(alarm.facts->examples, ", "))));
    }
    const std::size_t count = health.alarms.size();
    output.say(fmt::format("{}: {} in {} of {} steps, with {} held-out checks", run,
                           count == 0   ? std::string("no alarm")
                           : count == 1 ? std::string("1 alarm")
                                        : fmt::format("{} alarms", count),
                           health.step, health.totalSteps, health.evaluations));
}

void sayThresholds(const HealthThresholds& thresholds, cli::Output& output) {
    for (const ThresholdField& field : thresholdFields())
        output.say(fmt::format("{:<16} {:<8g} {}", field.key, thresholds.*field.value, field.meaning));
}

} // namespace

void addHealthCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "health",
                                        "Alarms of a run, from its files: what is wrong, since which step, "
                                        "the figure and its threshold, three "
                                        "example answers and one thing to do");
    auto run = std::make_shared<std::string>();
    auto file = std::make_shared<std::string>();
    auto list = std::make_shared<bool>(false);
    command->add_option("RUN", *run, "Run folder")->required();
    command->add_option("--thresholds", *file, "JSON file with thresholds to use in place of the run's own");
    command->add_flag("--list", *list, "The thresholds in use, not the alarms");
    command->callback([&output, run, file, list] {
        std::optional<HealthThresholds> instead;
        if (!file->empty())
            instead = thresholdsFromJson(readJsonFile(*file), *file, true, readRun(*run).recipe.health);
        const RunHealth health = runHealth(*run, instead);
        if (!output.json && *list) return sayThresholds(health.thresholds, output);
        if (!output.json) return sayHealth(health, *run, output);
        Json alarms = Json::array();
        for (const RunEvent& alarm : health.alarms)
            alarms.push_back(eventToJson(alarm));
        output.document({{"run", *run},
                         {"step", health.step},
                         {"steps", health.totalSteps},
                         {"evaluations", health.evaluations},
                         {"alarms", std::move(alarms)},
                         {"thresholds", thresholdsToJson(health.thresholds)}});
    });
}

} // namespace vrft::engine
