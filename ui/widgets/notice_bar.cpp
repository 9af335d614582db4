// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , picture_(new QLabel(this))
    , head_(makeLabel({}, TextKind::Head, this))
    , text_(makeLabel({}, TextKind::Second, this))
    , action_(makeButton({}, ButtonKind::Plain, this))
    , dismiss_(makeButton({}, ButtonKind::Link, this)) {
    setObjectName(QStringLiteral("notice"));
    setAccessibleName(tr("Notice"));
    head_->setWordWrap(true);
    text_->setWordWrap(true);
    action_->setObjectName(QStringLiteral("noticeAction"));
    dismiss_->setObjectName(QStringLiteral("noticeDismiss"));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(head_);
    words->addWidget(text_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(picture_);
    row->addLayout(words, 1);
    row->addWidget(action_);
    row->addWidget(dismiss_);
    connect(action_, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT actionWanted();
    });
    connect(dismiss_, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void NoticeBar::say(const QString& head, const QString& text, const QString& action, const QString& dismiss) {
    picture_->setPixmap(
        iconPixmap(QStringLiteral("caution"), 18, colour(Token::Caution), devicePixelRatioF()));
    head_->setText(head);
    text_->setText(text);
    for (const auto& [button, name] : {std::pair(action_, action), std::pair(dismiss_, dismiss)}) {
        button->setText(name);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setVisible(!name.isEmpty());
    }
    show();
}

void NoticeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::CautionGround));
    painter.fillRect(QRect(0, 0, 4, height()), colour(Token::Caution));
}

} // namespace vrft::ui
