// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/step_strip.h"

#include "ui/widgets/phrases.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace vrft::ui {

namespace {

constexpr double kSide = 8;
constexpr double kMostPitch = 10;
constexpr double kLeastPitch = 6;

} // namespace

StepStrip::StepStrip(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("stepStrip"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("The same sample over the steps"));
    setToolTip(tr("The same sample over the steps"));
    setFixedHeight(34);
    setMinimumWidth(80);
}

void StepStrip::setSteps(std::vector<Step> steps, std::int64_t chosen) {
    steps_ = std::move(steps);
    chosen_.reset();
    for (std::size_t i = 0; i < steps_.size(); ++i)
        if (steps_[i].row.id == chosen) chosen_ = i;
    int right = 0;
    for (const Step& step : steps_)
        right += step.right == true ? 1 : 0;
    setAccessibleDescription(tr("%1 of %2 steps right").arg(right).arg(steps_.size()));
    setEnabled(!steps_.empty());
    makeBins();
    update();
}

void StepStrip::resizeEvent(QResizeEvent*) {
    makeBins();
}

void StepStrip::makeBins() {
    bins_.clear();
    if (steps_.empty()) return;
    const auto most = static_cast<std::size_t>(std::max(1.0, std::floor((width() - 4) / kLeastPitch)));
    const std::size_t each = (steps_.size() + most - 1) / most;
    for (std::size_t first = 0; first < steps_.size(); first += each) {
        Bin bin{first, std::min(first + each, steps_.size()) - 1, std::nullopt};
        int right = 0;
        int measured = 0;
        for (std::size_t i = bin.first; i <= bin.last; ++i) {
            measured += steps_[i].right ? 1 : 0;
            right += steps_[i].right == true ? 1 : 0;
        }
        if (measured > 0) bin.right = 2 * right >= measured;
        bins_.push_back(bin);
    }
}

int StepStrip::numSquares() const {
    return static_cast<int>(bins_.size());
}

QRectF StepStrip::square(int index) const {
    const double pitch =
        std::clamp((width() - 4.0) / static_cast<double>(std::max<std::size_t>(bins_.size(), 1)), kLeastPitch,
                   kMostPitch);
    const auto& right = bins_[static_cast<std::size_t>(index)].right;
    const double y = right == true ? 3 : right == false ? 13 : 8;
    return {2 + index * pitch, y, std::min(kSide, pitch - 1), kSide};
}

void StepStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRectF(2, 27, width() - 4, 1), colour(Token::Control));
    for (std::size_t i = 0; i < bins_.size(); ++i) {
        const QRectF at = square(static_cast<int>(i));
        painter.fillRect(at, colour(bins_[i].right == true    ? Token::Good
                                    : bins_[i].right == false ? Token::Alarm
                                                              : Token::Text3));
        if (chosen_ && *chosen_ >= bins_[i].first && *chosen_ <= bins_[i].last) {
            const double x = at.center().x();
            painter.fillRect(QRectF(x - 0.5, 0, 1, 24), colour(Token::Text2));
            painter.fillRect(QRectF(x - 3, 23, 6, 10), colour(Token::Text));
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

int StepStrip::binAt(QPointF at) const {
    int best = -1;
    double distance = kMostPitch;
    for (int i = 0; i < numSquares(); ++i) {
        const double away = std::abs(square(i).center().x() - at.x());
        if (away >= distance) continue;
        distance = away;
        best = i;
    }
    return best;
}

void StepStrip::choose(std::size_t step) {
    if (chosen_ == step) return;
    chosen_ = step;
    update();
    Q_EMIT chosen(steps_[step].row);
}

void StepStrip::mousePressEvent(QMouseEvent* event) {
    const int bin = binAt(event->position());
    if (event->button() == Qt::LeftButton && bin >= 0) choose(bins_[static_cast<std::size_t>(bin)].last);
}

void StepStrip::keyPressEvent(QKeyEvent* event) {
    if (steps_.empty()) return QWidget::keyPressEvent(event);
    const std::size_t now = chosen_.value_or(steps_.size() - 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(now == 0 ? 0 : now - 1);
    case Qt::Key_Right:
        return choose(std::min(now + 1, steps_.size() - 1));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(steps_.size() - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

QString StepStrip::words(const Bin& bin) const {
    const QString steps =
        bin.first == bin.last
            ? tr("Step %1").arg(steps_[bin.first].row.step)
            : tr("Steps %1 to %2").arg(steps_[bin.first].row.step).arg(steps_[bin.last].row.step);
    const QString how = bin.right == true    ? tr("right")
                        : bin.right == false ? tr("wrong")
                                             : tr("not measured");
    return titled(steps, how);
}

bool StepStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int bin = binAt(help->pos());
    if (bin >= 0) QToolTip::showText(help->globalPos(), words(bins_[static_cast<std::size_t>(bin)]), this);
    return true;
}

} // namespace vrft::ui
