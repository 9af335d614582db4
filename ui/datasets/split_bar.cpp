// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/split_bar.h"

#include "ui/widgets/series.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kBar = 20;
constexpr int kHandle = 6;
constexpr int kReach = 10; // around a handle, for the pointer

} // namespace

SplitBar::SplitBar(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("splitBar"));
    setAccessibleName(tr("Shares of the splits"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setEditable(false);
    describe();
}

void SplitBar::setEditable(bool editable) {
    editable_ = editable;
    setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
    setToolTip(editable ? tr("Drag the handles, or use the arrow keys (Space changes the handle)")
                        : tr("Shares of the splits. A plan that exists never changes"));
    update();
}

void SplitBar::setRatios(const std::array<double, 3>& ratios) {
    ratios_ = ratios;
    describe();
    update();
}

void SplitBar::describe() {
    const double sum = std::max(1e-9, ratios_[0] + ratios_[1] + ratios_[2]);
    setAccessibleDescription(tr("train %1 %, held out %2 %, test %3 %")
                                 .arg(figure(100 * ratios_[0] / sum, 1), figure(100 * ratios_[1] / sum, 1),
                                      figure(100 * ratios_[2] / sum, 1)));
}

QPoint SplitBar::handlePlace(int handle) const {
    const double sum = std::max(1e-9, ratios_[0] + ratios_[1] + ratios_[2]);
    const double share = (ratios_[0] + (handle == 1 ? ratios_[1] : 0)) / sum;
    return {static_cast<int>(std::lround(share * width())), kBar / 2};
}

int SplitBar::handleAt(QPoint place) const {
    if (!editable_ || place.y() > kBar) return -1;
    int nearest = -1;
    int least = kReach + 1;
    for (const int handle : {0, 1})
        if (const int away = std::abs(place.x() - handlePlace(handle).x()); away < least) {
            least = away;
            nearest = handle;
        }
    return nearest;
}

// In whole percents; no share falls below one.
void SplitBar::move(int handle, double percent) {
    const double sum = ratios_[0] + ratios_[1] + ratios_[2];
    double first = std::round(100 * ratios_[0] / sum);
    double second = first + std::round(100 * ratios_[1] / sum);
    if (handle == 0)
        first = std::clamp(std::round(percent), 1.0, second - 1);
    else
        second = std::clamp(std::round(percent), first + 1, 99.0);
    const std::array<double, 3> moved{first, second - first, 100 - second};
    if (moved == ratios_) return;
    setRatios(moved);
    Q_EMIT ratiosEdited(ratios_);
}

void SplitBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double sum = std::max(1e-9, ratios_[0] + ratios_[1] + ratios_[2]);
    const std::array<QString, 3> names{tr("train"), tr("held out"), tr("test")};
    std::array<QRect, 3> words;
    double at = 0;
    QFont font = this->font();
    font.setPixelSize(12);
    painter.setFont(font);
    for (std::size_t i = 0; i < 3; ++i) {
        const double wide = ratios_[i] / sum * width();
        painter.fillRect(QRectF(at, 0, wide, kBar), seriesColour(static_cast<int>(i)));
        words[i] = QRect(static_cast<int>(at), kBar + 4, static_cast<int>(wide), 16);
        at += wide;
    }
    painter.setPen(colour(Token::Text2));
    // Under their parts; where a part is narrow its words lean on the next one's.
    int right = width();
    for (std::size_t i = 3; i-- > 0;) {
        const QString text = QStringLiteral("%1 %2 %").arg(names[i], figure(100 * ratios_[i] / sum, 1));
        const int wide = painter.fontMetrics().horizontalAdvance(text);
        const int left = std::max(0, std::min(words[i].left(), right - wide));
        painter.drawText(QRect(left, kBar + 4, wide + 2, 16), Qt::AlignLeft | Qt::AlignVCenter, text);
        right = left - 8;
    }
    if (!editable_) return;
    for (const int handle : {0, 1}) {
        const QPoint place = handlePlace(handle);
        const QRect rect(place.x() - kHandle / 2, 0, kHandle, kBar);
        painter.fillRect(rect, colour(Token::Text));
        if (hasFocus() && handle == chosen_) {
            painter.setPen(QPen(colour(Token::Focus), 2));
            painter.drawRect(rect.adjusted(-1, 1, 1, -1));
        }
    }
}

void SplitBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragged_ = handleAt(event->position().toPoint());
    if (dragged_ >= 0) chosen_ = dragged_;
    update();
}

void SplitBar::mouseMoveEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    setCursor(dragged_ >= 0 || handleAt(place) >= 0 ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (dragged_ >= 0) move(dragged_, 100.0 * place.x() / std::max(1, width()));
}

void SplitBar::mouseReleaseEvent(QMouseEvent*) {
    dragged_ = -1;
}

void SplitBar::keyPressEvent(QKeyEvent* event) {
    if (!editable_) return QWidget::keyPressEvent(event);
    const double sum = ratios_[0] + ratios_[1] + ratios_[2];
    const double at = 100 * (ratios_[0] + (chosen_ == 1 ? ratios_[1] : 0)) / sum;
    switch (event->key()) {
    case Qt::Key_Left:
        return move(chosen_, at - 1);
    case Qt::Key_Right:
        return move(chosen_, at + 1);
    case Qt::Key_Space:
        chosen_ = 1 - chosen_;
        return update();
    default:
        QWidget::keyPressEvent(event);
    }
}

void SplitBar::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void SplitBar::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace vrft::ui
