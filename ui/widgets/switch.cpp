// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/switch.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace vrft::ui {

Switch::Switch(const QString& name, QWidget* parent)
    : QAbstractButton(parent) {
    setText(name);
    setAccessibleName(name);
    setToolTip(name);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(sizeHint());
}

void Switch::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(2.5, 4.5, 27, 15);
    const bool on = isChecked();
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 2));
        painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 9.5, 9.5);
    }
    const QColor line = colour(!isEnabled() ? Token::Line : on ? Token::Accent : Token::Control);
    painter.setPen(QPen(line, 1));
    painter.setBrush(on && isEnabled() ? colour(Token::Accent) : colour(Token::Input));
    painter.drawRoundedRect(track, 7.5, 7.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? colour(Token::Disabled) : on ? QColor(Qt::white) : colour(Token::Text2));
    painter.drawEllipse(QPointF(on ? track.right() - 7.5 : track.left() + 7.5, 12), 5, 5);
}

} // namespace vrft::ui
