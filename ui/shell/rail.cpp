// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

#include <QAction>
#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

RailButton::RailButton(const QString& icon, const QString& name, QAction* action, bool workplace,
                       QWidget* parent)
    : QAbstractButton(parent)
    , icon_(icon)
    , workplace_(workplace) {
    setText(name);
    setAccessibleName(name);
    followKey(this, action, name);
    setCheckable(workplace);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(sizeHint());
}

QSize RailButton::sizeHint() const {
    return {88, workplace_ ? 68 : 52};
}

void RailButton::enterEvent(QEnterEvent*) {
    update();
}

void RailButton::leaveEvent(QEvent*) {
    update();
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool chosen = isChecked();
    if (chosen)
        painter.fillRect(rect(), colour(Token::Panel));
    else if (underMouse())
        painter.fillRect(rect(), colour(Token::Hover));
    if (chosen) painter.fillRect(QRect(0, 0, 3, height()), colour(Token::AccentText));
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 2));
        painter.drawRect(rect().adjusted(2, 2, -2, -2));
    }
    const int side = workplace_ ? 24 : 18;
    const int gap = 5;
    const int top = (height() - side - gap - 18) / 2;
    painter.drawPixmap(
        (width() - side) / 2, top,
        iconPixmap(icon_, side, colour(chosen ? Token::Text : Token::Text2), devicePixelRatioF()));
    QFont font = painter.font();
    font.setPixelSize(12);
    font.setBold(chosen);
    painter.setFont(font);
    painter.setPen(colour(chosen ? Token::Text : Token::Text2));
    painter.drawText(QRect(0, top + side + gap, width(), 18), Qt::AlignCenter, text());
}

Rail::Rail(QAction* studies, QAction* keys, QAction* settings, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Workplaces"));
    setFixedWidth(88);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    const auto add = [&](QAction* action, const QString& icon, const QString& name, bool workplace) {
        auto* button = new RailButton(icon, name, action, workplace, this);
        button->setChecked(workplace);
        button->setObjectName(QStringLiteral("rail-") + icon);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        if (workplace)
            connect(button, &QAbstractButton::toggled, button, [button] { button->setChecked(true); });
        column->addWidget(button);
    };
    add(studies, QStringLiteral("studies"), tr("Studies"), true);
    column->addStretch(1);
    add(keys, QStringLiteral("keys"), tr("Keys"), false);
    add(settings, QStringLiteral("settings"), tr("Settings"), false);
}

} // namespace vrft::ui
