// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/stack_cursor.h"

namespace vrft::ui {

void StackCursor::open(LibraryPointer library, std::size_t patient, std::size_t study, std::size_t series) {
    library_ = std::move(library);
    patient_ = patient;
    study_ = study;
    series_ = series;
    frames_.clear();
    const auto& images = this->series().images;
    for (std::size_t i = 0; i < images.size(); ++i)
        for (int frame = 0; frame < images[i].instance.frames; ++frame)
            frames_.push_back({i, frame});
    index_ = frames_.empty() ? -1 : 0;
    Q_EMIT opened();
    Q_EMIT moved();
}

void StackCursor::close() {
    library_.reset();
    frames_.clear();
    index_ = -1;
    Q_EMIT opened();
    Q_EMIT moved();
}

void StackCursor::moveTo(int index) {
    const int to = frames_.empty() ? -1 : std::clamp(index, 0, count() - 1);
    if (to == index_) return;
    index_ = to;
    Q_EMIT moved();
}

void StackCursor::step(int frames, bool around) {
    if (count() == 0) return;
    moveTo(around ? (index_ + frames % count() + count()) % count() : index_ + frames);
}

bool StackCursor::moveTo(const ImageRef& wanted) {
    for (int i = 0; i < count(); ++i) {
        if (image(i) != wanted) continue;
        moveTo(i);
        return true;
    }
    return false;
}

const Instance& StackCursor::instance(int index) const {
    return series().images[frames_[static_cast<std::size_t>(index)].image].instance;
}

ImageRef StackCursor::image(int index) const {
    return {instance(index).sopUid, frames_[static_cast<std::size_t>(index)].frame};
}

FrameAddress StackCursor::address(int index) const {
    const Place& place = frames_[static_cast<std::size_t>(index)];
    return {series().images[place.image].file, place.frame};
}

} // namespace vrft::ui
