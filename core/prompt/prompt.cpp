// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt.h"

#include "core/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace vrft {

namespace {

struct PromptTemplate {
    std::string_view id;
    std::string_view system;
    std::string_view user;
    std::string_view knowledge; // what {knowledge} becomes when knowledge is shown
};

constexpr PromptTemplate kTemplates[] = {
    {"default-1", "You are a helpful assistant.",
     "{question}\n{answer_rule}{knowledge}\n\n"
     "Think inside <think></think>, then give only the answer inside <answer></answer>.",
     "\n\nPrior knowledge:\n{knowledge_text}"}};

const PromptTemplate& templateOf(std::string_view id) {
    for (const PromptTemplate& candidate : kTemplates) {
        if (candidate.id == id) return candidate;
    }
    throw Error(ErrorCode::InvalidArgument, fmt::format("there is no prompt template \"{}\"", id), {},
                "Use \"default-1\"");
}

// One pass: braces in what is filled in are never read as placeholders.
std::string fill(std::string_view text, const std::map<std::string_view, std::string>& values) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        out += values.at(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return out;
}

} // namespace

Chat renderPrompt(const Task& task, std::span<const std::string> imagePaths,
                  const std::optional<std::string>& knowledge, std::string_view templateId, BoxUnits units) {
    const PromptTemplate& chosen = templateOf(templateId);
    std::string shown;
    if (knowledge && !knowledge->empty()) shown = fill(chosen.knowledge, {{"knowledge_text", *knowledge}});

    ChatMessage user{"user", {}};
    for (const std::string& path : imagePaths)
        user.content.push_back(imagePart(path));
    user.content.push_back(textPart(
        fill(chosen.user,
             {{"question", task.question}, {"answer_rule", answerRule(task, units)}, {"knowledge", shown}})));
    return {{"system", {textPart(std::string(chosen.system))}}, std::move(user)};
}

std::string answerRule(const Task& task, BoxUnits units) {
    switch (task.kind) {
    case TaskKind::Classification: {
        std::vector<std::string_view> names;
        for (const TaskClass& taskClass : task.classes)
            names.push_back(taskClass.name);
        return fmt::format("Choose one of: {}.", fmt::join(names, ", "));
    }
    case TaskKind::Grading: {
        const GradeRange range = gradeRange(task);
        return fmt::format("Answer with one integer from {} to {}.", range.low, range.high);
    }
    case TaskKind::Localisation:
        return units == BoxUnits::Thousandths
                   ? "Answer with boxes [x1, y1, x2, y2] normalised to 0-1000, one per line."
                   : "Answer with boxes [x1, y1, x2, y2] in pixels, one per line.";
    }
    return {};
}

std::string promptTemplateText(std::string_view templateId) {
    const PromptTemplate& chosen = templateOf(templateId);
    return fmt::format("[system]\n{}\n[user]\n{{images}}{}\n[knowledge, where it is shown]\n{}\n",
                       chosen.system, chosen.user, chosen.knowledge);
}

} // namespace vrft
