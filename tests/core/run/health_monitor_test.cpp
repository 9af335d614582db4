// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Synthetic runs: one figure goes wrong, the alarm comes at the step reckoned by hand.
#include "core/run/health_monitor.h"

#include "core/error.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>

using namespace vrft;

namespace {

Recipe made(double kl = 0.1) {
    Recipe recipe = presetRecipe("rft", {TaskKind::Classification, false, false, 300, 1});
    recipe.objective.kl = kl;
    return recipe;
}

// A training step at which nothing is wrong.
MetricsRecord well(int step) {
    MetricsRecord line;
    line.step = step;
    line.stage = "main";
    line.values = {{"lr", 3e-4},
                   {"loss", 0.01},
                   {"grad_norm", 0.5},
                   {"groups/no_signal", 0.4},
                   {"kl", 0.05},
                   {"entropy", 0.4},
                   {"completion/truncated", 0.0},
                   {"answers/invalid", 0.1},
                   {"answers/commonest", 0.5},
                   {"answers/repeated", 0.0},
                   {"think/words", 8.0},
                   {"reward/mean", 0.8},
                   {"rewards/format/share", 0.2},
                   {"time/rollout_s", 0.3},
                   {"time/reward_s", 0.0},
                   {"time/update_s", 0.2}};
    return line;
}

void addChecks(MetricsRecord& line) {
    line.values.insert({{"heldout/score", 0.6},
                        {"heldout/accuracy", 0.6},
                        {"heldout/sampled_accuracy", 0.5},
                        {"heldout/majority", 0.55},
                        {"heldout/attributes_truth", 0.9},
                        {"heldout/chance_p", 0.001},
                        {"image_gain", 0.2}});
}

// `steps` steps with a check at 0 and each tenth; `change` spoils what it wants.
std::vector<RunEvent> run(int steps, const std::function<void(MetricsRecord&)>& change,
                          const Recipe& recipe = made()) {
    HealthMonitor monitor(recipe);
    std::vector<RunEvent> alarms;
    for (int step = 0; step <= steps; ++step) {
        MetricsRecord line;
        if (step > 0) line = well(step);
        line.step = step;
        line.stage = "main";
        if (step % 10 == 0) addChecks(line);
        change(line);
        for (RunEvent& alarm : monitor.take(line))
            alarms.push_back(std::move(alarm));
    }
    return alarms;
}

// "22 cut off, 40 image ignored".
std::string raised(const std::vector<RunEvent>& alarms) {
    std::string all;
    for (const RunEvent& alarm : alarms) {
        REQUIRE(alarm.facts);
        CHECK(alarm.kind == EventKind::Alarm);
        CHECK_FALSE(alarm.advice.empty());
        CHECK(alarm.text.find(": ") != std::string::npos);
        all += fmt::format("{}{} {}", all.empty() ? "" : ", ", alarm.step, alarm.facts->key);
    }
    return all;
}

// The metric has `value` from step 21 on.
std::function<void(MetricsRecord&)> from21(const std::string& metric, double value) {
    return [=](MetricsRecord& line) {
        if (line.step > 20 && line.values.contains(metric)) line.values[metric] = value;
    };
}

} // namespace

TEST_CASE("a run at which nothing is wrong has no alarm") {
    CHECK(raised(run(300, [](MetricsRecord&) {})).empty());
}

TEST_CASE("per-step figures raise their alarm when their window says so, once") {
    // Windows of 3 and 5 steps whose mean goes over the threshold: cut off .9/3 = .3 is not above it, 1.8/3
    // is.
    CHECK(raised(run(60, from21("completion/truncated", 0.9))) == "22 cut off");
    CHECK(raised(run(60, from21("answers/repeated", 0.06))) == "21 one character");
    // (2 x .1 + 3 x .8) / 5 = .52
    CHECK(raised(run(60, from21("answers/invalid", 0.8))) == "23 unreadable answers");
    // (.05 + 2 x .4) / 3 = .283
    CHECK(raised(run(60, from21("kl", 0.4))) == "22 far from the start");
    // .06 is no spike above .05 x 10
    CHECK(raised(run(60, from21("kl", 0.2))).empty());
    // (.4 + 4 x .01) / 5 = .088; five of them .01
    CHECK(raised(run(60, from21("entropy", 0.01))) == "25 nothing left open");
    // limit = max(2 x .4, .9) = .9: (2 x .4 + 3 x 1.3) / 5 = .94
    CHECK(raised(run(60, from21("entropy", 1.3))) == "23 undecided");
    // limit 4: (2 x 8 + 3 x 1) / 5 = 3.8
    CHECK(raised(run(60, from21("think/words", 1))) == "23 reasoning skipped");
    // (1 x .5 + 4 x 1) / 5 = .9 is not above it
    CHECK(raised(run(60, from21("answers/commonest", 1))) == "25 one answer");
    CHECK(raised(run(60, from21("groups/no_signal", 0.81))) == "30 no signal");
    CHECK(raised(run(60, from21("groups/no_signal", 0.8))).empty());
    // (1 x .2 + 9 x 1) / 10 = .92
    CHECK(raised(run(60, from21("rewards/format/share", 1))) == "29 one reward");
    // 30.2 s against .5 s; the third in a row
    CHECK(raised(run(28, from21("time/rollout_s", 30))) == "23 slow");
    CHECK(raised(run(28, from21("time/rollout_s", 19))).empty()); // a busy machine isn't trouble
}

TEST_CASE("a jump of the distance is told at once") {
    const auto alarms = run(60, [](MetricsRecord& line) {
        if (line.step > 0) line.values["kl"] = line.step == 40 ? 0.3 : 0.005;
    });
    CHECK(raised(alarms) == "40 far from the start");
    CHECK(*alarms.front().facts->threshold == doctest::Approx(0.25));
}

TEST_CASE("a policy with little entropy from the start may have little") {
    const auto fallsTo = [](double entropy) {
        return [=](MetricsRecord& line) {
            if (line.step > 0) line.values["entropy"] = line.step <= 20 ? 0.06 : entropy;
        };
    };
    CHECK(raised(run(60, fallsTo(0.02))).empty());
    CHECK(raised(run(60, fallsTo(0.01))) == "25 nothing left open"); // below .06 / 4
}

TEST_CASE("an update that was no number is told each time") {
    const auto spoilt = [](MetricsRecord& line) {
        if (line.step == 5 || line.step == 6 || line.step == 40) line.values.erase("grad_norm");
        if (line.step == 50) line.values.erase("loss");
    };
    const auto alarms = run(60, spoilt);
    CHECK(raised(alarms) == "5 non-finite, 6 non-finite, 40 non-finite, 50 non-finite");
    CHECK(alarms.front().text.find("in step 5 the gradient norm") != std::string::npos);
    CHECK(alarms.back().text.find("in step 50 the loss") != std::string::npos);
}

TEST_CASE("figures of held-out checks have to be bad twice") {
    CHECK(raised(run(60, from21("heldout/sampled_accuracy", 0.3))) == "40 sampled far from greedy");
    CHECK(raised(run(60, from21("heldout/attributes_truth", 0.77))) == "40 reasoning drifts");
    CHECK(raised(run(60, from21("heldout/attributes_truth", 0.79))).empty());
    CHECK(raised(run(60, from21("heldout/chance_p", 0.2))) == "40 image ignored");
    const auto once = [](MetricsRecord& line) {
        if (line.step == 30) line.values["heldout/chance_p"] = 0.9;
    };
    CHECK(raised(run(60, once)).empty());
    // The first check doesn't count: steps 10 and 20 are two.
    const auto always = [](MetricsRecord& line) {
        if (line.values.contains("image_gain")) {
            line.values["image_gain"] = 0;
            line.values.erase("heldout/chance_p"); // as a run on boxes has it
        }
    };
    CHECK(raised(run(60, always)) == "20 image ignored");
    const auto boxes = [](MetricsRecord& line) {
        if (line.values.contains("heldout/score")) line.values["heldout/iou"] = line.step < 20 ? 0.7 : 0.6;
    };
    CHECK(raised(run(60, boxes)) == "30 boxes drift");
}

namespace {

// A check every five steps, with the figures of one: attribute truth, held-out score, and the mean reward of
// the five training steps up to it.
struct Checked {
    double truth;
    double score;
    double reward;
};
std::string drifted(const std::vector<Checked>& checks) {
    HealthMonitor monitor(made(0));
    std::vector<RunEvent> alarms;
    for (int step = 0; step < 5 * static_cast<int>(checks.size()); ++step) {
        MetricsRecord line;
        if (step > 0) line = well(step);
        line.step = step;
        line.stage = "main";
        if (step > 0) line.values["reward/mean"] = checks[static_cast<std::size_t>(step + 4) / 5].reward;
        if (step % 5 == 0) {
            const Checked& check = checks[static_cast<std::size_t>(step) / 5];
            addChecks(line);
            line.values["heldout/attributes_truth"] = check.truth;
            line.values["heldout/score"] = check.score;
        }
        for (RunEvent& alarm : monitor.take(line))
            alarms.push_back(std::move(alarm));
    }
    return raised(alarms);
}

} // namespace

TEST_CASE("a batch that earns little doesn't hide that the reasoning drifts") {
    // Runs of the sample without a KL weight. Severity, learning rate 1e-3, seed 2: below .81 from step 10
    // on; the reward is .877 and 1.019, below the 1.025 of the first ten steps.
    CHECK(drifted({{.930, .393, 0},
                   {.863, .487, 1.013},
                   {.688, .496, 1.037},
                   {.723, .546, .877},
                   {.777, .528, 1.019}}) == "15 reasoning drifts");
    // Malignancy, the preset's learning rate, seed 1: below .814 from step 15 on; the reward is 1.103,
    // below 1.128.
    CHECK(drifted({{.934, .547, 0},
                   {.934, .625, 1.108},
                   {.887, .688, 1.147},
                   {.809, .766, 1.073},
                   {.773, .797, 1.103}}) == "20 reasoning drifts");
    // Severity, learning rate 1e-3, seed 3: all gets worse, which other alarms tell (answers that can't be
    // read, an image that is ignored).
    CHECK(drifted({{.906, .478, 0},
                   {.841, .593, 1.055},
                   {.704, .321, 1.06},
                   {.750, .252, 1.06},
                   {.365, .254, 1.06}})
              .empty());
}

TEST_CASE("reasoning drifts only while the held-out score holds, and the words name what would hold it") {
    const auto scores = [](double score) {
        return [=](MetricsRecord& line) {
            from21("heldout/attributes_truth", 0.7)(line);
            from21("heldout/score", score)(line);
        };
    };
    CHECK(raised(run(60, scores(0.56))).empty());
    CHECK(raised(run(60, scores(0.58))) == "40 reasoning drifts"); // .6 less two of 64 samples
    const auto free = run(60, from21("heldout/attributes_truth", 0.7), made(0));
    REQUIRE(raised(free) == "40 reasoning drifts");
    CHECK(free.front().advice.find("with a KL weight") != std::string::npos);
    CHECK(free.front().text.find("70 %") != std::string::npos);
    CHECK(free.front().text.find("90 %") != std::string::npos);
}

TEST_CASE("of troubles that make each other only the first is told") {
    const auto cut = [](MetricsRecord& line) {
        if (line.step == 0) return;
        line.values["completion/truncated"] = 1;
        line.values["answers/invalid"] = 1;
        line.values["groups/no_signal"] = 1;
        line.values["think/words"] = 1;
    };
    CHECK(raised(run(60, cut)) == "3 cut off");
    const auto invalid = [](MetricsRecord& line) {
        if (line.step == 0) return;
        line.values["answers/invalid"] = 1;
        line.values["groups/no_signal"] = 1;
    };
    CHECK(raised(run(60, invalid)) == "5 unreadable answers");
}

TEST_CASE("an alarm comes again after it hasn't held for ten steps") {
    const auto twice = [](MetricsRecord& line) {
        if ((line.step > 20 && line.step <= 25) || line.step > 40) line.values["completion/truncated"] = 1;
    };
    CHECK(raised(run(60, twice)) == "21 cut off, 41 cut off");
    const auto soon = [](MetricsRecord& line) {
        if ((line.step > 20 && line.step <= 25) || line.step > 30) line.values["completion/truncated"] = 1;
    };
    CHECK(raised(run(60, soon)) == "21 cut off");
}

TEST_CASE("the commonest answer may be as common as its class") {
    const auto rare = [](double commonest) {
        return [=](MetricsRecord& line) {
            if (line.values.contains("heldout/majority")) line.values["heldout/majority"] = 0.92;
            if (line.step > 0) line.values["answers/commonest"] = commonest;
        };
    };
    CHECK(raised(run(30, rare(0.95))).empty());
    CHECK(raised(run(30, rare(0.98))) == "5 one answer");
    Recipe few = made(); // of two images a step ten steps are needed
    few.sampling.promptsPerStep = 2;
    CHECK(raised(run(30, from21("answers/commonest", 1), few)) == "29 one answer");
}

TEST_CASE("a stage begins anew and its rewards are its own") {
    HealthMonitor monitor(presetRecipe("rft+localise", {TaskKind::Classification, false, true, 20, 1}));
    std::vector<RunEvent> alarms;
    const auto feed = [&](const std::string& stage, int step, double truncated) {
        MetricsRecord line = well(step);
        line.stage = stage;
        line.values["completion/truncated"] = truncated;
        for (RunEvent& alarm : monitor.take(line))
            alarms.push_back(std::move(alarm));
    };
    feed("localise", 1, 1);
    feed("localise", 2, 1);
    feed("main", 3, 1); // two of another stage don't count
    feed("main", 4, 1);
    CHECK(alarms.empty());
    feed("main", 5, 1);
    CHECK(raised(alarms) == "5 cut off");
}

TEST_CASE("lines read again give the same alarms as lines read once") {
    const auto spoil = [](MetricsRecord& line) {
        from21("kl", 0.4)(line);
        from21("heldout/chance_p", 0.4)(line);
    };
    const auto whole = run(60, spoil);
    HealthMonitor again(made());
    std::vector<RunEvent> late;
    for (int step = 0; step <= 60; ++step) {
        MetricsRecord line = well(step);
        if (step == 0) line = MetricsRecord{0, "main", 0, {}, false};
        if (step % 10 == 0) addChecks(line);
        spoil(line);
        const auto alarms = again.take(line);
        if (step > 30) late.insert(late.end(), alarms.begin(), alarms.end()); // resumed after step 30
    }
    CHECK(raised(whole) == "22 far from the start, 40 image ignored");
    CHECK(raised(late) == "40 image ignored");
}

TEST_CASE("thresholds are one table: written, read, bounded, and used") {
    const Json json = thresholdsToJson({});
    CHECK(json.size() == thresholdFields().size());
    CHECK(thresholdsFromJson(json, "x", true) == HealthThresholds{});
    const HealthThresholds changed = thresholdsFromJson({{"kl", 0.5}}, "x", true);
    CHECK(changed.kl == 0.5);
    CHECK(changed.noSignal == 0.8);
    CHECK_THROWS_WITH_AS(thresholdsFromJson({{"kll", 1}}, "recipe: health", true), doctest::Contains("kll"),
                         Error);
    CHECK_NOTHROW(thresholdsFromJson({{"kll", 1}}, "x", false));
    CHECK_THROWS_WITH_AS(thresholdsFromJson({{"truncated", 1.5}}, "recipe: health", true),
                         doctest::Contains("truncated"), Error);
    Recipe recipe = made();
    recipe.health.kl = 0.5;
    CHECK(raised(run(60, from21("kl", 0.4), recipe)).empty());
    // .6 is more than ten times .05.
    CHECK(raised(run(60, from21("kl", 0.6), recipe)) == "21 far from the start");
}

TEST_CASE("healthy ranges are the thresholds, some of them beside the start") {
    const HealthThresholds limits;
    const auto start = [](const std::string& metric) -> std::optional<double> {
        if (metric == "entropy") return 0.6;
        if (metric == "think/words") return 8;
        return std::nullopt;
    };
    CHECK(healthyRange("kl", limits, start) == HealthyRange{{}, 0.25});
    CHECK(healthyRange("image_gain", limits, start) == HealthyRange{0.0, {}});
    CHECK(healthyRange("entropy", limits, start) == HealthyRange{0.05, 1.2});
    CHECK(healthyRange("think/words", limits, start) == HealthyRange{4.0, {}});
    CHECK_FALSE(healthyRange("heldout/iou", limits, start));
    CHECK_FALSE(healthyRange("reward/mean", limits, start));
}
