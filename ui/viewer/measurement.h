// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lengths and regions on an image, and what they measure.
//
// Points are in image coordinates (pixel i covers [i, i+1)); results in mm where the header gives the
// spacing, else in pixels. Not here: where they are kept (core/store/measurements_table.h). Thread rule:
// values and pure functions.
#pragma once

#include "ui/viewer/frame_source.h"

#include <QPointF>
#include <QString>
#include <QStringList>

namespace vrft::ui {

struct Measurement {
    enum class Kind { Length, Region };
    Kind kind = Kind::Length;
    QPointF a;
    QPointF b; // the other end, or the opposite corner of the ellipse's rectangle
    bool operator==(const Measurement&) const = default;
};

struct RegionStatistics {
    std::int64_t num_pixels = 0; // whose centres lie inside
    double mean = 0;
    double sd = 0; // of the sample (n - 1)
    double smallest = 0;
    double largest = 0;
    double area = 0;
    bool inMm = false;
};

// Distance, in mm if `spacing` (between rows, between columns) is there.
double lengthOf(const Measurement& measurement, const std::optional<std::array<double, 2>>& spacing_mm);
// Grey frames only.
RegionStatistics statisticsOf(const Measurement& measurement, const ViewerFrame& frame);

// What stands beside it on the image: one line for a length, three for a region.
QStringList describe(const Measurement& measurement, const ViewerFrame& frame);

} // namespace vrft::ui
