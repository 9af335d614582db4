// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/step_cursor.h"

#include <algorithm>

namespace vrft::ui {

namespace {

constexpr double kLeastSteps = 4;

} // namespace

void StepCursor::hover(std::optional<int> step) {
    if (!pinned_) set(step, false);
}

void StepCursor::walk(int step) {
    set(std::clamp(step, 0, whole_), pinned_);
}

void StepCursor::pin(std::optional<int> step) {
    set(step, step.has_value());
}

void StepCursor::setWhole(int steps) {
    steps = std::max(steps, 1);
    if (steps == whole_) return;
    const bool all = !zoomed();
    whole_ = steps;
    setRange(all ? 0 : from_, all ? whole_ : to_);
}

void StepCursor::setRange(double from, double to) {
    const double whole = whole_;
    const double width = std::clamp(to - from, std::min(kLeastSteps, whole), whole);
    from = std::clamp(from, 0.0, whole - width);
    if (from == from_ && from + width == to_) return;
    from_ = from;
    to_ = from + width;
    Q_EMIT rangeChanged();
}

void StepCursor::zoom(double factor, double around) {
    setRange(around - (around - from_) * factor, around + (to_ - around) * factor);
}

void StepCursor::set(std::optional<int> step, bool pinned) {
    if (step == step_ && pinned == pinned_) return;
    step_ = step;
    pinned_ = pinned;
    Q_EMIT changed();
}

} // namespace vrft::ui
