// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/phrases.h"

#include <QHBoxLayout>

namespace vrft::ui {

Segments::Segments(const QString& name, const QStringList& texts, QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(name);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < texts.size(); ++i) {
        auto* button = makeButton(texts[i], ButtonKind::Plain, this);
        setKind(button, QStringLiteral("segment"));
        button->setCheckable(true);
        QFont bold = button->font(); // the chosen one is set in it
        bold.setPixelSize(13);
        bold.setBold(true);
        button->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(texts[i]) + 24);
        button->setToolTip(titled(name, texts[i]));
        group_.addButton(button, i);
        row->addWidget(button);
    }
    if (!texts.isEmpty()) choose(0);
    connect(&group_, &QButtonGroup::idClicked, this, &Segments::chosenByHand);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Segments::choose(int index) {
    if (QAbstractButton* button = group_.button(index)) button->setChecked(true);
}

} // namespace vrft::ui
