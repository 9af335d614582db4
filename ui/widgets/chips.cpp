// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chips.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace vrft::ui {

namespace {

constexpr int kWidestChip = 220;
constexpr int kFieldWidth = 132;

} // namespace

Chips::Chips(const QString& name, const QString& add, QWidget* parent)
    : QWidget(parent)
    , row_(new FlowLayout(this))
    , add_(makeButton(add, ButtonKind::Link, this))
    , edit_(new QLineEdit(this)) {
    add_->setIcon(icon(QStringLiteral("plus"), Token::AccentText));
    add_->setIconSize({12, 12});
    edit_->setFixedWidth(kFieldWidth);
    edit_->hide();
    edit_->installEventFilter(this);
    row_->insertWidget(0, edit_);
    row_->insertWidget(1, add_);
    setName(name);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(add_, &QPushButton::clicked, this, &Chips::beginAdding);
    connect(edit_, &QLineEdit::returnPressed, this, &Chips::commit);
}

void Chips::setName(const QString& name) {
    name_ = name;
    setAccessibleName(name);
    add_->setAccessibleName(tr("%1: add").arg(name));
    add_->setToolTip(plainToolTip(tr("%1: add").arg(name)));
    edit_->setAccessibleName(tr("%1: new").arg(name));
    edit_->setToolTip(tr("Return adds it, Escape leaves"));
}

void Chips::setTexts(const QStringList& texts) {
    if (texts == texts_) return;
    texts_ = texts;
    show();
}

void Chips::show() {
    for (QPushButton* chip : chips_) {
        chip->hide();
        delete row_->takeAt(row_->indexOf(chip));
        chip->deleteLater(); // it may be the one that was clicked
    }
    chips_.clear();
    for (const QString& text : texts_) {
        auto* chip = makeButton(text, ButtonKind::Chip, this);
        chip->setCheckable(false);
        chip->setText(chip->fontMetrics().elidedText(text, Qt::ElideRight, kWidestChip));
        chip->setIcon(icon(QStringLiteral("cross"), Token::Text2));
        chip->setAccessibleName(tr("%1: %2").arg(name_, text));
        chip->setToolTip(plainToolTip(tr("Take away %1").arg(text)));
        row_->insertWidget(static_cast<int>(chips_.size()), chip);
        chips_ << chip;
        chip->show();
        setTabOrder(chips_.size() > 1 ? static_cast<QWidget*>(chips_[chips_.size() - 2]) : this, chip);
        connect(chip, &QPushButton::clicked, this, [this, text] {
            texts_.removeOne(text);
            show();
            add_->setFocus();
            Q_EMIT changed(texts_);
        });
    }
    setTabOrder(chips_.isEmpty() ? static_cast<QWidget*>(this) : chips_.last(), edit_);
    setTabOrder(edit_, add_);
    updateGeometry();
}

void Chips::beginAdding() {
    edit_->show();
    edit_->setFocus();
    updateGeometry();
}

void Chips::commit() {
    const QString text = edit_->text().simplified();
    edit_->clear();
    if (!text.isEmpty()) take(text);
}

void Chips::take(const QString& text) {
    if (texts_.contains(text)) return;
    texts_ << text;
    show();
    Q_EMIT changed(texts_);
}

bool Chips::eventFilter(QObject* watched, QEvent* event) {
    if (watched != edit_) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        commit();
        edit_->hide();
        updateGeometry();
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        edit_->clear();
        add_->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vrft::ui
