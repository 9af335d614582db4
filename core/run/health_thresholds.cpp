// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/health_thresholds.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

using Of = HealthThresholds;

constexpr std::array<ThresholdField, 19> kThresholdFields = {{
    {"no_signal", &Of::noSignal, 0, 1, "share of the groups whose answers all earn the same"},
    {"no_signal_steps", &Of::noSignalSteps, 1, 1000, "steps in a row above that share"},
    {"one_answer", &Of::oneAnswer, 0, 1, "share of the commonest answer"},
    {"think_fall", &Of::thinkFall, 0, 1, "words of reasoning, as a share of those at the start"},
    {"truth_fall", &Of::truthFall, 0, 1,
     "attribute truth lost since the start, while the held-out score holds"},
    {"iou_fall", &Of::iouFall, 0, 1, "box overlap lost since the start"},
    {"greedy_gap", &Of::greedyGap, 0, 1, "greedy minus sampled accuracy"},
    {"invalid", &Of::invalid, 0, 1, "share of the answers that can't be read"},
    {"kl", &Of::kl, 0, 1000, "distance from the start policy, nats a token"},
    {"kl_spike", &Of::klSpike, 1, 1e6, "that distance as a multiple of its median over the steps before"},
    {"entropy_low", &Of::entropyLow, 0, 100, "entropy, nats a token"},
    {"entropy_rise", &Of::entropyRise, 1, 1e6, "entropy as a multiple of the start's"},
    {"truncated", &Of::truncated, 0, 1, "share of the answers cut off"},
    {"repeated", &Of::repeated, 0, 1, "share of the answers that repeat one character"},
    {"image_gain", &Of::imageGain, -1, 1, "image gain"},
    {"image_chance", &Of::imageChance, 0, 1, "probability that chance pairs answers and images as well"},
    {"one_reward", &Of::oneReward, 0, 1, "share of the differences in reward that one part makes"},
    {"slow", &Of::slow, 1, 1e6, "time of a step as a multiple of its median over the steps before"},
    {"free_mb", &Of::freeMegabytes, 0, 1e9, "free disk beyond what the rest of the run takes, megabytes"},
}};

} // namespace

std::span<const ThresholdField> thresholdFields() {
    return kThresholdFields;
}

Json thresholdsToJson(const HealthThresholds& thresholds) {
    Json json = Json::object();
    for (const ThresholdField& field : kThresholdFields)
        json[std::string(field.key)] = thresholds.*field.value;
    return json;
}

HealthThresholds thresholdsFromJson(const Json& json, const std::string& where, bool strict,
                                    const HealthThresholds& start) {
    ObjectReader reader(json, where);
    HealthThresholds thresholds = start;
    for (const ThresholdField& field : kThresholdFields) {
        const std::string key(field.key);
        if (reader.find(key) == nullptr) continue;
        const double value = reader.number(key);
        if (value < field.least || value > field.most)
            reader.fail(key, fmt::format("is {}, allowed are {} to {}", value, field.least, field.most));
        thresholds.*field.value = value;
    }
    if (strict) reader.finish();
    return thresholds;
}

std::optional<HealthyRange>
healthyRange(std::string_view metric, const HealthThresholds& thresholds,
             const std::function<std::optional<double>(const std::string&)>& start) {
    if (metric == "groups/no_signal") return HealthyRange{{}, thresholds.noSignal};
    if (metric == "kl") return HealthyRange{{}, thresholds.kl};
    if (metric == "completion/truncated") return HealthyRange{{}, thresholds.truncated};
    if (metric == "answers/invalid") return HealthyRange{{}, thresholds.invalid};
    if (metric == "answers/commonest") return HealthyRange{{}, thresholds.oneAnswer};
    if (metric == "image_gain") return HealthyRange{thresholds.imageGain, {}};
    const std::optional<double> begun = start(std::string(metric));
    if (metric == "entropy") {
        HealthyRange range{thresholds.entropyLow, {}};
        if (begun) range.low = std::min(thresholds.entropyLow, kEntropyFall * *begun);
        if (begun) range.high = std::max(thresholds.entropyRise * *begun, *begun + kEntropyRoom);
        return range;
    }
    if (!begun) return std::nullopt;
    if (metric == "think/words") return HealthyRange{thresholds.thinkFall * *begun, {}};
    if (metric == "heldout/attributes_truth") return HealthyRange{*begun - thresholds.truthFall, {}};
    if (metric == "heldout/iou") return HealthyRange{*begun - thresholds.iouFall, {}};
    return std::nullopt;
}

} // namespace vrft
