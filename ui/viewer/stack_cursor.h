// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of one series in reading order, and the one being looked at.
//
// A series opens in the library's order as one stack; `setStacks` sorts it by geometry once that is known,
// into one stack or several. A stack with several frames at every position (times, echoes) has a second axis.
// Not here: pixels, reading headers. Ownership: keeps the library alive. Thread rule: UI thread.
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

    void open(LibraryPointer library, const SeriesPlace& place);
    void close();
    bool isOpen() const { return library_ != nullptr; }

    // The image being looked at stays, and its stack becomes the open one. Stacks that don't hold each frame
    // of the series once are left out.
    void setStacks(StacksPointer stacks);
    int stackCount() const { return static_cast<int>(shelves_.size()); }
    int stack() const { return stack_; }
    void openStack(int stack); // at its first position
    // Of the open stack; nullptr: not known yet.
    const Stack* geometry() const;

    int count() const { return shelf().positions(); }
    int index() const { return index_; } // -1: none
    void moveTo(int index);              // clamped
    void step(int frames, bool around = false);
    bool moveTo(const ImageRef& image);         // in any stack
    int depth() const { return shelf().depth; } // frames at each position
    int second() const { return second_; }
    void moveSecond(int second); // clamped

    const LibraryPointer& library() const { return library_; }
    const SeriesPlace& place() const { return place_; }
    const PatientEntry& patient() const { return library_->patients[place_.patient]; }
    const StudyEntry& study() const { return patient().studies[place_.study]; }
    const SeriesEntry& series() const { return study().series[place_.series]; }
    const Instance& instance(int index) const;
    ImageRef image(int index) const;
    FrameAddress address(int index) const;
    ImageRef image() const { return image(index_); }

Q_SIGNALS:
    void opened(); // a series, or none
    void sorted(); // stacks are there, or another is open
    void moved();

private:
    struct Place {
        std::size_t image;
        int frame;
    };
    // The frames of a stack, position by position, `depth` at each.
    struct Shelf {
        std::vector<std::size_t> ids; // places in frames_
        int depth = 1;
        int positions() const { return static_cast<int>(ids.size()) / depth; }
    };

    void shelveInOrder();
    static std::vector<Shelf> shelvesOf(const Stacks& stacks);
    const Shelf& shelf() const { return shelves_[static_cast<std::size_t>(stack_)]; }
    std::size_t idAt(int index) const;
    template <typename Wanted>
    bool goToFrame(Wanted wanted); // without telling

    LibraryPointer library_;
    SeriesPlace place_;
    StacksPointer stacks_;
    std::vector<Place> frames_; // of the series, file by file
    std::vector<Shelf> shelves_{Shelf{}};
    int stack_ = 0;
    int index_ = -1;
    int second_ = 0;
};

} // namespace vrft::ui
