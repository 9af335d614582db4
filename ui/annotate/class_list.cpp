// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/class_list.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace vrft::ui {

namespace {

constexpr int kRowHeight = 32;

} // namespace

ClassList::ClassList(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setObjectName(QStringLiteral("classes"));
    setAccessibleName(tr("Classes"));
    setToolTip(tr("Classes"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ClassList::setRows(const std::vector<Row>& rows) {
    rows_ = rows;
    chosen_ = hovered_ = -1;
    current_ = 0;
    updateGeometry();
    update();
}

void ClassList::setChosen(int row) {
    if (row == chosen_) return;
    chosen_ = row;
    if (row >= 0) current_ = row;
    const QString said = row >= 0 ? rows_[static_cast<std::size_t>(row)].name : tr("none chosen");
    setAccessibleDescription(said);
    update();
}

QSize ClassList::sizeHint() const {
    return {200, std::max(1, count()) * kRowHeight};
}

QRect ClassList::rowRect(int row) const {
    return {0, row * kRowHeight, width(), kRowHeight};
}

int ClassList::rowAt(QPoint at) const {
    const int row = at.y() / kRowHeight;
    return at.y() >= 0 && row < count() ? row : -1;
}

void ClassList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const Row& row = rows_[static_cast<std::size_t>(i)];
        const QRect rect = rowRect(i);
        if (i == chosen_) {
            painter.fillRect(rect, colour(Token::Selection));
            painter.setPen(colour(Token::AccentText));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        } else if (i == hovered_) {
            painter.fillRect(rect, colour(Token::Hover));
        }
        if (hasFocus() && i == current_) {
            painter.setPen(QPen(colour(Token::Focus), 2));
            painter.drawRect(rect.adjusted(1, 1, -1, -1));
        }
        int left = rect.left() + 9;
        if (!row.key.isEmpty()) {
            KeyCap::paint(
                painter,
                QRect(left, rect.center().y() - 8, KeyCap::widthOf(row.key, font()), KeyCap::kHeight),
                row.key, colour(Token::Control), colour(Token::Text2));
            left += KeyCap::widthOf(row.key, font()) + 8;
        }
        painter.setPen(colour(isEnabled() ? Token::Text : Token::Disabled));
        const QRect words(left, rect.top(), rect.right() - left - 28, rect.height());
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.name, Qt::ElideRight, words.width()));
        if (i == chosen_)
            painter.drawPixmap(
                rect.right() - 24, rect.center().y() - 7,
                iconPixmap(QStringLiteral("check"), 14, colour(Token::AccentText), devicePixelRatioF()));
    }
}

void ClassList::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0) Q_EMIT picked(row);
}

void ClassList::mouseMoveEvent(QMouseEvent* event) {
    hovered_ = rowAt(event->position().toPoint());
    update();
}

void ClassList::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}

void ClassList::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void ClassList::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Down:
        current_ = std::min(current_ + 1, count() - 1);
        break;
    case Qt::Key_Up:
        current_ = std::max(current_ - 1, 0);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ < count()) Q_EMIT picked(current_);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

bool ClassList::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), rows_[static_cast<std::size_t>(row)].detail, this,
                           rowRect(row));
    return true;
}

} // namespace vrft::ui
