// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/combo.h"

#include "ui/widgets/icons.h"

#include <QPainter>
#include <QWheelEvent>

namespace vrft::ui {

Combo::Combo(QWidget* parent)
    : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
}

void Combo::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    constexpr int kSide = 12;
    painter.drawPixmap(width() - kSide - 8, (height() - kSide) / 2,
                       iconPixmap(QStringLiteral("chevron-down"), kSide,
                                  colour(isEnabled() ? Token::Text2 : Token::Disabled), devicePixelRatioF()));
}

void Combo::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace vrft::ui
