// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A box on an image: pixels, x right, y down, continuous, pixel i covers [i, i+1), so x2 and y2 are exclusive
// (formats.md §1). Which frame (stored image or the policy's resized one) is said where a box is passed.
#pragma once

#include <algorithm>
#include <cmath>

namespace vrft {

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};

struct Box {
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    bool operator==(const Box&) const = default;

    bool valid() const {
        return std::isfinite(x1) && std::isfinite(y1) && std::isfinite(x2) && std::isfinite(y2) && x2 > x1 &&
               y2 > y1;
    }
    double area() const { return valid() ? (x2 - x1) * (y2 - y1) : 0.0; }
};

// Intersection over union; 0 when either box is degenerate or not finite.
inline double intersectionOverUnion(const Box& a, const Box& b) {
    if (!a.valid() || !b.valid()) return 0.0;
    const double width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
    const double height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    if (width <= 0 || height <= 0) return 0.0;
    const double intersection = width * height;
    return intersection / (a.area() + b.area() - intersection);
}

inline Box scaled(const Box& box, double factorX, double factorY) {
    return {box.x1 * factorX, box.y1 * factorY, box.x2 * factorX, box.y2 * factorY};
}

} // namespace vrft
