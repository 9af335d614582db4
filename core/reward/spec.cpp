// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/spec.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace vrft {

namespace {

constexpr std::array<std::string_view, 7> kRewardNames = {"format",     "accuracy", "fuzzy_grade", "boxes",
                                                          "recitation", "overlong", "repetition"};
constexpr int kLongestNgram = 16;

[[noreturn]] void refuse(const std::string& problem) {
    throw Error(ErrorCode::InvalidArgument, problem, "rewards", "Correct the list of rewards");
}

int smallInteger(ObjectReader& reader, const std::string& key, int fallback) {
    const std::int64_t value = reader.integer(key, fallback);
    if (value < 0 || value > std::numeric_limits<int>::max()) reader.fail(key, "is out of range");
    return static_cast<int>(value);
}

RewardSpec specFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    RewardSpec spec;
    spec.name = reader.text("name");
    spec.weight = reader.number("weight");
    if (spec.name == "boxes") spec.measure = reader.text("measure", spec.measure);
    if (spec.name == "recitation") spec.minWords = smallInteger(reader, "min_words", spec.minWords);
    if (spec.name == "overlong") {
        spec.max = smallInteger(reader, "max", spec.max);
        spec.buffer = smallInteger(reader, "buffer", spec.max / 4);
    }
    if (spec.name == "repetition") spec.n = smallInteger(reader, "n", spec.n);
    reader.finish();
    return spec;
}

void checkSpec(const RewardSpec& spec) {
    if (std::ranges::find(kRewardNames, spec.name) == kRewardNames.end())
        refuse(
            fmt::format("there is no reward \"{}\"; there are {}", spec.name, fmt::join(kRewardNames, ", ")));
    if (!std::isfinite(spec.weight))
        refuse(fmt::format("the weight of {} is not a finite number", spec.name));
    if (spec.name == "boxes" && spec.measure != "iou")
        refuse(fmt::format("boxes can't be measured by \"{}\"; there is \"iou\"", spec.measure));
    if (spec.name == "recitation" && spec.minWords < 0)
        refuse(fmt::format("recitation with min_words {}: it can't be negative", spec.minWords));
    if (spec.name == "overlong" && (spec.max < 1 || spec.buffer < 0 || spec.buffer > spec.max))
        refuse(fmt::format("overlong with max {} and buffer {}: needs max >= 1 and 0 <= buffer <= max",
                           spec.max, spec.buffer));
    if (spec.name == "repetition" && (spec.n < 1 || spec.n > kLongestNgram))
        refuse(fmt::format("repetition with n {}: needs 1 to {} words", spec.n, kLongestNgram));
}

} // namespace

Combine combineFromText(const std::string& text, const std::string& where) {
    if (text == "sum") return Combine::Sum;
    if (text == "normalise_each") return Combine::NormaliseEach;
    throw Error(ErrorCode::InvalidFormat, fmt::format("\"combine\" can't be \"{}\"", text), where,
                "Write \"sum\" or \"normalise_each\"");
}

std::string combineText(Combine combine) {
    return combine == Combine::Sum ? "sum" : "normalise_each";
}

std::vector<RewardSpec> rewardSpecsFromJson(const Json& list, const std::string& where) {
    if (!list.is_array()) throw Error(ErrorCode::InvalidFormat, "rewards must be a list", where);
    std::vector<RewardSpec> specs;
    for (const Json& item : list)
        specs.push_back(specFromJson(item, fmt::format("{}, reward {}", where, specs.size() + 1)));
    try {
        checkRewardSpecs(specs);
    } catch (const Error& error) {
        throw Error(ErrorCode::InvalidFormat, error.summary(), where, error.next());
    }
    return specs;
}

Json rewardSpecsToJson(std::span<const RewardSpec> specs) {
    Json list = Json::array();
    for (const RewardSpec& spec : specs) {
        Json item = {{"name", spec.name}, {"weight", spec.weight}};
        if (spec.name == "boxes") item["measure"] = spec.measure;
        if (spec.name == "recitation") item["min_words"] = spec.minWords;
        if (spec.name == "overlong") {
            item["max"] = spec.max;
            item["buffer"] = spec.buffer;
        }
        if (spec.name == "repetition") item["n"] = spec.n;
        list.push_back(std::move(item));
    }
    return list;
}

void checkRewardSpecs(std::span<const RewardSpec> specs) {
    if (specs.empty()) refuse("no reward is given, so nothing could be learnt");
    for (std::size_t i = 0; i < specs.size(); ++i) {
        checkSpec(specs[i]);
        const auto earlier = specs.first(i);
        if (std::ranges::find(earlier, specs[i].name, &RewardSpec::name) != earlier.end())
            refuse(fmt::format("the reward {} is given twice", specs[i].name));
    }
}

std::string rewardUnsuitable(const std::string& rewardName, TaskKind kind) {
    if (rewardName == "fuzzy_grade" && kind != TaskKind::Grading)
        return fmt::format("fuzzy_grade needs grades, and this is a {} task", taskKindName(kind));
    if (rewardName == "boxes" && kind != TaskKind::Localisation)
        return fmt::format("boxes needs a localisation task, and this is a {} task", taskKindName(kind));
    if (rewardName == "accuracy" && kind == TaskKind::Localisation)
        return "accuracy needs classes or grades, and this is a localisation task";
    return {};
}

void checkRewards(std::span<const RewardSpec> specs, const Task& task) {
    checkRewardSpecs(specs);
    for (const RewardSpec& spec : specs) {
        const std::string problem = rewardUnsuitable(spec.name, task.kind);
        if (!problem.empty())
            throw Error(ErrorCode::InvalidArgument, problem, fmt::format("rewards, task {}", task.id),
                        "Choose rewards or a preset made for this kind of task");
    }
}

} // namespace vrft
