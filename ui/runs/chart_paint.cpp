// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a chart is drawn.
#include "ui/runs/chart.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr int kDot = 3;
constexpr QRgb kReadOutDark = 0xFF0C0D0F;
constexpr QRgb kReadOutLight = 0xFF1A1D21;
constexpr QRgb kReadOutText = 0xFFE6E9EC; // its ground is dark in both themes
constexpr double kTrace = 0.3;
constexpr double kInterval = 0.2;
constexpr double kBand = 0.25;
constexpr double kHealthy = 0.09;
constexpr double kHealthyEdge = 0.4;
constexpr double kSuperseded = 0.45;

QColor faint(Token token, double alpha) {
    QColor shade = colour(token);
    shade.setAlphaF(static_cast<float>(alpha));
    return shade;
}

// The colours of series as they are on the dark ground of the read-out.
QColor onReadOut(Token token) {
    return theme().dark() ? colour(token) : colour(token).lighter(190);
}

} // namespace

void Chart::paintEvent(QPaintEvent*) {
    const qreal ratio = devicePixelRatioF();
    if (kept_.isNull() || kept_.devicePixelRatioF() != ratio ||
        kept_.deviceIndependentSize() != QSizeF(size())) {
        kept_ = QPixmap(size() * ratio);
        kept_.setDevicePixelRatio(ratio);
        kept_.fill(colour(Token::Panel));
        QPainter painter(&kept_);
        paintAll(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, kept_);
    if (const auto step = cursor_.step(); step && *step >= cursor_.from() && *step <= cursor_.to())
        paintReadOut(painter, *step);
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void Chart::paintAll(QPainter& painter) {
    painter.setFont(small());
    paintFrame(painter);
    painter.save();
    painter.setClipRect(plot().adjusted(0, -kDot - 1, kDot + 1, 1));
    paintHealthy(painter);
    paintBands(painter);
    for (const Curve& curve : curves_)
        paintSuperseded(painter, curve);
    for (const Curve& curve : curves_)
        paintCurve(painter, curve);
    painter.restore();
    paintResumes(painter);
    paintLines(painter);
    paintLabels(painter);
}

void Chart::paintFrame(QPainter& painter) {
    const QRectF area = plot();
    const QFontMetrics metrics(painter.font());
    const double count = std::round((axis_.high - axis_.low) / axis_.tick);
    for (int i = 0; i <= static_cast<int>(count); ++i) {
        const double value = axis_.low + i * axis_.tick;
        const double y = std::round(yOf(value)) + 0.5;
        if (i > 0) {
            painter.setPen(faint(Token::Line, 0.7));
            painter.drawLine(QPointF(area.left() + 1, y), QPointF(area.right(), y));
        }
        painter.setPen(colour(Token::Control));
        painter.drawLine(QPointF(area.left() - 4, y), QPointF(area.left(), y));
        painter.setPen(colour(Token::Text3));
        painter.drawText(QRectF(0, y - 8, area.left() - 7, 16), Qt::AlignRight | Qt::AlignVCenter,
                         tickText(plan_.kind, value, axis_.tick));
    }
    painter.setPen(colour(Token::Control));
    const double left = std::round(area.left()) + 0.5;
    const double bottom = std::round(area.bottom()) + 0.5;
    painter.drawLine(QPointF(left, area.top()), QPointF(left, bottom));
    painter.drawLine(QPointF(left, bottom), QPointF(area.right(), bottom));
    // Steps are whole, and the last label carries the unit.
    const double width = cursor_.to() - cursor_.from();
    const Axis steps = roundAxis(0, std::max(width, 1.0));
    const double tick = std::max(1.0, steps.tick);
    const QString last = placeWords(plan_.across, static_cast<int>(std::floor(cursor_.to())));
    const double lastLeft = area.right() - metrics.horizontalAdvance(last);
    for (double step = std::ceil(cursor_.from() / tick) * tick; step <= cursor_.to() + 1e-9; step += tick) {
        const double x = std::round(xOf(step)) + 0.5;
        painter.setPen(colour(Token::Control));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4));
        const QString text = placeText(plan_.across, step);
        const double half = metrics.horizontalAdvance(text) / 2.0;
        if (x + half > lastLeft - 8) continue;
        painter.setPen(colour(Token::Text3));
        painter.drawText(QRectF(x - half - 2, bottom + 4, 2 * half + 4, 16), Qt::AlignCenter, text);
    }
    painter.setPen(colour(Token::Text3));
    painter.drawText(QRectF(lastLeft, bottom + 4, area.right() - lastLeft + 1, 16),
                     Qt::AlignRight | Qt::AlignVCenter, last);
}

// A quiet ground where all is well, with a line at the bound.
void Chart::paintHealthy(QPainter& painter) {
    if (!plan_.healthy) return;
    const QRectF area = plot();
    const double low = std::clamp(plan_.healthy->low.value_or(axis_.low), axis_.low, axis_.high);
    const double high = std::clamp(plan_.healthy->high.value_or(axis_.high), axis_.low, axis_.high);
    if (low >= high) return;
    const QRectF band(QPointF(area.left() + 1, std::round(yOf(high))),
                      QPointF(area.right(), std::round(yOf(low))));
    painter.fillRect(band, faint(Token::Good, kHealthy));
    painter.setPen(QPen(faint(Token::Good, kHealthyEdge), 1));
    for (const auto& bound : {plan_.healthy->low, plan_.healthy->high})
        if (bound && *bound > axis_.low && *bound < axis_.high) {
            const double y = std::round(yOf(*bound)) + 0.5;
            painter.drawLine(QPointF(band.left(), y), QPointF(band.right(), y));
        }
}

void Chart::paintBands(QPainter& painter) {
    const QRectF area = plot();
    for (const auto& [from, to] : bands_) {
        const double left = xOf(from);
        const double right = std::max(xOf(to), left + 3);
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()),
                         faint(Token::AlarmLine, kBand));
    }
    if (!columns_) return;
    for (const auto& [step, name] : columns_->stages()) {
        const double x = std::round(xOf(step)) + 0.5;
        painter.setPen(QPen(colour(Token::Control), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

void Chart::paintLines(QPainter& painter) {
    const QRectF area = plot();
    for (const PlanLine& line : plan_.lines) {
        if (line.value < axis_.low || line.value > axis_.high) continue;
        const double y = std::round(yOf(line.value)) + 0.5;
        QPen pen(colour(Token::Text3), 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(area.left() + 1, y), QPointF(area.right(), y));
    }
}

// One point a pixel column where there are more.
QPolygonF Chart::pathOf(std::span<const MetricPoint> points) const {
    const QRectF area = plot();
    const int count = std::max(1, static_cast<int>(area.width()));
    QPolygonF path;
    if (points.size() > static_cast<std::size_t>(2 * count))
        for (const PixelColumn& column : decimated(points, cursor_.from(), cursor_.to(), count))
            path << QPointF(area.left() + column.column + 0.5, yOf((column.low + column.high) / 2));
    else
        for (const MetricPoint& point : points)
            path << QPointF(xOf(point.step), yOf(point.value));
    return path;
}

void Chart::paintCurve(QPainter& painter, const Curve& curve) {
    const QRectF area = plot();
    if (curve.low.size() > 1 && curve.low.size() == curve.high.size()) {
        QPolygonF band;
        for (const MetricPoint& point : curve.high)
            band << QPointF(xOf(point.step), yOf(point.value));
        for (auto point = curve.low.rbegin(); point != curve.low.rend(); ++point)
            band << QPointF(xOf(point->step), yOf(point->value));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(faint(curve.of.colour, kInterval));
        painter.drawPolygon(band);
    }
    const auto line = [&](const std::vector<MetricPoint>& points) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour(curve.of.colour), 2, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(pathOf(points));
    };
    if (curve.of.dots) {
        line(curve.points);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(curve.of.colour));
        const bool room = area.width() / std::max<double>(1, static_cast<double>(curve.points.size())) > 3;
        if (room || curve.points.size() < 3)
            for (const MetricPoint& point : curve.points)
                painter.drawEllipse(QPointF(xOf(point.step), yOf(point.value)), kDot, kDot);
        return;
    }
    paintTrace(painter, curve);
    line(curve.mean);
}

// What a resume took back, as a grey line a stretch: it happened, and counts no more.
void Chart::paintSuperseded(QPainter& painter, const Curve& curve) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faint(Token::Text3, kSuperseded), 1));
    const std::vector<MetricPoint>& points = curve.superseded;
    for (std::size_t from = 0; from < points.size();) {
        std::size_t to = from + 1;
        while (to < points.size() && points[to].step > points[to - 1].step)
            ++to;
        const std::span<const MetricPoint> stretch(points.data() + from, to - from);
        const QPolygonF path = pathOf(stretch);
        if (path.size() == 1)
            painter.drawEllipse(path.front(), 1.5, 1.5);
        else
            painter.drawPolyline(path);
        from = to;
    }
}

// A thin line where the run went on.
void Chart::paintResumes(QPainter& painter) {
    if (!columns_) return;
    const QRectF area = plot();
    for (const int step : columns_->resumes()) {
        if (step < cursor_.from() || step > cursor_.to()) continue;
        const double x = std::round(xOf(step)) + 0.5;
        QPen pen(colour(Token::Text3), 1);
        pen.setDashPattern({1, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

// The steps themselves, thin: joined one by one, or as one upright stroke a pixel column where there are
// many.
void Chart::paintTrace(QPainter& painter, const Curve& curve) {
    const QRectF area = plot();
    const int count = std::max(1, static_cast<int>(area.width()));
    const QColor trace = faint(curve.of.colour, kTrace);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double shown = (cursor_.to() - cursor_.from()) * 2;
    if (std::min<double>(shown, static_cast<double>(curve.points.size())) < count) {
        QPolygonF path;
        for (const MetricPoint& point : curve.points)
            path << QPointF(xOf(point.step), yOf(point.value));
        painter.setPen(QPen(trace, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(path);
        return;
    }
    std::optional<double> before;
    for (const PixelColumn& column : decimated(curve.points, cursor_.from(), cursor_.to(), count)) {
        double top = yOf(column.high);
        double bottom = yOf(column.low);
        if (before) {
            top = std::min(top, *before);
            bottom = std::max(bottom, *before);
        }
        painter.fillRect(QRectF(std::floor(area.left()) + column.column, std::floor(top), 1,
                                std::max(1.0, std::floor(bottom) - std::floor(top))),
                         trace);
        before = yOf(column.last);
    }
}

void Chart::paintReadOut(QPainter& painter, int step) {
    const QRectF area = plot();
    const double x = std::round(xOf(step)) + 0.5;
    painter.setPen(colour(Token::Text2));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Curve& curve : curves_) {
        const auto& points = curve.of.dots ? curve.points : curve.mean;
        const auto at = std::lower_bound(points.begin(), points.end(), step,
                                         [](const MetricPoint& p, int s) { return p.step < s; });
        if (at == points.end() || std::abs(at->step - step) > 0.5) continue;
        painter.setPen(QPen(colour(curve.of.colour), 1.5));
        painter.setBrush(colour(Token::Panel));
        painter.drawEllipse(QPointF(xOf(at->step), yOf(at->value)), kDot + 1, kDot + 1);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (!underMouse() && !hasFocus()) return;
    painter.setFont(small());
    const QFontMetrics metrics(painter.font());
    const std::vector<ReadOutLine> lines = readOut(step);
    const QString head = cursor_.pinned() ? tr("%1, pinned").arg(stepWords(step)) : stepWords(step);
    double widest = metrics.horizontalAdvance(head);
    for (const ReadOutLine& line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line.text) + 16.0);
    const QSizeF size(widest + 16, 16.0 * static_cast<double>(lines.size() + 1) + 8);
    const bool right = x + 8 + size.width() < width();
    const double left = right ? x + 8 : std::max(1.0, x - 8 - size.width());
    const QRectF box(left, std::clamp(area.top() + 8, 1.0, std::max(1.0, height() - size.height() - 1)),
                     size.width(), size.height());
    painter.fillRect(box, QColor::fromRgba(theme().dark() ? kReadOutDark : kReadOutLight));
    painter.setPen(colour(Token::Control));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    QRectF row(box.left() + 8, box.top() + 4, box.width() - 12, 16);
    painter.setPen(QColor::fromRgba(kReadOutText));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, head);
    for (const ReadOutLine& line : lines) {
        row.translate(0, 16);
        painter.fillRect(QRectF(row.left(), row.center().y() - 1, 10, 3), onReadOut(line.colour));
        painter.setPen(QColor::fromRgba(kReadOutText));
        painter.drawText(row.adjusted(16, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter, line.text);
    }
}

} // namespace vrft::ui
