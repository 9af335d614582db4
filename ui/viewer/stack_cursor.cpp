// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/stack_cursor.h"

#include <numeric>

namespace vrft::ui {

void StackCursor::open(LibraryPointer library, const SeriesPlace& place) {
    library_ = std::move(library);
    place_ = place;
    frames_.clear();
    const auto& images = series().images;
    for (std::size_t i = 0; i < images.size(); ++i)
        for (int frame = 0; frame < images[i].instance.frames; ++frame)
            frames_.push_back({i, frame});
    shelveInOrder();
    Q_EMIT opened();
    Q_EMIT moved();
}

void StackCursor::close() {
    library_.reset();
    frames_.clear();
    shelveInOrder();
    Q_EMIT opened();
    Q_EMIT moved();
}

void StackCursor::shelveInOrder() {
    stacks_.reset();
    Shelf all;
    all.ids.resize(frames_.size());
    std::iota(all.ids.begin(), all.ids.end(), std::size_t{0});
    shelves_ = {std::move(all)};
    stack_ = 0;
    second_ = 0;
    index_ = frames_.empty() ? -1 : 0;
}

std::vector<StackCursor::Shelf> StackCursor::shelvesOf(const Stacks& stacks) {
    std::vector<Shelf> shelves;
    for (const Stack& stack : stacks) {
        Shelf& shelf = shelves.emplace_back();
        if (stack.has(StackFinding::FourD)) shelf.depth = static_cast<int>(stack.framesPerPosition);
        for (const StackPosition& position : stack.positions)
            shelf.ids.insert(shelf.ids.end(), position.frames.begin(), position.frames.end());
    }
    return shelves;
}

void StackCursor::setStacks(StacksPointer stacks) {
    if (!isOpen() || stacks == stacks_ || index_ < 0) return;
    std::vector<Shelf> shelves = shelvesOf(*stacks);
    std::vector<bool> there(frames_.size());
    std::size_t count = 0;
    for (const Shelf& shelf : shelves)
        for (const std::size_t id : shelf.ids) {
            if (id >= there.size() || there[id]) return;
            there[id] = true;
            ++count;
        }
    if (count != frames_.size()) return;
    const std::size_t current = idAt(index_);
    stacks_ = std::move(stacks);
    shelves_ = std::move(shelves);
    goToFrame([&](std::size_t id) { return id == current; });
    Q_EMIT sorted();
    Q_EMIT moved();
}

void StackCursor::openStack(int stack) {
    const int to = std::clamp(stack, 0, stackCount() - 1);
    if (to == stack_ || shelves_[static_cast<std::size_t>(to)].ids.empty()) return;
    stack_ = to;
    index_ = 0;
    second_ = 0;
    Q_EMIT sorted();
    Q_EMIT moved();
}

const Stack* StackCursor::geometry() const {
    return stacks_ ? &(*stacks_)[static_cast<std::size_t>(stack_)] : nullptr;
}

void StackCursor::moveTo(int index) {
    const int to = count() == 0 ? -1 : std::clamp(index, 0, count() - 1);
    if (to == index_) return;
    index_ = to;
    Q_EMIT moved();
}

void StackCursor::step(int frames, bool around) {
    if (count() == 0) return;
    moveTo(around ? (index_ + frames % count() + count()) % count() : index_ + frames);
}

void StackCursor::moveSecond(int second) {
    const int to = std::clamp(second, 0, depth() - 1);
    if (to == second_) return;
    second_ = to;
    Q_EMIT moved();
}

// The open stack first.
template <typename Wanted>
bool StackCursor::goToFrame(Wanted wanted) {
    for (int i = 0; i < stackCount(); ++i) {
        const int stack = (std::min(stack_, stackCount() - 1) + i) % stackCount();
        const Shelf& shelf = shelves_[static_cast<std::size_t>(stack)];
        const auto found = std::find_if(shelf.ids.begin(), shelf.ids.end(), wanted);
        if (found == shelf.ids.end()) continue;
        const auto place = static_cast<int>(found - shelf.ids.begin());
        stack_ = stack;
        index_ = place / shelf.depth;
        second_ = place % shelf.depth;
        return true;
    }
    return false;
}

bool StackCursor::moveTo(const ImageRef& wanted) {
    if (index_ < 0) return false;
    if (image() == wanted) return true;
    const int before = stack_;
    const auto& images = series().images;
    if (!goToFrame([&](std::size_t id) {
            return frames_[id].frame == wanted.frame &&
                   images[frames_[id].image].instance.sopUid == wanted.sopUid;
        }))
        return false;
    if (stack_ != before) Q_EMIT sorted();
    Q_EMIT moved();
    return true;
}

std::size_t StackCursor::idAt(int index) const {
    return shelf().ids[static_cast<std::size_t>(index * depth() + second_)];
}

const Instance& StackCursor::instance(int index) const {
    return series().images[frames_[idAt(index)].image].instance;
}

ImageRef StackCursor::image(int index) const {
    return {instance(index).sopUid, frames_[idAt(index)].frame};
}

FrameAddress StackCursor::address(int index) const {
    const Place& place = frames_[idAt(index)];
    return {series().images[place.image].file, place.frame};
}

} // namespace vrft::ui
