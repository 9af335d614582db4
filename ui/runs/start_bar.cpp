// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/start_bar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QBoxLayout>

namespace vrft::ui {

StartBar::StartBar(const QString& name, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    icon_ = new QLabel(this);
    icon_->setFixedSize(18, 18);
    head_ = makeLabel({}, TextKind::Head, this);
    head_->setObjectName(name);
    head_->setWordWrap(true);
    text_ = makeLabel({}, TextKind::Caption, this);
    text_->setObjectName(name + QStringLiteral("Text"));
    text_->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(head_);
    words->addWidget(text_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    row->addWidget(icon_, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
}

void StartBar::addButton(QPushButton* button) {
    constexpr int kHeight = 36;
    button->setMinimumHeight(kHeight);
    layout()->addWidget(button);
}

void StartBar::say(const QString& icon, Token ink, const QString& head, const QString& text) {
    icon_->setPixmap(iconPixmap(icon, 18, colour(ink), devicePixelRatioF()));
    head_->setText(head);
    head_->setToolTip(plainToolTip(head));
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
}

} // namespace vrft::ui
