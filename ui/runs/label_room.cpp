// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/label_room.h"

#include <algorithm>
#include <cmath>

namespace vrft::ui {

namespace {

constexpr double kOtherLabel = 10; // a pixel of another label, in pixel columns of a curve

} // namespace

LabelRoom::LabelRoom(const QRectF& area)
    : area_(area)
    , columns_(static_cast<std::size_t>(std::max(1.0, std::ceil(area.width())))) {}

void LabelRoom::addPath(const QPolygonF& path, double margin, double weight) {
    const auto last = static_cast<double>(columns_.size() - 1);
    const auto add = [&](const QPointF& from, const QPointF& to) {
        const double left = from.x() - area_.left();
        const double right = to.x() - area_.left();
        if (right + margin < 0 || left - margin > last) return;
        const double slope = right > left ? (to.y() - from.y()) / (right - left) : 0;
        const double first = std::clamp(std::floor(left - margin), 0.0, last);
        const double end = std::clamp(std::floor(right + margin), 0.0, last);
        for (double column = first; column <= end; ++column) {
            // Of an upright stroke the whole of it.
            const double a =
                right > left ? from.y() + slope * (std::clamp(column, left, right) - left) : from.y();
            const double b =
                right > left ? from.y() + slope * (std::clamp(column + 1, left, right) - left) : to.y();
            columns_[static_cast<std::size_t>(column)].push_back(
                {std::min(a, b) - margin, std::max(a, b) + margin, weight});
        }
    };
    if (path.size() == 1) add(path.front(), path.front());
    for (qsizetype i = 1; i < path.size(); ++i)
        add(path[i - 1], path[i]);
}

double LabelRoom::covered(const QRectF& place) const {
    double sum = 0;
    const auto last = static_cast<double>(columns_.size() - 1);
    const double first = std::clamp(std::floor(place.left() - area_.left()), 0.0, last);
    const double end = std::clamp(std::ceil(place.right() - area_.left()) - 1, 0.0, last);
    for (double column = first; column <= end; ++column) {
        double worst = 0;
        for (const Piece& piece : columns_[static_cast<std::size_t>(column)])
            if (piece.bottom > place.top() && piece.top < place.bottom())
                worst = std::max(worst, piece.weight);
        sum += worst;
    }
    for (const QRectF& label : labels_)
        sum += kOtherLabel * std::max(0.0, label.intersected(place).width());
    return sum;
}

QRectF LabelRoom::take(const std::vector<QRectF>& places) {
    const QRectF inside = area_.adjusted(-0.5, -0.5, 0.5, 0.5);
    QRectF best;
    double least = 0;
    for (const QRectF& place : places) {
        if (!inside.contains(place)) continue;
        const double cost = covered(place);
        if (best.isNull() || cost < least) {
            best = place;
            least = cost;
        }
        if (cost == 0) break;
    }
    if (!best.isNull()) addLabel(best);
    return best;
}

} // namespace vrft::ui
