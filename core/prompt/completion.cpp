// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/completion.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

int countOf(std::string_view text, std::string_view tag) {
    int count = 0;
    for (std::size_t at = text.find(tag); at != std::string_view::npos; at = text.find(tag, at + tag.size()))
        ++count;
    return count;
}

// One kind of element in a text, found by its literal tags.
struct Element {
    int opened = 0;
    int closed = 0;
    std::size_t begin = 0; // of the opening tag; valid when wellFormed
    std::size_t end = 0;   // after the closing tag
    std::optional<std::string> content;

    int count() const { return std::max(opened, closed); }
};

Element findElement(std::string_view text, std::string_view name) {
    const std::string open = fmt::format("<{}>", name);
    const std::string close = fmt::format("</{}>", name);
    Element element;
    element.opened = countOf(text, open);
    element.closed = countOf(text, close);
    if (element.opened != 1 || element.closed != 1) return element;
    const std::size_t inner = text.find(open) + open.size();
    const std::size_t after = text.find(close);
    if (after < inner) return element;
    element.begin = inner - open.size();
    element.end = after + close.size();
    element.content = std::string(trim(text.substr(inner, after - inner)));
    return element;
}

bool blank(std::string_view text) {
    return trim(text).empty();
}

FormatRule brokenRule(std::string_view text, const Element& think, const Element& answer) {
    if (think.opened == 0) return FormatRule::NoThink;
    if (think.count() > 1) return FormatRule::ManyThinks;
    if (!think.content) return FormatRule::ThinkNotClosed;
    if (answer.opened == 0) return FormatRule::NoAnswer;
    if (answer.count() > 1) return FormatRule::ManyAnswers;
    if (!answer.content) return FormatRule::AnswerNotClosed;
    if (answer.begin < think.end) return FormatRule::WrongOrder;
    if (!blank(text.substr(0, think.begin))) return FormatRule::TextBefore;
    if (!blank(text.substr(think.end, answer.begin - think.end))) return FormatRule::TextBetween;
    if (!blank(text.substr(answer.end))) return FormatRule::TextAfter;
    if (words(*think.content).empty()) return FormatRule::EmptyThink;
    if (answer.content->empty()) return FormatRule::EmptyAnswer;
    return FormatRule::Ok;
}

std::string reasonText(FormatRule rule, const Element& think, const Element& answer) {
    switch (rule) {
    case FormatRule::Ok:
        return "think and answer present once, in order";
    case FormatRule::NoThink:
        return "no think element";
    case FormatRule::ThinkNotClosed:
        return "the think element isn't closed";
    case FormatRule::ManyThinks:
        return fmt::format("{} think elements, 1 is allowed", think.count());
    case FormatRule::NoAnswer:
        return "no answer element";
    case FormatRule::AnswerNotClosed:
        return "the answer element isn't closed";
    case FormatRule::ManyAnswers:
        return fmt::format("{} answer elements, 1 is allowed", answer.count());
    case FormatRule::WrongOrder:
        return "the answer begins before the think has ended";
    case FormatRule::TextBefore:
        return "text before the think element";
    case FormatRule::TextBetween:
        return "text between think and answer";
    case FormatRule::TextAfter:
        return "text after the answer element";
    case FormatRule::EmptyThink:
        return "the think element holds no word";
    case FormatRule::EmptyAnswer:
        return "the answer element is empty";
    }
    return {};
}

} // namespace

ParsedCompletion parseCompletion(std::string_view text) {
    const Element think = findElement(text, "think");
    const Element answer = findElement(text, "answer");
    ParsedCompletion parsed;
    parsed.think = think.content;
    parsed.answer = answer.content;
    parsed.thinkCount = think.count();
    parsed.answerCount = answer.count();
    parsed.rule = brokenRule(text, think, answer);
    parsed.formatOk = parsed.rule == FormatRule::Ok;
    parsed.formatReason = reasonText(parsed.rule, think, answer);
    return parsed;
}

} // namespace vrft
