// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/volume/stack.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace vrft {

namespace {

constexpr const char* kNoPosition = "their headers have no position";

struct Placed {
    const StackFrame* frame;
    FrameGeometry geometry;
    double distance_mm = 0;
};

bool near(const Vector3& a, const Vector3& b, double tolerance) {
    return length(a - b) < tolerance;
}

bool sameStack(const FrameGeometry& a, const FrameGeometry& b) {
    constexpr double kDirection = 0.01; // about half a degree
    return a.rows() == b.rows() && a.columns() == b.columns() &&
           std::abs(a.columnSpacing_mm() - b.columnSpacing_mm()) < 1e-3 &&
           std::abs(a.rowSpacing_mm() - b.rowSpacing_mm()) < 1e-3 &&
           near(a.rowDirection(), b.rowDirection(), kDirection) &&
           near(a.columnDirection(), b.columnDirection(), kDirection);
}

// Steps that are the same distance but for rounding: there are scanners that round positions to 0.1 mm.
bool sameStep(double a, double b) {
    return std::abs(a - b) < std::max(kSamePosition_mm, 0.02 * std::min(a, b));
}

struct StepKind {
    double step_mm;
    std::size_t count;
};

std::vector<StepKind> kindsOf(const std::vector<double>& steps) {
    std::vector<StepKind> kinds;
    for (const double step : steps) {
        const auto known = std::find_if(kinds.begin(), kinds.end(),
                                        [&](const StepKind& k) { return sameStep(k.step_mm, step); });
        if (known == kinds.end())
            kinds.push_back({step, 1});
        else
            ++known->count;
    }
    std::sort(kinds.begin(), kinds.end(), [](const StepKind& a, const StepKind& b) {
        return a.count != b.count ? a.count > b.count : a.step_mm < b.step_mm;
    });
    return kinds;
}

// A few steps of a whole multiple of the usual one are gaps; anything else is mixed spacing.
void noteSteps(const std::vector<double>& steps, Stack& stack) {
    const std::vector<StepKind> kinds = kindsOf(steps);
    if (kinds.size() < 2) return;
    const double usual = kinds[0].step_mm;
    std::size_t unusual = 0;
    std::size_t missing = 0;
    bool multiples = true;
    for (std::size_t i = 1; i < kinds.size(); ++i) {
        const double ratio = kinds[i].step_mm / usual;
        multiples = multiples && ratio > 1.5 && std::abs(ratio - std::round(ratio)) < 0.05;
        unusual += kinds[i].count;
        missing += kinds[i].count * static_cast<std::size_t>(std::max(0.0, std::round(ratio) - 1));
    }
    if (multiples && unusual <= std::max<std::size_t>(1, steps.size() / 5)) {
        stack.notes.push_back(
            {StackFinding::Gap,
             fmt::format("{} of {} positions {} missing: slices are {:.4g} mm "
                         "apart, but {} times more",
                         missing, steps.size() + 1 + missing, missing == 1 ? "is" : "are", usual, unusual),
             {double(missing), double(steps.size() + 1 + missing), usual, double(unusual)}});
        return;
    }
    const auto [low, high] = std::minmax_element(steps.begin(), steps.end());
    stack.notes.push_back(
        {StackFinding::MixedSpacing,
         fmt::format("slices are at unequal distances, from {:.4g} to {:.4g} mm", *low, *high),
         {*low, *high}});
}

void noteTilt(const std::vector<Placed>& placed, Stack& stack) {
    const Placed& first = placed.front();
    const Vector3 line = placed.back().geometry.origin() - first.geometry.origin();
    const double along = dot(line, first.geometry.normal());
    if (std::abs(along) < kSamePosition_mm) return;
    const Vector3 aside = line - first.geometry.normal() * along;
    stack.tilt_degrees = std::atan2(length(aside), std::abs(along)) * 180 / std::numbers::pi;
    if (stack.tilt_degrees < 0.1) return;
    stack.notes.push_back({StackFinding::Tilt,
                           fmt::format("the slices are tilted by {:.1f} degrees against the line "
                                       "they are stacked along",
                                       stack.tilt_degrees),
                           {stack.tilt_degrees}});
}

void noteCounts(Stack& stack) {
    const std::size_t count = stack.positions.front().frames.size();
    const bool equal = std::all_of(stack.positions.begin(), stack.positions.end(),
                                   [&](const StackPosition& p) { return p.frames.size() == count; });
    stack.framesPerPosition = equal ? count : 0;
    if (equal && count == 1) return;
    if (equal && stack.positions.size() > 1) {
        stack.notes.push_back({StackFinding::FourD,
                               fmt::format("{} positions of {} frames each, such as times or "
                                           "echoes: a series in four dimensions",
                                           stack.positions.size(), count),
                               {double(stack.positions.size()), double(count)}});
        return;
    }
    const auto several = std::count_if(stack.positions.begin(), stack.positions.end(),
                                       [](const StackPosition& p) { return p.frames.size() > 1; });
    stack.notes.push_back(
        {StackFinding::Duplicates,
         fmt::format("{} of {} positions hold several frames", several, stack.positions.size()),
         {double(several), double(stack.positions.size())}});
}

// From one position to the next. Without a tilt worth telling it goes along the normal, as ITK has it: the
// rest is rounding of the positions.
Vector3 stepOf(const std::vector<Placed>& placed, std::size_t steps, const Stack& stack) {
    if (steps == 0) return stack.first->normal();
    const Vector3 line = placed.back().geometry.origin() - placed.front().geometry.origin();
    if (stack.has(StackFinding::Tilt)) return line * (1.0 / static_cast<double>(steps));
    return stack.first->normal() * (length(line) / static_cast<double>(steps));
}

Stack stackOf(std::vector<Placed> placed) {
    const FrameGeometry reference = placed.front().geometry;
    for (Placed& item : placed)
        item.distance_mm = reference.distance(item.geometry.origin());
    std::stable_sort(placed.begin(), placed.end(),
                     [](const Placed& a, const Placed& b) { return a.distance_mm < b.distance_mm; });
    Stack stack;
    stack.first = placed.front().geometry;
    const double start = placed.front().distance_mm;
    std::vector<double> steps;
    for (auto at = placed.begin(); at != placed.end();) {
        const double distance = at->distance_mm;
        const auto end = std::find_if(at, placed.end(), [&](const Placed& item) {
            return item.distance_mm - distance >= kSamePosition_mm;
        });
        std::stable_sort(at, end,
                         [](const Placed& a, const Placed& b) { return a.frame->order < b.frame->order; });
        StackPosition position{distance - start, {}};
        for (; at != end; ++at)
            position.frames.push_back(at->frame->id);
        if (!stack.positions.empty())
            steps.push_back(position.distance_mm - stack.positions.back().distance_mm);
        stack.positions.push_back(std::move(position));
    }
    noteTilt(placed, stack);
    noteSteps(steps, stack);
    noteCounts(stack);
    if (stack.has(StackFinding::Gap) || stack.has(StackFinding::MixedSpacing)) return stack;
    stack.volume.emplace(*stack.first, stepOf(placed, steps.size(), stack),
                         static_cast<int>(stack.positions.size()));
    return stack;
}

Stack unplaced(const std::vector<const StackFrame*>& frames, const std::string& why) {
    Stack stack;
    for (const StackFrame* frame : frames)
        stack.positions.push_back({0, {frame->id}});
    stack.notes.push_back({StackFinding::NoGeometry,
                           fmt::format("{} frames are shown in the order they came: {}", frames.size(), why),
                           {double(frames.size()), why == kNoPosition ? 0.0 : 1.0}});
    return stack;
}

std::size_t framesIn(const Stack& stack) {
    std::size_t count = 0;
    for (const StackPosition& position : stack.positions)
        count += position.frames.size();
    return count;
}

} // namespace

bool Stack::has(StackFinding finding) const {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const StackNote& note) { return note.finding == finding; });
}

std::vector<Stack> stackFrames(std::span<const StackFrame> frames) {
    std::vector<std::vector<Placed>> groups;
    std::vector<const StackFrame*> lost;
    std::string why = kNoPosition;
    for (const StackFrame& frame : frames) {
        std::optional<FrameGeometry> geometry;
        try {
            if (frame.plane) geometry.emplace(*frame.plane, std::string());
        } catch (const Error& error) {
            why = error.summary();
        }
        if (!geometry) {
            lost.push_back(&frame);
            continue;
        }
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const std::vector<Placed>& g) {
            return sameStack(g.front().geometry, *geometry);
        });
        if (group == groups.end())
            groups.push_back({{&frame, *geometry}});
        else
            group->push_back({&frame, *geometry});
    }
    std::vector<Stack> stacks;
    for (std::vector<Placed>& group : groups)
        stacks.push_back(stackOf(std::move(group)));
    if (!lost.empty()) stacks.push_back(unplaced(lost, why));
    std::stable_sort(stacks.begin(), stacks.end(),
                     [](const Stack& a, const Stack& b) { return framesIn(a) > framesIn(b); });
    return stacks;
}

} // namespace vrft
