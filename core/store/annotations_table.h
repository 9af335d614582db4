// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Annotations of a workspace, one per (task, image, reader), with their history.
//
// At most one annotation of an image for a task is *accepted*: that one becomes the dataset's target. The
// first reader is accepted; a second reading stands beside it until it is accepted. Not here: what makes an
// annotation valid (core/annotation), lists (annotate.h). Thread rule, errors: workspace.h.
#pragma once

#include "core/annotation/annotation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;
class TasksTable;
struct Task;

struct StoredAnnotation {
    std::int64_t id = 0;
    Annotation annotation;
    bool accepted = false;
};

enum class Accept {
    IfFirst, // accepted unless another reader's is
    Always   // takes the place of the accepted one
};

struct PutReport {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0; // equal but for the time: nothing stored
};

// Labels of one class become another's of the same task; both by id.
struct ClassMove {
    std::string from;
    std::string to;
    bool operator==(const ClassMove&) const = default;
};

struct AnnotationVersion {
    double time = 0;
    std::string who;
    std::string action; // "put", "removed", "second reading" (another was accepted), "undo", "redo"
    std::optional<Annotation> annotation; // none: removed
};

class AnnotationsTable {
public:
    AnnotationsTable(StoreConnection& connection, Journal& journal, TasksTable& tasks);

    // One edit, named `action` in the undo menu. Completes and checks every annotation first (task known,
    // image stored, frame there, fits the task) and stores nothing if one is wrong. A reader's earlier
    // annotation of the image is replaced; an empty reader is the workspace's user.
    PutReport put(std::span<const Annotation> annotations, const std::string& action,
                  Accept accept = Accept::IfFirst);
    void remove(std::span<const std::int64_t> ids, const std::string& action);
    void accept(std::int64_t id, const std::string& action);
    // Stores the task (TasksTable::put) and with it, in the same edit, brings every label along: to the class
    // it is moved to, and to the grade its class has now. Mismatch, and nothing stored, where a label still
    // wouldn't fit. Returns how many labels changed.
    std::int64_t putTask(const Task& task, std::span<const ClassMove> moves, const std::string& action);

    std::optional<StoredAnnotation> find(std::int64_t id) const;
    std::optional<StoredAnnotation> accepted(const std::string& task, const ImageRef& image) const;
    std::vector<StoredAnnotation> ofImage(const ImageRef& image) const;
    std::vector<StoredAnnotation>
    ofTask(const std::string& task) const;                         // import order of the images, then reader
    std::int64_t count(const std::string& task = {}) const;        // empty: of all tasks
    std::vector<AnnotationVersion> history(std::int64_t id) const; // oldest first

private:
    StoreConnection& connection_;
    Journal& journal_;
    TasksTable& tasks_;
};

} // namespace vrft
