// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page_bar.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace vrft::ui {

PageBar::PageBar(Of of, const QString& title, QWidget* parent)
    : QWidget(parent)
    , row_(nullptr)
    , title_(makeLabel(title, TextKind::Head, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(of == Of::Page ? 48 : 40);
    if (of == Of::Page) setKind(title_, QStringLiteral("pageTitle"));
    // A widget around the row: a layout of fixed heights would leave a gap below it.
    auto* middle = new QWidget(this);
    row_ = new QHBoxLayout(middle);
    row_->setContentsMargins(of == Of::Page ? 16 : 12, 0, of == Of::Page ? 16 : 12, 0);
    row_->setSpacing(8);
    row_->addWidget(title_);
    title_->setVisible(!title.isEmpty());
    row_->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(middle, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
}

void PageBar::setTitle(const QString& title) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
}

void PageBar::addAfterTitle(QWidget* widget) {
    row_->insertWidget(numLeft_++, widget);
}

void PageBar::addAtRight(QWidget* widget) {
    row_->addWidget(widget);
}

} // namespace vrft::ui
