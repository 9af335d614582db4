// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A field under its caption, with the caption as its name for those who don't see it.
//
// Thread rule: UI thread.
#pragma once

#include "ui/widgets/buttons.h"

#include <QBoxLayout>

namespace vrft::ui {

// `tip`: what the choice does, in a sentence.
inline QLabel* addField(QBoxLayout* column, const QString& caption, QWidget* field, const QString& tip) {
    QLabel* label = makeLabel(caption, TextKind::Caption, field->parentWidget());
    label->setBuddy(field);
    field->setAccessibleName(caption);
    field->setToolTip(tip);
    column->addWidget(label);
    column->addWidget(field);
    column->addSpacing(8);
    return label;
}

} // namespace vrft::ui
