// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chart: the words in it, each where no curve and no other word is.
#include "ui/runs/chart.h"
#include "ui/runs/label_room.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr double kHeight = 15;       // of a label
constexpr double kLineMargin = 2;    // around a curve
constexpr double kDotMargin = 4;     // around one of dots
constexpr double kFaintWeight = 0.2; // single steps and intervals
constexpr int kPlacesAlong = 12;

} // namespace

LabelRoom Chart::roomForLabels() const {
    const QRectF area = plot();
    LabelRoom room(QRectF(area.left() + 2, area.top() - 6, width() - area.left() - 3, area.height() + 12));
    for (const Curve& curve : curves_) {
        room.addPath(pathOf(curve.of.dots ? curve.points : curve.mean),
                     curve.of.dots ? kDotMargin : kLineMargin);
        if (!curve.of.dots) room.addPath(pathOf(curve.points), 0, kFaintWeight);
        for (const auto* edge : {&curve.low, &curve.high})
            room.addPath(pathOf(*edge), 0, kFaintWeight);
    }
    for (const PlanLine& line : plan_.lines)
        if (line.value >= axis_.low && line.value <= axis_.high) {
            const double y = std::round(yOf(line.value)) + 0.5; // as it is drawn
            room.addPath(QPolygonF({{area.left(), y}, {area.right(), y}}), 0.5);
        }
    return room;
}

void Chart::paintLabels(QPainter& painter) {
    labels_.clear();
    LabelRoom room = roomForLabels();
    paintResumeWords(painter, room);
    paintLineNames(painter, room);
    paintNames(painter, room);
}

void Chart::paintLabel(QPainter& painter, const QString& text, const QRectF& place, Token ink,
                       Qt::Alignment alignment) {
    if (place.isNull()) return;
    QColor ground = colour(Token::Panel);
    ground.setAlphaF(0.75F);
    painter.fillRect(place.adjusted(0, 1, 0, -1), ground); // grid lines end before words
    painter.setPen(colour(ink));
    painter.drawText(place, alignment | Qt::AlignVCenter, text);
    labels_.push_back({text, place});
}

// As far as there is room; the lines are there without.
void Chart::paintResumeWords(QPainter& painter, LabelRoom& room) {
    if (!columns_) return;
    const QRectF area = plot();
    const QString words = tr("resumed");
    const double width = QFontMetrics(painter.font()).horizontalAdvance(words) + 4;
    double freeFrom = area.left();
    for (const int step : columns_->resumes()) {
        if (step < cursor_.from() || step > cursor_.to()) continue;
        const double left = std::round(xOf(step)) + 2.5;
        if (left < freeFrom || left + width > area.right()) continue;
        const QRectF place = room.take(
            {{left, area.top(), width, kHeight}, {left, area.bottom() - kHeight - 1, width, kHeight}});
        paintLabel(painter, words, place, Token::Text3, Qt::AlignCenter);
        freeFrom = left + width + 8;
    }
}

// Above or below the line, as far right as nothing is under it.
void Chart::paintLineNames(QPainter& painter, LabelRoom& room) {
    const QRectF area = plot();
    const QFontMetrics metrics(painter.font());
    for (const PlanLine& line : plan_.lines) {
        if (line.value < axis_.low || line.value > axis_.high) continue;
        const double y = std::round(yOf(line.value)) + 0.5;
        const QString name =
            metrics.elidedText(line.name, Qt::ElideRight, static_cast<int>(area.width()) - 8);
        const double width = metrics.horizontalAdvance(name) + 4;
        const double way = std::max(0.0, area.width() - width - 3);
        std::vector<QRectF> places;
        for (const double away : {1.0, kHeight, 2 * kHeight})
            for (int i = 0; i <= kPlacesAlong; ++i) {
                const double left = area.right() - width - way * i / kPlacesAlong;
                for (const double top : {y - kHeight - away, y + away})
                    if (top >= area.top() - 4 && top + kHeight <= area.bottom())
                        places.emplace_back(left, top, width, kHeight);
            }
        paintLabel(painter, name, room.take(places), Token::Text3, Qt::AlignRight);
    }
}

// Each curve's name at its end: at the right, moved apart where ends are close; one of a stage before near
// its end inside the plot.
void Chart::paintNames(QPainter& painter, LabelRoom& room) {
    if (curves_.size() < 2) return;
    const QRectF area = plot();
    const QFontMetrics metrics(painter.font());
    struct Name {
        QPointF end;
        const Curve* curve;
        bool before; // of a stage that is over
    };
    std::vector<Name> names;
    for (const Curve& curve : curves_) {
        const auto& points = curve.of.dots ? curve.points : curve.mean;
        if (points.empty()) continue;
        const MetricPoint& last = points.back();
        if (last.step < cursor_.from()) continue;
        const bool before = !columns_->stages().empty() && last.step <= columns_->stages().back().first;
        names.push_back(
            {{std::min(xOf(last.step), area.right()), std::clamp(yOf(last.value), area.top(), area.bottom())},
             &curve,
             before});
    }
    std::stable_sort(names.begin(), names.end(),
                     [](const Name& a, const Name& b) { return a.end.y() < b.end.y(); });
    for (const Name& name : names) {
        const QString& text = name.curve->of.name;
        const double width = metrics.horizontalAdvance(text) + 3;
        const double middle = name.end.y() - kHeight / 2;
        std::vector<QRectF> places;
        const auto add = [&](double left, double top) {
            if (left < area.left() + 2 || top < area.top() - 6 || top + kHeight > area.bottom() + 5) return;
            places.emplace_back(left, top, width, kHeight);
        };
        if (!name.before) {
            const double left = std::min(name.end.x() + 5, this->width() - width - 1);
            for (int away = 0; away < 2 * static_cast<int>(area.height()); ++away)
                add(left, middle + (away % 2 == 0 ? 1 : -1) * (away + 1) / 2);
        }
        for (const double away : {1.2, 1.7, 2.4, 3.2})
            for (const double shift : {1.0, 0.5, 1.5, 2.0, 0.0})
                for (const int side : {-1, 1})
                    add(std::min(name.end.x() - shift * width, area.right() - width),
                        middle + side * away * kHeight);
        paintLabel(painter, text, room.take(places), name.curve->of.colour, Qt::AlignLeft);
    }
}

} // namespace vrft::ui
