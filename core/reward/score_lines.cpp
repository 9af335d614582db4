// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/score_lines.h"

#include "core/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace vrft {

namespace {

constexpr std::int64_t kLargestSide = 1'000'000;

[[noreturn]] void refuseLine(const std::string& problem, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, problem, where,
                "Correct the line; formats.md in the documentation says how");
}

// [width, height]; absent is {}.
Size sizeOf(ObjectReader& reader, const std::string& key) {
    if (!reader.has(key)) return {};
    const Json& list = reader.array(key);
    const auto side = [&](const Json& value) {
        const bool fits = value.is_number_integer() && value.get<std::int64_t>() > 0 &&
                          value.get<std::int64_t>() <= kLargestSide;
        if (!fits) reader.fail(key, "must be [width, height] in whole pixels");
        return static_cast<int>(value.get<std::int64_t>());
    };
    if (list.size() != 2) reader.fail(key, "must be [width, height] in whole pixels");
    return {side(list[0]), side(list[1])};
}

// A label by any of its class's names becomes the class id; a grading's label gives the grade.
void resolveLabel(Target& target, const Task& task, const std::string& where) {
    if (!target.label) return;
    const TaskClass* found = findClass(task, *target.label);
    if (found == nullptr) found = matchClass(task, *target.label);
    if (found == nullptr)
        refuseLine(
            fmt::format("the target's label {} is no class of task {}", inQuotes(*target.label), task.id),
            where);
    target.label = found->id;
    if (task.kind != TaskKind::Grading) return;
    if (!target.grade) target.grade = found->grade;
    if (target.grade != found->grade)
        refuseLine(fmt::format("the target's label {} and grade {} contradict each other",
                               inQuotes(*target.label), *target.grade),
                   where);
}

Target targetOf(const Json& object, const Task& task, const std::string& where) {
    ObjectReader reader(object, where);
    // A target of samples.jsonl is welcome whole; what scoring doesn't read may be there.
    for (const char* key : {"label", "grade", "attributes", "reasoning"})
        reader.find(key);
    const bool hasBoxes = reader.has("boxes");
    reader.finish();
    Target target = targetFromJson(object, where);
    resolveLabel(target, task, where);
    if (task.kind == TaskKind::Localisation && !hasBoxes) refuseLine("the target has no boxes", where);
    for (const Box& box : target.boxes)
        if (!box.valid()) refuseLine("a box of the target has no area", where);
    return target;
}

Exemplars exemplarsFromJson(const Json& object, const Task& task, const std::string& where) {
    if (!object.is_object())
        throw Error(ErrorCode::InvalidFormat, "exemplars must be an object of lists", where);
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& [classId, list] : object.items()) {
        if (findClass(task, classId) == nullptr)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("{} is no class of task {}", inQuotes(classId), task.id), where,
                        "Give the exemplars by the ids of the task's classes");
        const bool good = list.is_array() && std::ranges::all_of(list, &Json::is_string);
        if (!good)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("the exemplars of {} must be a list of texts", inQuotes(classId)), where);
        for (const Json& text : list)
            texts.emplace_back(classId, text.get<std::string>());
    }
    return Exemplars(texts);
}

} // namespace

ScoreRules scoreRulesFromJson(const Json& document, const std::string& where) {
    requireFormat(document, 1, where);
    ObjectReader reader(document, where);
    reader.require("format");
    ScoreRules rules;
    rules.task = taskFromJson(reader.require("task"), reader.at("task"));
    rules.rewards = rewardSpecsFromJson(reader.require("rewards"), reader.at("rewards"));
    rules.combine = combineFromText(reader.text("combine", "sum"), where);
    if (const Json* exemplars = reader.find("exemplars"))
        rules.exemplars = exemplarsFromJson(*exemplars, rules.task, reader.at("exemplars"));
    reader.finish();
    return rules;
}

LineScorer::LineScorer(ScoreRules rules, ExternalScorer external)
    : rules_(std::move(rules))
    , rewards_(rules_.rewards, rules_.task, rules_.exemplars)
    , knowledge_(knowledgeText(rules_.task))
    , external_(std::move(external)) {}

Json LineScorer::score(const Json& line, const std::string& where) const {
    ObjectReader reader(line, where);
    const Json id = reader.require("id");
    if (!id.is_string() && !id.is_number_integer()) reader.fail("id", "must be a text or a whole number");
    const std::string text = reader.text("text");
    const std::string knowledge = reader.text("knowledge", knowledge_);
    std::optional<Target> target;
    if (reader.has("target")) target = targetOf(reader.require("target"), rules_.task, reader.at("target"));

    RewardInput input;
    input.text = text;
    input.target = target ? &*target : nullptr;
    input.knowledge = knowledge;
    input.imageSize = sizeOf(reader, "image_size");
    input.modelSize = sizeOf(reader, "model_size");
    if (input.modelSize == Size{}) input.modelSize = input.imageSize;
    if (input.imageSize == Size{} && input.modelSize != Size{})
        reader.fail("image_size", "is missing beside \"model_size\"");
    if (reader.has("length")) {
        const std::int64_t length = reader.integer("length");
        if (length < 0 || length > std::numeric_limits<int>::max()) reader.fail("length", "is out of range");
        input.length = static_cast<int>(length);
    }
    reader.finish();
    const std::string problem = rewards_.targetProblem(input.target);
    if (!problem.empty()) refuseLine(problem, where);

    RewardResult result = rewards_.score(input);
    if (external_ && std::ranges::find(rules_.rewards, "external", &RewardSpec::name) != rules_.rewards.end())
        rewards_.takeExternal(result,
                              external_(externalQuestion(id.is_string() ? id.get<std::string>() : id.dump(),
                                                         {}, input, result, rules_.task)));
    return {{"id", id}, {"total", result.total}, {"rewards", rewardPartsToJson(result.parts)}};
}

std::string LineScorer::scoreLine(std::string_view line, const std::string& file, std::int64_t number) const {
    const std::string where = fmt::format("{}, line {}", file, number);
    return jsonLine(score(parseJson(line, where), where));
}

} // namespace vrft
