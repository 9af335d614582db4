// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The frames of a series as stacks sorted by geometry, and what is unusual about them in words.
//
// Frames of different orientation, size or spacing (a localiser among slices) become stacks of their own.
// Sorting goes by the place of the frame along the normal, never by instance number or file name; those only
// order frames at one place. Not here: reading headers, pixels, resampling. Units: mm, degrees. Ownership:
// values. Thread rule: pure functions.
#pragma once

#include "imaging/volume/geometry.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

// Planes closer than this are one position.
inline constexpr double kSamePosition_mm = 0.01;

struct StackFrame {
    std::size_t id = 0;              // the caller's
    std::optional<FramePlane> plane; // nothing where the header has no geometry
    std::int64_t order = 0;          // among frames at one position: time, acquisition or instance number
};

enum class StackFinding {
    NoGeometry,   // in the order given
    Tilt,         // the line through the slices isn't their normal: a sheared volume
    Gap,          // positions are missing
    MixedSpacing, // slices at unequal distances
    Duplicates,   // some positions hold several frames
    FourD         // every position holds the same number of frames, more than one
};

struct StackNote {
    StackFinding finding;
    std::string text; // one sentence for people, without a full stop
    // What it says, for other languages: NoGeometry frames, 1 where their geometry can't be used (0: there is
    // none); Tilt degrees; Gap missing, positions, usual mm, unusual steps; MixedSpacing least and most mm;
    // Duplicates positions with several, positions; FourD positions, frames of each.
    std::vector<double> figures = {};
};

struct StackPosition {
    double distance_mm = 0;          // along the normal, from the first position
    std::vector<std::size_t> frames; // ids
};

struct Stack {
    std::vector<StackPosition> positions; // ascending; one frame each where there is no geometry
    std::optional<VolumeGeometry> volume; // where positions are at equal steps, or there is just one
    std::optional<FrameGeometry> first;   // the first position's plane
    double tilt_degrees = 0;
    std::size_t framesPerPosition = 1; // 0: it varies
    std::vector<StackNote> notes;

    bool has(StackFinding finding) const;
};

// Largest stack first; the order of equal ones is that of their first frame.
std::vector<Stack> stackFrames(std::span<const StackFrame> frames);

} // namespace vrft
