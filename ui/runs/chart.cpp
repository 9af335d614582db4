// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/chart.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr std::size_t kMeanSteps = 15;
constexpr double kZoom = 0.8; // a notch of the wheel
constexpr int kPage = 10;     // steps with data, by Page Up and Down

} // namespace

Chart::Chart(StepCursor& cursor, QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&cursor_, &StepCursor::changed, this, &Chart::tellCursor);
    connect(&cursor_, &StepCursor::rangeChanged, this, &Chart::stale);
}

void Chart::setPlan(const ChartPlan& plan) {
    plan_ = plan;
    setAccessibleName(tr("Chart: %1").arg(plan_.title));
    setToolTip(
        plainToolTip(tr("%1 Click pins a step, ← → walk, the wheel zooms, 0 shows the whole run, T shows "
                        "a table, a double-click the answers of a step.")
                         .arg(plan_.sentence)));
    readCurves();
}

void Chart::setColumns(std::shared_ptr<const MetricColumns> columns, bool anew) {
    columns_ = std::move(columns);
    if (anew) axisSet_ = false;
    readCurves();
}

void Chart::setBands(const std::vector<std::pair<int, int>>& steps) {
    if (steps == bands_) return;
    bands_ = steps;
    stale();
}

void Chart::readCurves() {
    curves_.clear();
    double low = plan_.low;
    double high = plan_.high;
    for (const PlanSeries& series : plan_.series) {
        Curve curve;
        curve.of = series;
        if (columns_) {
            curve.points = pointsOf(*columns_, series.key, series.factor);
            if (columns_->superseded() != nullptr)
                curve.superseded = pointsOf(*columns_->superseded(), series.key, series.factor);
            if (!series.dots) curve.mean = trailingMean(curve.points, kMeanSteps);
            if (!series.lowKey.empty()) {
                curve.low = pointsOf(*columns_, series.lowKey, series.factor);
                curve.high = pointsOf(*columns_, series.highKey, series.factor);
            }
        }
        for (const auto* points : {&curve.points, &curve.superseded, &curve.low, &curve.high})
            for (const MetricPoint& point : *points) {
                low = std::min(low, point.value);
                high = std::max(high, point.value);
            }
        curves_.push_back(std::move(curve));
    }
    axis_ = axisSet_ ? grown(axis_, low, high) : roundAxis(low, high);
    axisSet_ = true;
    const QFontMetrics metrics(small());
    labelWidth_ = 0;
    const double count = std::round((axis_.high - axis_.low) / axis_.tick);
    for (int i = 0; i <= static_cast<int>(count); ++i)
        labelWidth_ =
            std::max(labelWidth_,
                     metrics.horizontalAdvance(tickText(plan_.kind, axis_.low + i * axis_.tick, axis_.tick)));
    nameWidth_ = 0;
    if (curves_.size() > 1)
        for (const Curve& curve : curves_)
            nameWidth_ = std::max(nameWidth_, metrics.horizontalAdvance(curve.of.name) + 6);
    stale();
}

void Chart::stale() {
    kept_ = {};
    update();
}

QFont Chart::small() const {
    QFont of = font();
    of.setPixelSize(11);
    return of;
}

QRectF Chart::plot() const {
    const double left = labelWidth_ + 10;
    return {left, 8.0, std::max(10.0, width() - left - 8.0 - nameWidth_), std::max(10.0, height() - 34.0)};
}

double Chart::xOf(double step) const {
    const QRectF area = plot();
    return area.left() + (step - cursor_.from()) / (cursor_.to() - cursor_.from()) * area.width();
}

double Chart::yOf(double value) const {
    const QRectF area = plot();
    return area.bottom() - (value - axis_.low) / (axis_.high - axis_.low) * area.height();
}

int Chart::stepAt(double x) const {
    const QRectF area = plot();
    const double step = cursor_.from() + (x - area.left()) / area.width() * (cursor_.to() - cursor_.from());
    return static_cast<int>(std::lround(std::clamp(step, 0.0, static_cast<double>(cursor_.whole()))));
}

std::optional<int> Chart::stepWithData(int step) const {
    std::optional<int> best;
    for (const Curve& curve : curves_) {
        const auto at = std::lower_bound(curve.points.begin(), curve.points.end(), step,
                                         [](const MetricPoint& p, int s) { return p.step < s; });
        for (const auto& candidate : {at == curve.points.end() ? nullptr : &*at,
                                      at == curve.points.begin() ? nullptr : &*std::prev(at)}) {
            if (candidate == nullptr) continue;
            const int there = static_cast<int>(candidate->step);
            if (!best || std::abs(there - step) < std::abs(*best - step)) best = there;
        }
    }
    return best;
}

std::vector<ReadOutLine> Chart::readOut(int step) const {
    std::vector<ReadOutLine> lines;
    if (!columns_) return lines;
    for (const Curve& curve : curves_) {
        const auto found = columns_->nearest(curve.of.key, step);
        if (!found) continue;
        ReadOutLine line{curve.of.colour, {}};
        line.text = figureText(plan_.kind, found->second * curve.of.factor);
        if (curves_.size() > 1) line.text = QStringLiteral("%1 %2").arg(curve.of.name, line.text);
        const auto low = columns_->nearest(curve.of.lowKey, step);
        const auto high = columns_->nearest(curve.of.highKey, step);
        if (low && high && low->first == found->first)
            line.text += tr(", interval %1 to %2")
                             .arg(figureText(plan_.kind, low->second), figureText(plan_.kind, high->second));
        if (found->first != step) line.text += tr(" (%1)").arg(placeWords(plan_.across, found->first));
        lines.push_back(line);
    }
    return lines;
}

QString Chart::stepWords(int step) const {
    QString words = placeWords(plan_.across, step);
    if (columns_ && std::binary_search(columns_->resumes().begin(), columns_->resumes().end(), step))
        words += tr(", resumed here");
    return words;
}

void Chart::tellCursor() {
    update();
    if (!hasFocus() || !cursor_.step()) return;
    QStringList words{stepWords(*cursor_.step())};
    for (const ReadOutLine& line : readOut(*cursor_.step()))
        words << line.text;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

// Over curves the read-out speaks; a tool tip would lie on them.
bool Chart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip &&
        plot().adjusted(-4, -8, 4, 8).contains(static_cast<QHelpEvent*>(event)->pos())) {
        QToolTip::hideText();
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void Chart::resizeEvent(QResizeEvent*) {
    kept_ = {};
}

void Chart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::FontChange)
        stale();
    QWidget::changeEvent(event);
}

void Chart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragFrom_ = cursor_.from();
    dragX_ = event->position().x();
    dragged_ = false;
}

void Chart::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (dragFrom_ && (event->buttons() & Qt::LeftButton) && cursor_.zoomed()) {
        if (std::abs(x - dragX_) > 3) dragged_ = true;
        if (!dragged_) return;
        const double width = cursor_.to() - cursor_.from();
        const double from = *dragFrom_ - (x - dragX_) / plot().width() * width;
        cursor_.setRange(from, from + width);
        return;
    }
    if (plot().adjusted(-4, -8, 4, 8).contains(event->position()))
        cursor_.hover(stepWithData(stepAt(x)));
    else
        cursor_.hover(std::nullopt);
}

void Chart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const bool click = dragFrom_ && !dragged_;
    dragFrom_.reset();
    if (!click) return;
    const auto step = stepWithData(stepAt(event->position().x()));
    cursor_.pin(cursor_.pinned() && cursor_.step() == step ? std::nullopt : step);
}

void Chart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto step = stepWithData(stepAt(event->position().x()))) {
        dragFrom_.reset();
        cursor_.pin(step);
        Q_EMIT answersWanted(*step);
    }
}

void Chart::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / 120.0;
    // At the whole run a notch outwards goes to the page, so that it scrolls.
    if (notches == 0 || (notches < 0 && !cursor_.zoomed())) return event->ignore();
    cursor_.zoom(std::pow(kZoom, notches), stepAt(event->position().x()));
    event->accept();
}

void Chart::leaveEvent(QEvent*) {
    if (!hasFocus()) cursor_.hover(std::nullopt);
    update();
}

void Chart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    tellCursor();
}

void Chart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    cursor_.hover(std::nullopt);
    update();
}

// To the next step this chart has a value at.
void Chart::walk(int direction) {
    const int whole = cursor_.whole();
    int step = cursor_.step().value_or(direction > 0 ? -1 : whole + 1);
    for (int next = step + direction; next >= 0 && next <= whole; next += direction)
        if (stepWithData(next) == next) {
            step = next;
            break;
        }
    if (step < 0 || step > whole) return;
    cursor_.walk(step);
    if (step < cursor_.from() || step > cursor_.to()) {
        const double width = cursor_.to() - cursor_.from();
        cursor_.setRange(step - width / 2, step + width / 2);
    }
}

void Chart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        walk(event->key() == Qt::Key_Right ? 1 : -1);
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        for (int i = 0; i < kPage; ++i)
            walk(event->key() == Qt::Key_PageDown ? 1 : -1);
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const auto step = stepWithData(event->key() == Qt::Key_Home ? 0 : cursor_.whole()))
            cursor_.walk(*step);
        return;
    case Qt::Key_Space:
        if (cursor_.step()) cursor_.pin(cursor_.pinned() ? std::nullopt : cursor_.step());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (cursor_.step()) Q_EMIT answersWanted(*cursor_.step());
        return;
    case Qt::Key_Escape:
        if (!cursor_.step()) break;
        cursor_.pin(std::nullopt);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus: {
        const double middle = cursor_.step().value_or((cursor_.from() + cursor_.to()) / 2);
        cursor_.zoom(event->key() == Qt::Key_Minus ? 1 / kZoom : kZoom, middle);
        return;
    }
    case Qt::Key_0:
        cursor_.reset();
        return;
    case Qt::Key_T:
        Q_EMIT tableWanted();
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace vrft::ui
