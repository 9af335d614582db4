// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_ground.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace vrft::ui {

void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option, RowEdge edge) {
    const QRect cell = option.rect;
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    if (chosen)
        painter.fillRect(cell, colour(Token::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(cell, colour(Token::Hover));
    if (edge == RowEdge::Line)
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), colour(Token::Line));
    if (edge == RowEdge::Bar && (chosen || focus))
        painter.fillRect(QRect(cell.topLeft(), QSize(3, cell.height())),
                         colour(focus ? Token::Focus : Token::AccentText));
}

} // namespace vrft::ui
