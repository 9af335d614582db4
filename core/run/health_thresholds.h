// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From where on a run is in trouble: the one table that alarms, charts, the command line and the recipe
// (`health`, formats.md §5) read.
//
// Judges nothing (health_monitor.h does). Thread rule: values and pure functions. Errors:
// Error(InvalidFormat) naming key and bounds. Sources of the values: users' reports of other trainers and the
// runs of the bundled policies; formats.md says which is which.
#pragma once

#include "core/json.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

struct HealthThresholds {
    double noSignal = 0.8;      // share of the groups with equal rewards, in each of ..
    double noSignalSteps = 10;  // .. so many steps
    double oneAnswer = 0.9;     // share of the commonest answer
    double thinkFall = 0.5;     // words of reasoning, of those at the start
    double truthFall = 0.12;    // attribute truth below the start
    double iouFall = 0.07;      // box overlap below the start
    double greedyGap = 0.25;    // greedy minus sampled accuracy
    double invalid = 0.5;       // share of answers that can't be read
    double kl = 0.25;           // nats a token
    double klSpike = 10;        // times the median of the steps before
    double entropyLow = 0.05;   // nats a token, and kEntropyFall of the start
    double entropyRise = 2;     // times the start, and kEntropyRoom above it
    double truncated = 0.3;     // share of the answers cut off
    double repeated = 0.05;     // share of the answers that repeat one character
    double imageGain = 0;       // at or below it the images do nothing
    double imageChance = 0.05;  // p from which answers go with images by chance
    double oneReward = 0.9;     // share of the differences in reward that one part of it makes
    double slow = 5;            // times the median time of a step
    double freeMegabytes = 500; // of disk, beyond what the rest of the run takes
    bool operator==(const HealthThresholds&) const = default;
};

inline constexpr double kEntropyRoom = 0.5; // nats a token: twice of very little is little
// A policy most of whose words follow from the others has little entropy from the start.
inline constexpr double kEntropyFall = 0.25; // of the start

// One row of the table.
struct ThresholdField {
    std::string_view key; // in `health`
    double HealthThresholds::*value;
    double least;
    double most;
    std::string_view meaning; // in words, for listings
};
std::span<const ThresholdField> thresholdFields();

// Every key, in the table's order.
Json thresholdsToJson(const HealthThresholds& thresholds);
// Missing keys keep the values of `start`; unknown ones are refused if `strict`.
HealthThresholds thresholdsFromJson(const Json& json, const std::string& where, bool strict,
                                    const HealthThresholds& start = {});

// Where a metric of metrics.jsonl is well: at least `low`, at most `high`.
struct HealthyRange {
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const HealthyRange&) const = default;
};
// `start` tells a metric's value at the start of the stage, where the range depends on it. Empty: no alarm
// speaks of that metric alone.
std::optional<HealthyRange>
healthyRange(std::string_view metric, const HealthThresholds& thresholds,
             const std::function<std::optional<double>(const std::string&)>& start);

} // namespace vrft
