// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The step all charts of a page look at together, and the range of steps they show.
//
// Ownership: the page's. Thread rule: UI thread.
#pragma once

#include <QObject>
#include <optional>

namespace vrft::ui {

class StepCursor : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    std::optional<int> step() const { return step_; }
    bool pinned() const { return pinned_; }
    double from() const { return from_; }
    double to() const { return to_; }
    int whole() const { return whole_; } // steps of the run
    bool zoomed() const { return from_ > 0 || to_ < whole_; }

    void hover(std::optional<int> step); // does nothing while a step is pinned
    void walk(int step);                 // stays pinned if it is
    void pin(std::optional<int> step);
    void setWhole(int steps);
    void setRange(double from, double to); // held inside the run, and never narrower than four steps
    void zoom(double factor, double around);
    void reset() { setRange(0, whole_); }

Q_SIGNALS:
    void changed();
    void rangeChanged();

private:
    void set(std::optional<int> step, bool pinned);

    std::optional<int> step_;
    bool pinned_ = false;
    double from_ = 0;
    double to_ = 1;
    int whole_ = 1;
};

} // namespace vrft::ui
