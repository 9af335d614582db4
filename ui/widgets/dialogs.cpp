// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dialogs.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace vrft::ui {

MessageDialog::MessageDialog(const Message& message, QWidget* parent)
    : QDialog(parent)
    , choice_(static_cast<int>(message.buttons.size()) - 1) {
    setWindowTitle(message.title);
    setMinimumWidth(480);
    auto* picture = new QLabel(this);
    picture->setPixmap(iconPixmap(message.icon, 24, colour(Token::Caution), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignTop);
    auto* head = makeLabel(message.head, TextKind::Head, this);
    head->setProperty("kind", QStringLiteral("dialogHead"));
    head->setWordWrap(true);
    auto* text = makeLabel(message.text, TextKind::Second, this);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(head);
    words->addWidget(text);
    auto* body = new QHBoxLayout;
    body->setContentsMargins(16, 16, 16, 24);
    body->setSpacing(12);
    body->addWidget(picture);
    body->addLayout(words, 1);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    row->addStretch(1);
    for (int i = static_cast<int>(message.buttons.size()) - 1; i >= 0; --i) {
        auto* button = makeButton(message.buttons[i], i == 0 ? ButtonKind::Filled : ButtonKind::Plain, this);
        button->setAutoDefault(true);
        button->setDefault(i == 0);
        connect(button, &QPushButton::clicked, this, [this, i] {
            choice_ = i;
            accept();
        });
        row->addWidget(button);
        if (i == 0) button->setFocus();
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(body);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(row);
}

QPushButton* makeCloseButton(QDialog& dialog, ButtonKind kind) {
    QPushButton* close = makeButton(MessageDialog::tr("Close"), kind, &dialog);
    close->setToolTip(MessageDialog::tr("Close (Escape)"));
    close->setAutoDefault(kind == ButtonKind::Filled);
    close->setDefault(kind == ButtonKind::Filled);
    QObject::connect(close, &QPushButton::clicked, &dialog, &QDialog::reject);
    return close;
}

} // namespace vrft::ui
