// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/answer.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft {

namespace {

constexpr std::size_t kQuotedBytes = 60;
constexpr std::size_t kClassesNamed = 6;

bool ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The first character outside ASCII of valid UTF-8, as U+XXXX; empty if there is none.
std::string firstForeignCharacter(std::string_view text) {
    const auto found =
        std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (found == text.end()) return {};
    const auto lead = static_cast<unsigned char>(*found);
    const int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    std::uint32_t codePoint = lead & (0x3FU >> following);
    for (int i = 1; i <= following && found + i < text.end(); ++i)
        codePoint = codePoint << 6 | (static_cast<unsigned char>(found[i]) & 0x3FU);
    return fmt::format("U+{:04X}", codePoint);
}

bool namesAreAscii(const Task& task) {
    return std::ranges::all_of(task.classes, [](const TaskClass& one) {
        return ascii(one.id) && ascii(one.name) && std::ranges::all_of(one.synonyms, ascii);
    });
}

} // namespace

AnswerReading readAnswer(const Task& task, const ParsedCompletion& parsed, const BoxFrame& frame) {
    AnswerReading reading;
    if (!parsed.answer) return reading;
    if (task.kind == TaskKind::Localisation) {
        const bool sameFrame =
            frame.image == Size{} || (frame.units == BoxUnits::Pixels && frame.model == Size{});
        reading.boxes = sameFrame ? parseBoxes(*parsed.answer) : parseBoxes(*parsed.answer, frame);
        reading.none = reading.boxes.empty() && normaliseAnswer(*parsed.answer) == "none";
        reading.valid = reading.none || !reading.boxes.empty();
        return reading;
    }
    if (const TaskClass* found = matchClass(task, *parsed.answer)) reading.label = found->id;
    reading.grade = matchGrade(task, *parsed.answer);
    reading.valid = task.kind == TaskKind::Grading ? reading.grade.has_value() : reading.label.has_value();
    return reading;
}

std::string answerMissing(const ParsedCompletion& parsed) {
    if (parsed.answer) return {};
    if (parsed.answerCount > 1)
        return fmt::format("{} answer elements where exactly one counts", parsed.answerCount);
    if (parsed.answerCount == 1) return "the answer element is not complete";
    return "no answer element";
}

std::string inQuotes(std::string_view text) {
    const bool cut = text.size() > kQuotedBytes;
    if (cut) {
        text = text.substr(0, kQuotedBytes);
        text.remove_suffix(incompleteUtf8Tail(text));
    }
    std::string line = replaceInvalidUtf8(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return fmt::format("\"{}{}\"", collapseBlanks(line), cut ? "…" : "");
}

std::string answerUnmatched(const Task& task, std::string_view answer) {
    if (trim(answer).empty()) return "the answer is empty";
    std::vector<std::string_view> names;
    for (const TaskClass& one : task.classes) {
        if (names.size() < kClassesNamed) names.push_back(one.name);
    }
    if (names.size() < task.classes.size()) names.emplace_back("…");
    std::string reason;
    if (task.kind == TaskKind::Grading) {
        const GradeRange range = gradeRange(task);
        reason = fmt::format("answer {} is neither a whole number from {} to {} nor one of {}",
                             inQuotes(answer), range.low, range.high, fmt::join(names, ", "));
    } else {
        reason = fmt::format("answer {} is none of {}", inQuotes(answer), fmt::join(names, ", "));
    }
    const std::string foreign = firstForeignCharacter(replaceInvalidUtf8(answer));
    if (!foreign.empty() && namesAreAscii(task))
        reason += fmt::format("; it holds the character {}", foreign);
    return reason;
}

} // namespace vrft
