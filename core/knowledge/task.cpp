// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/knowledge/task.h"

#include "core/hash.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft {

namespace {

// A whole number as people write grades: an optional sign and digits, nothing else.
std::optional<int> wholeNumber(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string shownName(const Task& task, const TaskClass& taskClass) {
    if (task.kind != TaskKind::Grading) return taskClass.name;
    return fmt::format("{} ({})", taskClass.grade.value_or(0), taskClass.name);
}

// `normalised` is an answer after normaliseAnswer. Ids are opaque and match outside gradings only: there a
// number must mean the grade.
bool names(const Task& task, const TaskClass& taskClass, const std::string& normalised) {
    if (normalised.empty()) return false;
    const auto equal = [&normalised](const std::string& text) { return normaliseAnswer(text) == normalised; };
    return equal(taskClass.name) || std::ranges::any_of(taskClass.synonyms, equal) ||
           (task.kind != TaskKind::Grading && equal(taskClass.id));
}

const TaskClass* namedClass(const Task& task, const std::string& normalised) {
    const auto found = std::ranges::find_if(
        task.classes, [&](const TaskClass& taskClass) { return names(task, taskClass, normalised); });
    return found == task.classes.end() ? nullptr : &*found;
}

} // namespace

std::string_view taskKindName(TaskKind kind) {
    switch (kind) {
    case TaskKind::Classification:
        return "classification";
    case TaskKind::Grading:
        return "grading";
    case TaskKind::Localisation:
        return "localisation";
    }
    return "classification";
}

std::string distanceTrouble(const GradeDistance& distance) {
    if (!(distance.base >= 0 && distance.base < 1)) return "base must lie in 0 to 1, 1 excluded";
    double last = 1;
    for (const double credit : distance.table) {
        if (!(credit >= 0 && credit <= 1))
            return fmt::format("the credit {} doesn't lie between 0 and 1", credit);
        if (credit > last)
            return fmt::format("the credit {} is more than {}, that of a nearer grade", credit, last);
        last = credit;
    }
    if (distance.table.empty() || distance.table.front() != 1) return "an exact grade must give 1";
    return {};
}

double GradeDistance::score(int distance, int numGrades) const {
    switch (preset) {
    case Preset::Geometric:
        return std::pow(base, distance);
    case Preset::Table: {
        const auto index = static_cast<std::size_t>(distance);
        return index < table.size() ? table[index] : 0.0;
    }
    case Preset::Power: {
        if (distance == 0) return 1.0;
        if (distance >= numGrades - 1) return 0.0;
        return std::pow(1.0 - static_cast<double>(distance) / (numGrades - 1), 4);
    }
    }
    return 0.0;
}

std::string knowledgeText(const Task& task) {
    std::string text;
    const auto addLine = [&text](const std::string& line) {
        if (!text.empty()) text += '\n';
        text += line;
    };
    for (const TaskClass& taskClass : task.classes) {
        const std::string name = shownName(task, taskClass);
        if (!taskClass.definition.empty()) addLine(fmt::format("{}: {}", name, taskClass.definition));
        for (const Attribute& attribute : taskClass.attributes) {
            std::string line =
                fmt::format("{} – {}: {}.", name, attribute.name, fmt::join(attribute.values, ", "));
            if (!attribute.how.empty()) line += " " + attribute.how;
            addLine(line);
        }
    }
    return text;
}

std::string knowledgeVersion(const Task& task) {
    const Json document = taskToJson(task);
    Json known = Json::object();
    for (const char* key : {"id", "kind", "classes"})
        known[key] = document.at(key);
    return sha256Hex(canonicalJson(known));
}

const TaskClass* matchClass(const Task& task, std::string_view answer) {
    if (task.kind == TaskKind::Grading) {
        const std::optional<int> grade = matchGrade(task, answer);
        return grade ? findGrade(task, *grade) : nullptr;
    }
    return namedClass(task, normaliseAnswer(answer));
}

std::optional<int> matchGrade(const Task& task, std::string_view answer) {
    if (task.kind != TaskKind::Grading) return std::nullopt;
    const std::string normalised = normaliseAnswer(answer);
    if (const std::optional<int> grade = wholeNumber(normalised))
        return gradeRange(task).contains(*grade) ? grade : std::nullopt;
    const TaskClass* found = namedClass(task, normalised);
    return found == nullptr ? std::nullopt : found->grade;
}

GradeRange gradeRange(const Task& task) {
    if (task.kind != TaskKind::Grading || task.classes.empty()) return {};
    const auto grades = std::ranges::minmax(
        task.classes, {}, [](const TaskClass& taskClass) { return taskClass.grade.value_or(0); });
    return {grades.min.grade.value_or(0), grades.max.grade.value_or(0)};
}

const TaskClass* findClass(const Task& task, std::string_view id) {
    const auto found = std::ranges::find(task.classes, id, &TaskClass::id);
    return found == task.classes.end() ? nullptr : &*found;
}

const TaskClass* findGrade(const Task& task, int grade) {
    const auto found = std::ranges::find(task.classes, std::optional<int>(grade), &TaskClass::grade);
    return found == task.classes.end() ? nullptr : &*found;
}

std::vector<Attribute> taskAttributes(const Task& task) {
    std::vector<Attribute> all;
    for (const TaskClass& taskClass : task.classes) {
        for (const Attribute& attribute : taskClass.attributes) {
            auto known = std::ranges::find(all, attribute.name, &Attribute::name);
            if (known == all.end()) known = all.insert(all.end(), Attribute{attribute.name, {}, {}});
            for (const std::string& value : attribute.values) {
                if (std::ranges::find(known->values, value) == known->values.end())
                    known->values.push_back(value);
            }
        }
    }
    return all;
}

} // namespace vrft
