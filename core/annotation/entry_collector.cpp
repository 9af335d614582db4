// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/entry_collector.h"

#include <charconv>
#include <fmt/format.h>

namespace vrft {

namespace {

template <typename T>
std::optional<T> parseWhole(std::string_view text) {
    T value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace

std::optional<double> parseDecimal(std::string_view text) {
    return parseWhole<double>(text);
}

std::optional<int> parseInteger(std::string_view text) {
    return parseWhole<int>(text);
}

AnnotationEntry& EntryCollector::entry(const std::string& source, int frame, const std::string& task,
                                       const std::string& reader, const std::string& where) {
    const auto [found, isNew] = index_.try_emplace({source, frame, task, reader}, list_.entries.size());
    if (isNew) {
        AnnotationEntry& fresh = list_.entries.emplace_back();
        fresh.source = source;
        fresh.where = where;
        fresh.annotation.image.frame = frame;
        fresh.annotation.task = task;
        fresh.annotation.reader = reader;
    }
    return list_.entries[found->second];
}

void EntryCollector::addBox(AnnotationEntry& entry, const Box& box, const std::string& label,
                            const std::string& where) {
    if (box.valid()) {
        entry.annotation.boxes.push_back(box);
        entry.boxLabels.push_back(label);
    } else {
        entry.lostBoxLabels.push_back(label);
        skip(where, entry.source,
             fmt::format("box [{}, {}, {}, {}] has no area and is left out", box.x1, box.y1, box.x2, box.y2));
    }
}

void EntryCollector::skip(const std::string& where, const std::string& source, const std::string& reason) {
    list_.skipped.push_back({where, source, reason});
}

void setLabel(AnnotationEntry& entry, const std::string& label) {
    std::optional<std::string>& known = entry.annotation.label;
    if (known && *known != label) {
        entry.contradiction = fmt::format("two labels for one image, \"{}\" and \"{}\"", *known, label);
    } else {
        known = label;
    }
}

void setGrade(AnnotationEntry& entry, int grade) {
    std::optional<int>& known = entry.annotation.grade;
    if (known && *known != grade) {
        entry.contradiction = fmt::format("two grades for one image, {} and {}", *known, grade);
    } else {
        known = grade;
    }
}

} // namespace vrft
