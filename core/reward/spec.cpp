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

constexpr std::array<std::string_view, 9> kRewardNames = {"format",   "accuracy",   "fuzzy_grade",
                                                          "boxes",    "recitation", "imitation",
                                                          "overlong", "repetition", "external"};
constexpr double kLongestSilence = 3600; // seconds
constexpr int kLongestNgram = 16;

[[noreturn]] void refuse(const std::string& problem) {
    throw Error(ErrorCode::InvalidArgument, problem, "rewards", "Correct the list of rewards");
}

int smallInteger(ObjectReader& reader, const std::string& key, int fallback) {
    const std::int64_t value = reader.integer(key, fallback);
    if (value < 0 || value > std::numeric_limits<int>::max()) reader.fail(key, "is out of range");
    return static_cast<int>(value);
}

bool hasMinWords(const RewardSpec& spec) {
    return spec.name == "recitation" || spec.name == "imitation";
}

BoxMeasure measureFromText(const std::string& text) {
    if (text == "iou") return BoxMeasure::Iou;
    if (text == "giou") return BoxMeasure::Giou;
    refuse(fmt::format("boxes can't be measured by \"{}\"; there are \"iou\" and \"giou\"", text));
}

ExemplarsOf exemplarsFromText(const std::string& text) {
    if (text == "class") return ExemplarsOf::Class;
    if (text == "task") return ExemplarsOf::Task;
    refuse(fmt::format("imitation can't compare with exemplars of \"{}\"; there are \"class\" and \"task\"",
                       text));
}

ExternalFailure failureFromText(const std::string& text) {
    if (text == "stop") return ExternalFailure::Stop;
    if (text == "zero") return ExternalFailure::Zero;
    refuse(fmt::format("on_failure can't be \"{}\"; there are \"stop\" and \"zero\"", text));
}

std::vector<std::string> commandFromJson(ObjectReader& reader) {
    std::vector<std::string> command;
    for (const Json& word : reader.array("command")) {
        if (!word.is_string())
            reader.fail("command", "must be a list of texts: the program, then its arguments");
        command.push_back(word.get<std::string>());
    }
    return command;
}

void checkExternal(const RewardSpec& spec) {
    if (spec.command.empty() || spec.command.front().empty())
        refuse("external names no program: \"command\" is empty");
    if (spec.command.front().find('/') != std::string::npos && !spec.command.front().starts_with('/'))
        refuse(
            fmt::format("external with the program {}: give its whole path, or a name that is found in PATH",
                        spec.command.front()));
    for (const std::string& word : spec.command)
        if (word.find('\0') != std::string::npos) refuse("external with a null character in its command");
    if (!(spec.timeout_s > 0 && spec.timeout_s <= kLongestSilence))
        refuse(fmt::format("external with timeout_s {}: needs more than 0 and at most {} seconds",
                           spec.timeout_s, kLongestSilence));
}

RewardSpec specFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    RewardSpec spec;
    spec.name = reader.text("name");
    spec.weight = reader.number("weight");
    if (spec.name == "boxes") spec.measure = measureFromText(reader.text("measure", "iou"));
    if (hasMinWords(spec)) spec.minWords = smallInteger(reader, "min_words", spec.minWords);
    if (spec.name == "imitation") spec.exemplars = exemplarsFromText(reader.text("exemplars", "class"));
    if (spec.name == "overlong") {
        spec.max = smallInteger(reader, "max", spec.max);
        spec.buffer = smallInteger(reader, "buffer", spec.max / 4);
    }
    if (spec.name == "repetition") spec.n = smallInteger(reader, "n", spec.n);
    if (spec.name == "fuzzy_grade" && reader.has("distance"))
        spec.distance = distanceFromJson(reader.require("distance"), reader.at("distance"));
    if (spec.name == "external") {
        spec.command = commandFromJson(reader);
        spec.timeout_s = reader.number("timeout_s", spec.timeout_s);
        spec.onFailure = failureFromText(reader.text("on_failure", "stop"));
    }
    reader.finish();
    return spec;
}

void checkSpec(const RewardSpec& spec) {
    if (std::ranges::find(kRewardNames, spec.name) == kRewardNames.end())
        refuse(
            fmt::format("there is no reward \"{}\"; there are {}", spec.name, fmt::join(kRewardNames, ", ")));
    if (!std::isfinite(spec.weight))
        refuse(fmt::format("the weight of {} is not a finite number", spec.name));
    if (hasMinWords(spec) && spec.minWords < 0)
        refuse(fmt::format("{} with min_words {}: it can't be negative", spec.name, spec.minWords));
    if (spec.name == "external") checkExternal(spec);
    if (spec.distance)
        if (const std::string trouble = distanceTrouble(*spec.distance); !trouble.empty())
            refuse("the credit for near grades of fuzzy_grade: " + trouble);
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

std::string_view measureName(BoxMeasure measure) {
    return measure == BoxMeasure::Iou ? "iou" : "giou";
}

std::string_view exemplarsName(ExemplarsOf exemplars) {
    return exemplars == ExemplarsOf::Class ? "class" : "task";
}

std::string_view failureName(ExternalFailure failure) {
    return failure == ExternalFailure::Stop ? "stop" : "zero";
}

std::span<const std::string_view> rewardNames() {
    return kRewardNames;
}

const GradeDistance& distanceOf(const RewardSpec& spec, const Task& task) {
    return spec.distance ? *spec.distance : task.distance;
}

std::vector<RewardSpec> rewardSpecsFromJson(const Json& list, const std::string& where) {
    if (!list.is_array()) throw Error(ErrorCode::InvalidFormat, "rewards must be a list", where);
    std::vector<RewardSpec> specs;
    std::string place = where;
    try {
        for (const Json& item : list) {
            place = fmt::format("{}, reward {}", where, specs.size() + 1);
            specs.push_back(specFromJson(item, place));
        }
        place = where;
        checkRewardSpecs(specs);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidArgument) throw; // of the reader, with its own place
        throw Error(ErrorCode::InvalidFormat, error.summary(), place, error.next());
    }
    return specs;
}

Json rewardSpecsToJson(std::span<const RewardSpec> specs) {
    Json list = Json::array();
    for (const RewardSpec& spec : specs) {
        Json item = {{"name", spec.name}, {"weight", spec.weight}};
        if (spec.name == "boxes") item["measure"] = measureName(spec.measure);
        if (hasMinWords(spec)) item["min_words"] = spec.minWords;
        if (spec.name == "imitation") item["exemplars"] = exemplarsName(spec.exemplars);
        if (spec.name == "overlong") {
            item["max"] = spec.max;
            item["buffer"] = spec.buffer;
        }
        if (spec.name == "repetition") item["n"] = spec.n;
        if (spec.name == "fuzzy_grade" && spec.distance) item["distance"] = distanceToJson(*spec.distance);
        if (spec.name == "external") {
            item["command"] = spec.command;
            item["timeout_s"] = spec.timeout_s;
            item["on_failure"] = failureName(spec.onFailure);
        }
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
