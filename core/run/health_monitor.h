// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether a run is learning or broken: from the lines of metrics.jsonl, one after another, to alarms in
// words.
//
// The same lines give the same alarms, whoever reads them: the engine as it writes them, a resumed engine
// that reads them again, the command line on a finished folder. Knows no files. An alarm is told once when
// its condition begins to hold, and again only after it hasn't held for a while; where one trouble makes
// another (answers that are cut off can't be read), only the first is told. A stage begins anew. Thread rule:
// an object belongs to one thread.
#pragma once

#include "core/run/health_thresholds.h"
#include "core/run/recipe.h"
#include "core/run/run_reader.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// What a trouble is called in files; the window has words of its own for each.
namespace alarm_keys {
inline constexpr std::string_view kNonFinite = "non-finite";
inline constexpr std::string_view kCutOff = "cut off";
inline constexpr std::string_view kOneCharacter = "one character";
inline constexpr std::string_view kInvalid = "unreadable answers";
inline constexpr std::string_view kKl = "far from the start";
inline constexpr std::string_view kEntropyLow = "nothing left open";
inline constexpr std::string_view kEntropyHigh = "undecided";
inline constexpr std::string_view kThinkSkipped = "reasoning skipped";
inline constexpr std::string_view kDrift = "reasoning drifts";
inline constexpr std::string_view kBoxes = "boxes drift";
inline constexpr std::string_view kOneAnswer = "one answer";
inline constexpr std::string_view kNoSignal = "no signal";
inline constexpr std::string_view kOneReward = "one reward";
inline constexpr std::string_view kGreedyGap = "sampled far from greedy";
inline constexpr std::string_view kImage = "image ignored";
inline constexpr std::string_view kSlow = "slow";
inline constexpr std::string_view kDisk = "disk";
inline constexpr std::string_view kEngine = "engine";
inline constexpr std::string_view kExternal = "external reward"; // told by the engine, seen in no figure
} // namespace alarm_keys

class HealthMonitor {
public:
    // The thresholds are the recipe's.
    explicit HealthMonitor(const Recipe& recipe)
        : HealthMonitor(recipe, recipe.health) {}
    HealthMonitor(const Recipe& recipe, const HealthThresholds& thresholds);

    // The next line that counts, in the order of the file: its alarms, with facts but without examples.
    std::vector<RunEvent> take(const MetricsRecord& line);

private:
    struct Finding {
        double figure = 0;
        double threshold = 0;
        int fromStep = 0;
        std::string text; // "What: evidence."
        std::string advice;
    };
    struct Rule {
        std::string_view key;
        bool grave;
        bool ofEvaluations; // judged where a line has held-out figures; else at every training step
        std::string_view metric;
        std::optional<Finding> (HealthMonitor::*judge)() const;
        std::vector<std::string_view> madeBy; // troubles that explain it
    };
    struct Told {
        int last = -1000; // line of its kind at which it held last
        bool told = false;
    };
    static const std::vector<Rule>& rules();

    std::optional<Finding> nonFinite() const;
    std::optional<Finding> cutOff() const;
    std::optional<Finding> oneCharacter() const;
    std::optional<Finding> invalid() const;
    std::optional<Finding> farFromStart() const;
    std::optional<Finding> entropyLow() const;
    std::optional<Finding> entropyHigh() const;
    std::optional<Finding> thinkSkipped() const;
    std::optional<Finding> drift() const;
    std::optional<Finding> boxDrift() const;
    std::optional<Finding> oneAnswer() const;
    std::optional<Finding> noSignal() const;
    std::optional<Finding> oneReward() const;
    std::optional<Finding> greedyGap() const;
    std::optional<Finding> image() const;
    std::optional<Finding> slow() const;

    struct Mean {
        double value = 0;
        int fromStep = 0;
    };
    // Over the newest `count` steps; nothing while one of them lacks it.
    std::optional<Mean> newest(const std::string& metric, std::size_t count) const;
    std::optional<double> atStart(const std::string& metric) const; // mean of the stage's first steps
    bool active(std::string_view key) const;
    void beginStage(const std::string& name);
    void rememberStart(const MetricsRecord& line);

    const Recipe recipe_;
    const HealthThresholds limits_;
    std::string stage_;
    std::vector<std::string> formRewards_;                // of the stage that judge no answer
    std::deque<MetricsRecord> steps_;                     // training steps, the newest last
    std::deque<MetricsRecord> evaluations_;               // the newest last
    std::map<std::string, std::pair<double, int>> start_; // sum and count over the stage's first steps
    std::map<std::string, double> firstEvaluation_;
    int numSteps_ = 0;
    int numEvaluations_ = 0;
    std::map<std::string_view, Told> told_;
};

// Puts three examples into the facts; `ofStep`: completions of the event's step (step_figures.h).
void addExamples(RunEvent& alarm, std::span<const CompletionRecord> ofStep);

} // namespace vrft
