// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotate.h"

#include "core/error.h"
#include "core/store/journal.h"
#include "core/store/studies_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"

#include <fmt/format.h>

namespace vrft {

namespace {

class ListImport {
public:
    ListImport(Workspace& workspace, const AnnotateOptions& options)
        : workspace_(workspace)
        , options_(options) {
        for (Task& task : workspace.tasks().all())
            tasks_.emplace(task.id, std::move(task));
    }

    // The annotation as it will be stored; nothing and a skipped row if it doesn't fit.
    std::optional<Annotation> fit(const AnnotationEntry& entry, std::vector<SkippedEntry>& skipped) {
        const Task& task = taskOf(entry);
        std::optional<Annotation> annotation = fitEntry(entry, task, skipped);
        if (!annotation) return std::nullopt;
        try {
            const InstanceRow image = workspace_.studies().resolve(entry.source);
            const Size size{image.instance.columns, image.instance.rows};
            if (entry.imageSize && *entry.imageSize != size)
                throw Error(ErrorCode::Mismatch,
                            fmt::format("the list says {} x {} pixels, the image has {} x {}",
                                        entry.imageSize->width, entry.imageSize->height, size.width,
                                        size.height));
            if (annotation->image.frame >= std::max(image.instance.frames, 1))
                throw Error(ErrorCode::InvalidArgument,
                            fmt::format("frame {} doesn't exist: the image has {}, counted from 0",
                                        annotation->image.frame, image.instance.frames));
            annotation->image.sopUid = image.instance.sopUid;
            if (annotation->reader.empty()) annotation->reader = options_.reader;
            keepUnsaid(entry, task.id, *annotation);
            return completeAnnotation(*std::move(annotation), task, size, {});
        } catch (const Error& problem) {
            const bool ofItem = problem.code() == ErrorCode::NotFound ||
                                problem.code() == ErrorCode::Mismatch ||
                                problem.code() == ErrorCode::InvalidArgument;
            if (!ofItem) throw;
            skipped.push_back({entry.where, entry.source, problem.summary(), problem.next()});
            return std::nullopt;
        }
    }

private:
    // What the list's form has no place for stays as the reader left it.
    void keepUnsaid(const AnnotationEntry& entry, const std::string& task, Annotation& annotation) {
        if (entry.saysNote && entry.saysDetails) return;
        const std::string& reader = annotation.reader.empty() ? workspace_.user() : annotation.reader;
        for (StoredAnnotation& stored : workspace_.annotations().ofImage(annotation.image)) {
            Annotation& before = stored.annotation;
            if (before.task != task || before.reader != reader) continue;
            if (!entry.saysNote) annotation.note = std::move(before.note);
            if (entry.saysDetails) return;
            annotation.attributes = std::move(before.attributes);
            annotation.findings = std::move(before.findings);
            annotation.reasoning = std::move(before.reasoning);
            if (annotation.boxes == before.boxes) annotation.boxNotes = std::move(before.boxNotes);
            return;
        }
    }

    const Task& taskOf(const AnnotationEntry& entry) {
        const std::string& named = entry.annotation.task.empty() ? options_.task : entry.annotation.task;
        if (named.empty()) {
            if (tasks_.size() == 1) return tasks_.begin()->second;
            throw Error(ErrorCode::InvalidArgument, "the list doesn't say which task it is for", entry.where,
                        "Name the task");
        }
        const auto found = tasks_.find(named);
        if (found != tasks_.end()) return found->second;
        try {
            workspace_.tasks().require(named); // throws, naming the tasks there are
        } catch (const Error& problem) {
            throw Error(problem.code(), problem.summary(), entry.where, problem.next());
        }
        return tasks_.at(named);
    }

    Workspace& workspace_;
    const AnnotateOptions& options_;
    std::map<std::string, Task> tasks_;
};

} // namespace

AnnotateReport annotate(Workspace& workspace, const AnnotationList& list, const std::string& listName,
                        const AnnotateOptions& options) {
    AnnotateReport report;
    report.entries = static_cast<std::int64_t>(list.entries.size());
    report.skipped = list.skipped;
    ListImport import(workspace, options);
    std::vector<Annotation> annotations;
    for (const AnnotationEntry& entry : list.entries) {
        if (std::optional<Annotation> annotation = import.fit(entry, report.skipped))
            annotations.push_back(*std::move(annotation));
    }
    report.stored = workspace.annotations().put(annotations, fmt::format("Annotations from {}", listName),
                                                options.accept);
    return report;
}

AnnotateReport annotateFrom(Workspace& workspace, const std::filesystem::path& from,
                            const AnnotateOptions& options) {
    return annotate(workspace, readAnnotations(from), from.filename().string(), options);
}

} // namespace vrft
