// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The completion a target calls for: supervised training and cold starts.
#include "core/error.h"
#include "core/prompt/completion.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

// Two whole numbers in 0..side around [low, high], never equal: a target must stay a box.
std::pair<long, long> wholeSpan(double low, double high, int side) {
    const long first = std::clamp(std::lround(low), 0L, static_cast<long>(side) - 1);
    const long last = std::clamp(std::lround(high), first + 1, static_cast<long>(side));
    return {first, last};
}

std::string boxesText(const std::vector<Box>& boxes, const BoxFrame& frame) {
    if (boxes.empty()) return "none";
    const Box whole =
        frame.toText({0, 0, static_cast<double>(frame.image.width), static_cast<double>(frame.image.height)});
    std::string text;
    for (const Box& stored : boxes) {
        const Box box = frame.toText(stored);
        const auto [x1, x2] = wholeSpan(box.x1, box.x2, static_cast<int>(std::lround(whole.x2)));
        const auto [y1, y2] = wholeSpan(box.y1, box.y2, static_cast<int>(std::lround(whole.y2)));
        if (!text.empty()) text += '\n';
        text += fmt::format("[{}, {}, {}, {}]", x1, y1, x2, y2);
    }
    return text;
}

} // namespace

std::string describeAttributes(const Target& target) {
    std::string text;
    for (const auto& [name, value] : target.attributes) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{} is {}", name, value);
    }
    return text.empty() ? text : text + ".";
}

std::optional<TargetThink> targetThink(const Target& target) {
    if (target.reasoning && !trim(*target.reasoning).empty())
        return TargetThink{"exemplar", std::string(trim(*target.reasoning))};
    const std::string sentence = describeAttributes(target);
    if (sentence.empty()) return std::nullopt;
    return TargetThink{"attributes", sentence};
}

std::string targetAnswer(const Task& task, const Target& target, Size imageSize, Size modelSize,
                         BoxUnits units) {
    switch (task.kind) {
    case TaskKind::Classification: {
        const TaskClass* taskClass = target.label ? findClass(task, *target.label) : nullptr;
        if (taskClass == nullptr)
            throw Error(ErrorCode::InvalidArgument, "the target has no label of the task", task.id,
                        "Check the dataset");
        return taskClass->name;
    }
    case TaskKind::Grading:
        if (!target.grade)
            throw Error(ErrorCode::InvalidArgument, "the target has no grade", task.id, "Check the dataset");
        return std::to_string(*target.grade);
    case TaskKind::Localisation:
        if (std::min({imageSize.width, imageSize.height, modelSize.width, modelSize.height}) < 1)
            throw Error(ErrorCode::InvalidArgument, "boxes need the sizes of both frames", task.id, {});
        return boxesText(target.boxes, {imageSize, modelSize, units});
    }
    return {};
}

std::string targetCompletion(std::string_view think, std::string_view answer) {
    return fmt::format("<think>{}</think><answer>{}</answer>", think, answer);
}

} // namespace vrft
