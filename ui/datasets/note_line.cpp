// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/note_line.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_mark.h"

#include <QBoxLayout>

namespace vrft::ui {

NoteLine::NoteLine(const QString& name, QWidget* parent)
    : QWidget(parent)
    , mark_(new IconMark(QStringLiteral("caution"), Token::Caution, 16, this))
    , text_(makeLabel({}, TextKind::Second, this)) {
    text_->setObjectName(name);
    text_->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(mark_, 0, Qt::AlignTop);
    row->addWidget(text_, 1);
    setVisible(false);
}

void NoteLine::say(const QString& text, Weight weight) {
    setVisible(!text.isEmpty());
    mark_->setVisible(weight != Weight::Plain);
    if (weight == Weight::Caution) mark_->show(QStringLiteral("caution"), Token::Caution, tr("to look at"));
    if (weight == Weight::Alarm) mark_->show(QStringLiteral("alarm"), Token::Alarm, tr("wrong"));
    setKind(text_, weight == Weight::Plain     ? QStringLiteral("second")
                   : weight == Weight::Caution ? QStringLiteral("caution")
                                               : QStringLiteral("alarm"));
    text_->setText(text);
}

} // namespace vrft::ui
