// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/changes_view.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>

namespace vrft::ui {

ChangesView::ChangesView(QWidget* parent)
    : QWidget(parent)
    , head_(makeLabel({}, TextKind::Head, this))
    , count_(makeLabel({}, TextKind::Grey, this))
    , restore_(makeButton({}, ButtonKind::Link, this))
    , text_(new QTextEdit(this)) {
    head_->setObjectName(QStringLiteral("changesHead"));
    restore_->setObjectName(QStringLiteral("restoreVersion"));
    text_->setObjectName(QStringLiteral("changes"));
    text_->setAccessibleName(tr("Changes"));
    text_->setToolTip(tr("Struck through: it went. Bold: it came"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout;
    row->addWidget(head_);
    row->addWidget(count_);
    row->addStretch(1);
    row->addWidget(restore_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(row);
    all->addWidget(text_);
    connect(restore_, &QPushButton::clicked, this, &ChangesView::restoreWanted);
}

void ChangesView::setChanges(const QString& head, std::vector<TaskChange> changes, const QString& restore) {
    head_->setText(head);
    changes_ = std::move(changes);
    count_->setText(QString::number(changes_.size()));
    restore_->setText(restore);
    restore_->setAccessibleName(restore);
    restore_->setToolTip(tr("%1: it becomes the newest version, and can be undone").arg(restore));
    restore_->setVisible(!restore.isEmpty() && !changes_.empty());
    build();
}

void ChangesView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) build();
}

void ChangesView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

void ChangesView::build() {
    text_->clear();
    QTextCursor cursor(text_->document());
    QTextCharFormat where;
    where.setForeground(colour(Token::Text2));
    QTextCharFormat same;
    same.setForeground(colour(Token::Text));
    QTextCharFormat removed = same;
    removed.setForeground(colour(Token::Text3));
    removed.setFontStrikeOut(true);
    QTextCharFormat added = same;
    added.setFontWeight(QFont::Bold);
    if (changes_.empty()) cursor.insertText(tr("Nothing differs."), where);
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        if (i > 0) cursor.insertBlock();
        QTextBlockFormat block;
        block.setTopMargin(i > 0 ? 6 : 0);
        cursor.setBlockFormat(block);
        cursor.insertText(changes_[i].where + QStringLiteral("   "), where);
        bool first = true;
        for (const TextRun& run : changes_[i].runs) {
            if (!std::exchange(first, false)) cursor.insertText(QStringLiteral(" "), same);
            cursor.insertText(run.text, run.kind == TextRun::Kind::Same      ? same
                                        : run.kind == TextRun::Kind::Removed ? removed
                                                                             : added);
        }
    }
    fitHeight();
}

void ChangesView::fitHeight() {
    text_->document()->setTextWidth(std::max(100, text_->width() - 12));
    text_->setFixedHeight(static_cast<int>(std::ceil(text_->document()->size().height())) + 12);
}

} // namespace vrft::ui
