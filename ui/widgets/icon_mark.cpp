// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon_mark.h"

#include "ui/widgets/icons.h"

#include <QPainter>

namespace vrft::ui {

IconMark::IconMark(QString icon, Token ink, int side, QWidget* parent)
    : QWidget(parent)
    , icon_(std::move(icon))
    , ink_(ink) {
    setFixedSize(side, side);
}

void IconMark::show(const QString& icon, Token ink, const QString& word) {
    icon_ = icon;
    ink_ = ink;
    setAccessibleName(word);
    setToolTip(word);
    update();
}

void IconMark::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.drawPixmap(0, 0, iconPixmap(icon_, width(), colour(ink_), devicePixelRatioF()));
}

} // namespace vrft::ui
