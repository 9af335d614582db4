// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where labels of a chart find room: beside curves, beside each other, inside the chart.
//
// Knows curves by what they cover of each pixel column; paints nothing. Thread rule: a value of one thread.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <vector>

namespace vrft::ui {

class LabelRoom {
public:
    explicit LabelRoom(const QRectF& area); // labels lie in it wholly

    // A curve with `margin` pixels around it; `weight`: how bad it is to cover a pixel column of it.
    void addPath(const QPolygonF& path, double margin, double weight = 1);
    void addLabel(const QRectF& label) { labels_.push_back(label); }
    // What a label there would cover; 0: nothing.
    double covered(const QRectF& place) const;
    // The first of the places that covers nothing, else the one that covers least; nothing lies there from
    // now on. Null where none is inside.
    QRectF take(const std::vector<QRectF>& places);

private:
    struct Piece {
        double top;
        double bottom;
        double weight;
    };

    QRectF area_;
    std::vector<std::vector<Piece>> columns_; // from the left edge of the area
    std::vector<QRectF> labels_;
};

} // namespace vrft::ui
