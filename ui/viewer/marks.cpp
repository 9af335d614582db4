// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/marks.h"

#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <vector>

namespace vrft::ui {

namespace {

constexpr double kHandle = 8;
const QColor kPlate(0, 0, 0, 199); // black 78 %

struct Stroke {
    QColor ink;
    double width;
    QList<qreal> dashes; // in pen widths; empty: solid
};

Stroke strokeOf(BoxRole role) {
    if (role == BoxRole::SecondReader) return {QColor(mark::kSecondReader), 2, {4, 1.5, 1, 1.5}};
    if (role == BoxRole::Suggestion) return {QColor(mark::kSuggestion), 2, {2.5, 1.5}};
    if (role == BoxRole::Predicted) return {QColor(mark::kPredicted), 2, {3.5, 1.5}};
    return {QColor(mark::kReference), 2, {}};
}

void drawHaloed(QPainter& painter, const QPainterPath& path, const Stroke& stroke) {
    painter.setBrush(Qt::NoBrush);
    QPen halo(Qt::black, stroke.width + 2);
    halo.setJoinStyle(Qt::MiterJoin);
    QPen pen(stroke.ink, stroke.width);
    pen.setJoinStyle(Qt::MiterJoin);
    if (!stroke.dashes.isEmpty()) {
        pen.setDashPattern(stroke.dashes);
        pen.setCapStyle(Qt::FlatCap);
        halo.setColor(QColor(0, 0, 0, 160));
    }
    painter.setPen(halo);
    painter.drawPath(path);
    painter.setPen(pen);
    painter.drawPath(path);
}

QFont markFont(QFont font) {
    font.setPixelSize(textPixels(12));
    font.setBold(false);
    return font;
}

QSizeF plateSize(const QFont& font, const QStringList& lines) {
    const QFontMetricsF metrics(markFont(font));
    double width = 0;
    for (const QString& line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    return {width + 12, 16.0 * static_cast<double>(lines.size()) + 4};
}

void drawPlate(QPainter& painter, QPointF corner, const QStringList& lines, const QColor& ink) {
    const QSizeF size = plateSize(painter.font(), lines);
    painter.save();
    painter.setFont(markFont(painter.font()));
    painter.fillRect(QRectF(corner, size), kPlate);
    painter.setPen(ink);
    for (qsizetype i = 0; i < lines.size(); ++i)
        painter.drawText(
            QRectF(corner.x() + 6, corner.y() + 2 + 16.0 * static_cast<double>(i), size.width(), 16),
            Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
    painter.restore();
}

void drawHandle(QPainter& painter, QPointF at, const QColor& ink) {
    const QRectF square(at - QPointF(kHandle / 2, kHandle / 2), QSizeF(kHandle, kHandle));
    painter.fillRect(square.adjusted(-1, -1, 1, 1), Qt::black);
    painter.fillRect(square, ink);
    painter.fillRect(square.adjusted(2, 2, -2, -2), Qt::black);
}

} // namespace

Grip gripAt(const QRectF& box, QPointF pointer) {
    if (!box.adjusted(-kGripReach, -kGripReach, kGripReach, kGripReach).contains(pointer)) return Grip::None;
    // On small boxes the middle third stays for moving.
    const double reachX = std::min(kGripReach, box.width() / 3);
    const double reachY = std::min(kGripReach, box.height() / 3);
    const bool left = pointer.x() < box.left() + reachX;
    const bool right = pointer.x() > box.right() - reachX;
    const bool top = pointer.y() < box.top() + reachY;
    const bool bottom = pointer.y() > box.bottom() - reachY;
    if (top) return left ? Grip::TopLeft : right ? Grip::TopRight : Grip::Top;
    if (bottom) return left ? Grip::BottomLeft : right ? Grip::BottomRight : Grip::Bottom;
    if (left) return Grip::Left;
    return right ? Grip::Right : Grip::Inside;
}

Qt::CursorShape cursorOf(Grip grip) {
    switch (grip) {
    case Grip::Left:
    case Grip::Right:
        return Qt::SizeHorCursor;
    case Grip::Top:
    case Grip::Bottom:
        return Qt::SizeVerCursor;
    case Grip::TopLeft:
    case Grip::BottomRight:
        return Qt::SizeFDiagCursor;
    case Grip::TopRight:
    case Grip::BottomLeft:
        return Qt::SizeBDiagCursor;
    case Grip::Inside:
        return Qt::SizeAllCursor;
    case Grip::None:
        break;
    }
    return Qt::ArrowCursor;
}

Box withGripMoved(const Box& box, Grip grip, QPointF delta, Size image, bool keepRatio) {
    Box moved = box;
    if (grip == Grip::Inside) {
        const double x = std::clamp(delta.x(), -box.x1, image.width - box.x2);
        const double y = std::clamp(delta.y(), -box.y1, image.height - box.y2);
        return {box.x1 + x, box.y1 + y, box.x2 + x, box.y2 + y};
    }
    const bool left = grip == Grip::Left || grip == Grip::TopLeft || grip == Grip::BottomLeft;
    const bool right = grip == Grip::Right || grip == Grip::TopRight || grip == Grip::BottomRight;
    const bool top = grip == Grip::Top || grip == Grip::TopLeft || grip == Grip::TopRight;
    const bool bottom = grip == Grip::Bottom || grip == Grip::BottomLeft || grip == Grip::BottomRight;
    if (keepRatio && (left || right) && (top || bottom)) {
        const double ratio = (box.y2 - box.y1) / (box.x2 - box.x1);
        delta.setY((left == top ? 1 : -1) * delta.x() * ratio);
    }
    if (left) moved.x1 = std::clamp(box.x1 + delta.x(), 0.0, box.x2 - 1);
    if (right) moved.x2 = std::clamp(box.x2 + delta.x(), box.x1 + 1, static_cast<double>(image.width));
    if (top) moved.y1 = std::clamp(box.y1 + delta.y(), 0.0, box.y2 - 1);
    if (bottom) moved.y2 = std::clamp(box.y2 + delta.y(), box.y1 + 1, static_cast<double>(image.height));
    return moved;
}

void drawBox(QPainter& painter, const QRectF& rect, BoxRole role, bool chosen, bool lit) {
    Stroke stroke = strokeOf(role);
    if (lit) {
        QColor ground = stroke.ink;
        ground.setAlphaF(0.22F);
        painter.fillRect(rect, ground);
        stroke.width = 3;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPainterPath path;
    path.addRect(rect);
    drawHaloed(painter, path, stroke);
    if (chosen)
        for (const double x : {rect.left(), rect.center().x(), rect.right()})
            for (const double y : {rect.top(), rect.center().y(), rect.bottom()})
                if (QPointF(x, y) != rect.center()) drawHandle(painter, {x, y}, stroke.ink);
}

QRectF tagPlace(const QRectF& box, QSizeF tag, const QRectF& view, std::span<const QRectF> taken) {
    constexpr double kGap = 6;
    const double above = box.top() - tag.height() - kGap;
    const double below = box.bottom() + kGap;
    const double atRight = box.right() - tag.width();
    std::vector<QRectF> places;
    for (const QPointF corner :
         {QPointF(box.left(), above), QPointF(box.left(), below), QPointF(atRight, above),
          QPointF(atRight, below), QPointF(box.right() + kGap, box.top()),
          QPointF(box.left() - kGap - tag.width(), box.top()), QPointF(box.left(), above - tag.height() - 2),
          QPointF(box.left(), below + tag.height() + 2)})
        places.emplace_back(corner, tag);
    const auto isFree = [&](const QRectF& place) {
        return std::none_of(taken.begin(), taken.end(),
                            [&](const QRectF& other) { return other.intersects(place); });
    };
    const auto inView = std::find_if(places.begin(), places.end(), [&](const QRectF& place) {
        return view.contains(place) && isFree(place);
    });
    if (inView != places.end()) return *inView;
    const auto anywhere = std::find_if(places.begin(), places.end(), isFree);
    return anywhere != places.end() ? *anywhere : places.front();
}

QSizeF tagSize(const QFont& font, const QString& tag) {
    return plateSize(font, {tag});
}

void drawTag(QPainter& painter, const QRectF& at, const QString& tag, BoxRole role) {
    drawPlate(painter, at.topLeft(), {tag}, strokeOf(role).ink);
}

void drawLength(QPainter& painter, QPointF a, QPointF b, const QStringList& text, bool chosen) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF along = b - a;
    const double length = std::hypot(along.x(), along.y());
    const QPointF across = length > 0 ? QPointF(-along.y(), along.x()) / length * 5 : QPointF(0, 5);
    QPainterPath path;
    path.moveTo(a);
    path.lineTo(b);
    for (const QPointF end : {a, b}) {
        path.moveTo(end - across);
        path.lineTo(end + across);
    }
    drawHaloed(painter, path, {QColor(mark::kMeasurement), chosen ? 2.0 : 1.3, {}});
    if (!text.isEmpty()) drawPlate(painter, (a + b) / 2 + QPointF(8, 8), text, QColor(mark::kMeasurement));
}

void drawRegion(QPainter& painter, const QRectF& rect, const QStringList& text, bool chosen) {
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addEllipse(rect);
    drawHaloed(painter, path, {QColor(mark::kMeasurement), chosen ? 2.0 : 1.3, {}});
    if (!text.isEmpty())
        drawPlate(painter, rect.bottomLeft() + QPointF(0, 8), text, QColor(mark::kMeasurement));
}

} // namespace vrft::ui
