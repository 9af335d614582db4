// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings_dialog.h"

#include "ui/shell/preferences.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace vrft::ui {

SettingsDialog::SettingsDialog(Themes& themes, const QString& reader, int imageMemory_mb, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setMinimumWidth(420);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(4);
    const auto add = [&](const QString& caption, QWidget* field, const QString& note) {
        auto* label = makeLabel(caption, TextKind::Caption, this);
        label->setBuddy(field);
        field->setAccessibleName(caption);
        field->setToolTip(caption);
        all->addWidget(label);
        all->addWidget(field);
        if (!note.isEmpty()) all->addWidget(makeLabel(note, TextKind::Caption, this));
        all->addSpacing(8);
    };

    auto* name = new QLineEdit(reader, this);
    name->setObjectName(QStringLiteral("readerName"));
    name->setMaxLength(80);
    connect(name, &QLineEdit::editingFinished, this, [this, name] {
        const QString text = name->text().simplified();
        if (!text.isEmpty()) Q_EMIT readerChanged(text);
    });
    add(tr("Reader"), name, tr("Labels are stored under this name; each reader has their own."));

    auto* look = new Combo(this);
    look->addItems({tr("As the system"), tr("Dark"), tr("Light")});
    look->setCurrentIndex(static_cast<int>(themes.choice()));
    connect(look, &QComboBox::activated, this, [&themes](int index) {
        themes.choose(static_cast<ThemeChoice>(index));
        preferences::setThemeChoice(themes.choice());
    });
    add(tr("Theme"), look, {});

    auto* memory = new QSpinBox(this);
    memory->setRange(preferences::kLeastMemory_mb, preferences::kMostMemory_mb);
    memory->setSingleStep(128);
    memory->setSuffix(tr(" MB"));
    memory->setValue(imageMemory_mb);
    memory->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(memory, &QSpinBox::editingFinished, this,
            [this, memory] { Q_EMIT memoryChanged(memory->value()); });
    add(tr("Memory for images"), memory,
        tr("Between %1 and %2 MB. Decoded images beyond it are read again when needed.")
            .arg(preferences::kLeastMemory_mb)
            .arg(preferences::kMostMemory_mb));

    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* close = makeButton(tr("Close"), ButtonKind::Filled, this);
    close->setToolTip(tr("Close (Escape)"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addSpacing(8);
    all->addLayout(row);
}

} // namespace vrft::ui
