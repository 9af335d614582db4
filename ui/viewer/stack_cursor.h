// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of one series in reading order, and the one being looked at.
//
// Frames with geometry are ordered by their place along the normal where the library knows it (library.h).
// Not here: pixels. Ownership: keeps the library alive. Thread rule: UI thread.
#pragma once

#include "core/annotation/annotation.h"
#include "ui/viewer/frame_source.h"
#include "ui/workspace/library.h"

#include <QObject>
#include <vector>

namespace vrft::ui {

class StackCursor : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // `patient`, `study` and `series` are places in the library.
    void open(LibraryPointer library, std::size_t patient, std::size_t study, std::size_t series);
    void close();
    bool isOpen() const { return library_ != nullptr; }

    int count() const { return static_cast<int>(frames_.size()); }
    int index() const { return index_; } // -1: none
    void moveTo(int index);              // clamped
    void step(int frames, bool around = false);
    bool moveTo(const ImageRef& image);

    const PatientEntry& patient() const { return library_->patients[patient_]; }
    const StudyEntry& study() const { return patient().studies[study_]; }
    const SeriesEntry& series() const { return study().series[series_]; }
    const Instance& instance(int index) const;
    ImageRef image(int index) const;
    FrameAddress address(int index) const;
    ImageRef image() const { return image(index_); }

Q_SIGNALS:
    void opened();
    void moved();

private:
    struct Place {
        std::size_t image;
        int frame;
    };

    LibraryPointer library_;
    std::size_t patient_ = 0;
    std::size_t study_ = 0;
    std::size_t series_ = 0;
    std::vector<Place> frames_;
    int index_ = -1;
};

} // namespace vrft::ui
