// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_ground.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace vrft::ui {

void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option) {
    const QRect cell = option.rect;
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(cell, colour(Token::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(cell, colour(Token::Hover));
    painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), colour(Token::Line));
}

} // namespace vrft::ui
