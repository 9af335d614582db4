// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation_readers.h"

#include "core/error.h"
#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

bool ofTask(const std::string& label, const Task& task) {
    return label.empty() || matchClass(task, label) != nullptr;
}

std::optional<Annotation> fitLocalisation(const AnnotationEntry& entry, const Task& task,
                                          std::vector<SkippedEntry>& skipped) {
    Annotation annotation = entry.annotation;
    annotation.boxes.clear();
    for (std::size_t i = 0; i < entry.annotation.boxes.size(); ++i) {
        // A box of another category isn't trouble: this task doesn't ask for it.
        if (ofTask(entry.boxLabels[i], task)) annotation.boxes.push_back(entry.annotation.boxes[i]);
    }
    const auto skip = [&](const std::string& reason) {
        skipped.push_back({entry.where, entry.source, reason});
        return std::nullopt;
    };
    if (annotation.boxes.empty()) {
        const bool lost = std::any_of(entry.lostBoxLabels.begin(), entry.lostBoxLabels.end(),
                                      [&task](const std::string& label) { return ofTask(label, task); });
        if (lost) return skip("all its boxes had to be left out: it doesn't count as showing none");
        if (entry.annotation.label && matchClass(task, *entry.annotation.label) != nullptr)
            return skip(fmt::format("it is labelled \"{}\" but has no box", *entry.annotation.label));
    }
    annotation.label.reset();
    return annotation;
}

std::optional<Annotation> fitLabel(const AnnotationEntry& entry, const Task& task,
                                   std::vector<SkippedEntry>& skipped) {
    std::set<std::string> labels(entry.boxLabels.begin(), entry.boxLabels.end());
    if (entry.annotation.label) labels.insert(*entry.annotation.label);
    labels.erase("");
    std::set<std::string> classes;
    for (const std::string& label : labels) {
        const TaskClass* found = matchClass(task, label);
        classes.insert(found == nullptr ? label : found->id);
    }
    Annotation annotation = entry.annotation;
    if (classes.size() > 1) {
        skipped.push_back({entry.where, entry.source,
                           fmt::format("two labels for one image, \"{}\" and \"{}\"", *classes.begin(),
                                       *std::next(classes.begin()))});
        return std::nullopt;
    }
    if (!classes.empty()) annotation.label = *classes.begin();
    if (!annotation.label && !annotation.grade) {
        skipped.push_back({entry.where, entry.source, "no label and no grade"});
        return std::nullopt;
    }
    return annotation;
}

} // namespace

std::optional<Annotation> fitEntry(const AnnotationEntry& entry, const Task& task,
                                   std::vector<SkippedEntry>& skipped) {
    if (!entry.contradiction.empty()) {
        skipped.push_back({entry.where, entry.source, entry.contradiction});
        return std::nullopt;
    }
    return task.kind == TaskKind::Localisation ? fitLocalisation(entry, task, skipped)
                                               : fitLabel(entry, task, skipped);
}

AnnotationList readAnnotations(const fs::path& from) {
    std::error_code ignored;
    if (fs::is_directory(from, ignored)) return readVocFolder(from);
    const std::string name = from.filename().string();
    const std::string extension = from.extension().string();
    if (extension == ".csv") return readAnnotationCsv(readTextFile(from), name);
    if (extension == ".jsonl") return readAnnotationJsonl(readTextFile(from), name);
    if (extension == ".json") return readCoco(readTextFile(from), name);
    throw Error(ErrorCode::Unsupported,
                "a list of annotations is .csv, .jsonl, .json (COCO) or a Pascal VOC folder", from.string(),
                "Rename or convert the file");
}

} // namespace vrft
