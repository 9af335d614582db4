// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings_dialog.h"

#include "ui/shell/disk_page.h"
#include "ui/shell/engine_page.h"
#include "ui/shell/fields_page.h"
#include "ui/shell/key_bindings.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/preferences.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/dialogs.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// Text may be longer and larger than the window is high.
QWidget* scrolled(QWidget* page) {
    auto* area = new QScrollArea;
    area->setFocusPolicy(Qt::NoFocus);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setWidget(page);
    return area;
}

} // namespace

SettingsDialog::SettingsDialog(Themes& themes, KeyBindings& keys, const std::filesystem::path& workspace,
                               QWidget* parent)
    : QDialog(parent)
    , pages_(new QTabWidget(this)) {
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setMinimumSize(480, 520);
    resize(560, 620);
    pages_->setObjectName(QStringLiteral("settingsPages"));
    pages_->setAccessibleName(tr("Pages of the settings"));
    pages_->setDocumentMode(true);
    pages_->addTab(scrolled(makeGeneral(themes)), tr("General"));
    pages_->addTab(new KeysPage(keys, pages_), tr("Keys"));
    pages_->addTab(scrolled(new EnginePage), tr("Workspaces and engine"));
    pages_->addTab(scrolled(new DiskPage(workspace)), tr("Disk"));
    auto* close = makeCloseButton(*this, ButtonKind::Filled);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 12);
    all->setSpacing(8);
    all->addWidget(pages_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(row);
}

void SettingsDialog::showKeys() {
    pages_->setCurrentIndex(1);
}

QWidget* SettingsDialog::makeGeneral(Themes& themes) {
    auto* page = new FieldsPage(pages_);
    auto* name = new QLineEdit(preferences::reader(), page);
    name->setObjectName(QStringLiteral("readerName"));
    name->setMaxLength(80);
    connect(name, &QLineEdit::editingFinished, this, [this, name] {
        const QString text = name->text().simplified();
        if (!text.isEmpty()) Q_EMIT readerChanged(text);
    });
    page->add(tr("Reader"), name, tr("Labels are stored under this name; each reader has their own."));

    auto* look = new Combo(page);
    look->addItems({tr("As the system"), tr("Dark"), tr("Light")});
    look->setCurrentIndex(static_cast<int>(themes.choice()));
    connect(look, &QComboBox::activated, this, [&themes](int index) {
        themes.choose(static_cast<ThemeChoice>(index));
        preferences::setThemeChoice(themes.choice());
    });
    page->add(tr("Theme"), look, {});

    auto* language = new Combo(page);
    language->setObjectName(QStringLiteral("languageChoice"));
    for (const LanguageName& each : languageNames())
        language->addItem(each.name);
    language->setCurrentIndex(static_cast<int>(spoken()));
    connect(language, &QComboBox::activated, this, [this](int index) {
        const Language chosen = languageNames()[static_cast<std::size_t>(index)].language;
        if (chosen == spoken()) return;
        accept();
        Q_EMIT languageChosen(chosen);
    });
    page->add(tr("Language"), language, tr("Of the window. What was written stays as it was written."));

    auto* size = new QSpinBox(page);
    size->setObjectName(QStringLiteral("textSize"));
    size->setRange(kLeastTextSize_percent, kMostTextSize_percent);
    size->setSingleStep(5);
    size->setSuffix(tr(" %"));
    size->setValue(themes.textSize_percent());
    size->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(size, &QSpinBox::editingFinished, this, [&themes, size] {
        themes.setTextSize_percent(size->value());
        preferences::setTextSize_percent(size->value());
    });
    page->add(tr("Text size"), size,
              tr("Between %1 and %2 %. Images and icons keep their size.")
                  .arg(kLeastTextSize_percent)
                  .arg(kMostTextSize_percent));

    auto* memory = new QSpinBox(page);
    memory->setRange(preferences::kLeastMemory_mb, preferences::kMostMemory_mb);
    memory->setSingleStep(128);
    memory->setSuffix(tr(" MB"));
    memory->setValue(preferences::imageMemory_mb());
    memory->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(memory, &QSpinBox::editingFinished, this,
            [this, memory] { Q_EMIT memoryChanged(memory->value()); });
    page->add(tr("Memory for images"), memory,
              tr("Between %1 and %2 MB. Decoded images beyond it are read again when needed.")
                  .arg(preferences::kLeastMemory_mb)
                  .arg(preferences::kMostMemory_mb));

    auto* autosave = new QDoubleSpinBox(page);
    autosave->setObjectName(QStringLiteral("autosave"));
    autosave->setRange(preferences::kLeastAutosave_ms / 1000.0, preferences::kMostAutosave_ms / 1000.0);
    autosave->setSingleStep(.5);
    autosave->setDecimals(1);
    autosave->setSuffix(tr(" s"));
    autosave->setValue(preferences::autosave_ms() / 1000.0);
    autosave->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(autosave, &QDoubleSpinBox::editingFinished, this,
            [this, autosave] { Q_EMIT autosaveChanged(qRound(autosave->value() * 1000)); });
    page->add(tr("Store typed text after"), autosave,
              tr("Seconds after the last key; going to another image stores it at once. Labels and boxes are "
                 "always stored at once."));
    page->finish();
    return page;
}

} // namespace vrft::ui
