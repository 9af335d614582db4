// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How far the labels of one task go over a library: by series, by patient, in all. Counted once as a whole,
// off the window's thread; afterwards series by series as edits come.
//
// Not here: editing (label_model.h). Ownership: values; keep library and labels alive. Thread rule: values.
#pragma once

#include "core/knowledge/task.h"
#include "ui/workspace/labels.h"
#include "ui/workspace/library.h"

#include <QStringList>
#include <map>
#include <string>
#include <vector>

namespace vrft::ui {

// The labels of a task as they were read, and what was edited since.
class LabelBook {
public:
    void reset(TaskLabelsPointer labels); // nullptr: none
    void set(const ImageRef& image, std::vector<StoredAnnotation> readings);
    const std::vector<StoredAnnotation>& of(const ImageRef& image) const; // empty: nothing was said
    const StoredAnnotation* of(const ImageRef& image, const std::string& reader) const;
    std::size_t size() const { return (read_ ? read_->images.size() : 0) + edited_.size(); } // at most

private:
    TaskLabelsPointer read_;
    std::map<ImageRef, std::vector<StoredAnnotation>> edited_;
};

// "5", "benign", "2 boxes", "none".
QString shortLabel(const Task* task, const Annotation& annotation);
// The accepted label of an image; empty: none. And whether its readers differ.
QString acceptedLabel(const Task* task, const std::vector<StoredAnnotation>& readings);
bool readersDiffer(const Task* task, const std::vector<StoredAnnotation>& readings);

struct LabelCounts {
    QStringList texts; // accepted labels that may be seen, each once, sorted
    bool disagreement = false;
    int num_hidden = 0;  // images whose accepted label is another's and not to be seen before one's own
    int num_images = 0;  // to be read
    int num_missing = 0; // of them those this reader hasn't labelled
};

class LabelOverview {
public:
    LabelOverview() = default;
    // `task` may be nullptr: nothing is labelled then. `othersShown`: labels of images this reader hasn't
    // labelled are told too.
    LabelOverview(LibraryPointer library, const LabelBook& book, const Task* task, const std::string& reader,
                  bool othersShown);

    // Counts the series of `image` anew.
    void update(const ImageRef& image, const LabelBook& book, const Task* task, const std::string& reader);

    const LibraryPointer& library() const { return library_; }
    const LabelCounts& ofSeries(const SeriesPlace& place) const;
    const LabelCounts& ofPatient(std::size_t patient) const { return patients_[patient].all; }
    int numImages() const { return num_images_; }
    int numMissing() const { return num_missing_; }

private:
    struct Counted {
        std::vector<LabelCounts> series; // of all studies, one after the other
        LabelCounts all;
    };
    std::size_t indexOf(const SeriesPlace& place) const; // in `series`

    LibraryPointer library_;
    std::vector<Counted> patients_; // beside the library's
    bool othersShown_ = false;
    int num_images_ = 0;
    int num_missing_ = 0;
};

} // namespace vrft::ui
