// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the readers share: entries collected by image, boxes sorted out, numbers read strictly. Internal to
// this room.
#pragma once

#include "core/annotation/annotation_readers.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace vrft {

// A finite or non-finite decimal number filling the whole text; nothing otherwise.
std::optional<double> parseDecimal(std::string_view text);
std::optional<int> parseInteger(std::string_view text);

// Collects entries in the order of first appearance, one per (source, frame, task, reader).
class EntryCollector {
public:
    AnnotationEntry& entry(const std::string& source, int frame, const std::string& task,
                           const std::string& reader, const std::string& where);

    // Adds a valid box; another one becomes a skipped row and is remembered as lost.
    void addBox(AnnotationEntry& entry, const Box& box, const std::string& label, const std::string& where);
    void skip(const std::string& where, const std::string& source, const std::string& reason);

    AnnotationList take() { return std::move(list_); }

private:
    AnnotationList list_;
    std::map<std::tuple<std::string, int, std::string, std::string>, std::size_t> index_;
};

// The image's label or grade, or a contradiction with an earlier one.
void setLabel(AnnotationEntry& entry, const std::string& label);
void setGrade(AnnotationEntry& entry, int grade);

} // namespace vrft
