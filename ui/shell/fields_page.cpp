// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fields_page.h"

#include "ui/widgets/buttons.h"

#include <QVBoxLayout>

namespace vrft::ui {

FieldsPage::FieldsPage(QWidget* parent)
    : QWidget(parent)
    , column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 12, 0, 0);
    column_->setSpacing(4);
}

QLabel* FieldsPage::add(const QString& caption, QWidget* field, const QString& note, QWidget* row) {
    auto* label = makeLabel(caption, TextKind::Caption, this);
    label->setBuddy(field);
    field->setAccessibleName(caption);
    if (field->toolTip().isEmpty()) field->setToolTip(caption);
    column_->addWidget(label);
    column_->addWidget(row == nullptr ? field : row);
    auto* words = makeLabel(note, TextKind::Caption, this);
    words->setWordWrap(true);
    words->setVisible(!note.isEmpty());
    column_->addWidget(words);
    column_->addSpacing(8);
    return words;
}

void FieldsPage::finish() {
    column_->addStretch(1);
}

void FieldsPage::sayNote(QLabel* note, const QString& text, bool trouble) {
    setKind(note, trouble ? QStringLiteral("alarm") : QStringLiteral("caption"));
    note->setText(text);
    note->setVisible(!text.isEmpty());
}

} // namespace vrft::ui
