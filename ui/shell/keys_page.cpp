// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_page.h"

#include "ui/shell/key_bindings.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kPlace = Qt::UserRole;

} // namespace

KeyField::KeyField(QWidget* parent)
    : QLineEdit(parent) {
    setReadOnly(true);
    setContextMenuPolicy(Qt::NoContextMenu);
}

// Keys that are shortcuts elsewhere must arrive here.
bool KeyField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void KeyField::keyPressEvent(QKeyEvent* event) {
    const auto key = static_cast<Qt::Key>(event->key());
    const bool modifier = key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt ||
                          key == Qt::Key_Meta || key == Qt::Key_AltGr || key == Qt::Key_unknown;
    if (key == Qt::Key_Escape || key == Qt::Key_Tab || key == Qt::Key_Backtab) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (modifier) return;
    Qt::KeyboardModifiers with = event->modifiers() & ~Qt::KeypadModifier;
    // "?" needs Shift on many keyboards; what it writes is its name.
    const bool written =
        !event->text().isEmpty() && event->text()[0].isPrint() && !event->text()[0].isLetter();
    if (written) with &= ~Qt::ShiftModifier;
    Q_EMIT pressed(QKeySequence(QKeyCombination(with, key)));
}

KeysPage::KeysPage(KeyBindings& bindings, QWidget* parent)
    : QWidget(parent)
    , bindings_(bindings)
    , list_(new QTreeWidget(this))
    , field_(new KeyField(this))
    , none_(makeButton(tr("No key"), ButtonKind::Plain, this))
    , reset_(makeButton(tr("As at first"), ButtonKind::Plain, this))
    , resetAll_(makeButton(tr("All keys as at first"), ButtonKind::Link, this))
    , note_(makeLabel({}, TextKind::Caption, this)) {
    list_->setObjectName(QStringLiteral("keyList"));
    list_->setAccessibleName(tr("Actions and their keys"));
    list_->setToolTip(tr("Choose an action, then press a new key below"));
    list_->setHeaderLabels({tr("Action"), tr("Key")});
    list_->setRootIsDecorated(false);
    list_->setIndentation(0);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->resizeSection(1, 120);
    field_->setObjectName(QStringLiteral("keyField"));
    field_->setAccessibleName(tr("New key"));
    field_->setToolTip(tr("Press the new key here"));
    field_->setPlaceholderText(tr("Press the new key here"));
    none_->setObjectName(QStringLiteral("noKey"));
    reset_->setObjectName(QStringLiteral("resetKey"));
    resetAll_->setObjectName(QStringLiteral("resetKeys"));
    note_->setObjectName(QStringLiteral("keyNote"));
    note_->setWordWrap(true);
    note_->setMinimumHeight(34);
    for (QPushButton* button : {none_, reset_, resetAll_})
        button->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(field_, 1);
    row->addWidget(none_);
    row->addWidget(reset_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 8, 0, 0);
    all->setSpacing(8);
    all->addWidget(list_, 1);
    all->addLayout(row);
    all->addWidget(note_);
    all->addWidget(resetAll_, 0, Qt::AlignLeft);
    connect(list_, &QTreeWidget::currentItemChanged, this, &KeysPage::showEntry);
    connect(field_, &KeyField::pressed, this, &KeysPage::take);
    connect(none_, &QPushButton::clicked, this, [this] { take({}); });
    connect(reset_, &QPushButton::clicked, this, [this] {
        if (chosen() >= 0) take(bindings_.entries()[static_cast<std::size_t>(chosen())].first);
    });
    connect(resetAll_, &QPushButton::clicked, this, [this] {
        bindings_.resetAll();
        say(tr("Every key is as it was at first."), false);
    });
    connect(&bindings_, &KeyBindings::changed, this, &KeysPage::fill);
    fill();
    showEntry();
}

int KeysPage::chosen() const {
    const QTreeWidgetItem* item = list_->currentItem();
    return item == nullptr || !item->data(0, kPlace).isValid() ? -1 : item->data(0, kPlace).toInt();
}

void KeysPage::fill() {
    const int before = chosen();
    const QSignalBlocker quiet(list_);
    list_->clear();
    QString group;
    for (std::size_t i = 0; i < bindings_.entries().size(); ++i) {
        const KeyBindings::Entry& entry = bindings_.entries()[i];
        if (!entry.editable) continue;
        if (entry.group != group) {
            group = entry.group;
            auto* head = new QTreeWidgetItem(list_, {group});
            head->setFlags(Qt::ItemIsEnabled);
            QFont font = list_->font();
            font.setBold(true);
            head->setFont(0, font);
        }
        const QString keys = entry.action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QTreeWidgetItem(
            list_, {KeyBindings::nameOf(*entry.action), keys.isEmpty() ? QStringLiteral("—") : keys});
        item->setSizeHint(0, {0, 24});
        item->setData(0, kPlace, static_cast<int>(i));
        if (static_cast<int>(i) == before) list_->setCurrentItem(item);
    }
}

void KeysPage::showEntry() {
    const bool some = chosen() >= 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{field_, none_, reset_})
        widget->setEnabled(some);
    field_->clear();
    if (!some) return say(tr("Choose an action, then press its new key."), false);
    const auto& entry = bindings_.entries()[static_cast<std::size_t>(chosen())];
    const QString first = entry.first.toString(QKeySequence::NativeText);
    say(first.isEmpty() ? tr("At first it had no key.") : tr("At first: %1.").arg(first), false);
}

void KeysPage::take(const QKeySequence& keys) {
    if (chosen() < 0) return;
    const auto at = static_cast<std::size_t>(chosen());
    const QString name = KeyBindings::nameOf(*bindings_.entries()[at].action);
    const QString shown = keys.toString(QKeySequence::NativeText);
    if (const QAction* other = bindings_.conflict(at, keys))
        return say(tr("%1 is the key of “%2”. Choose another key, or give that one another first.")
                       .arg(shown, KeyBindings::nameOf(*other)),
                   true);
    bindings_.set(at, keys);
    field_->setText(shown);
    say(keys.isEmpty() ? tr("“%1” has no key now.").arg(name) : tr("“%1” is on %2 now.").arg(name, shown),
        false);
}

void KeysPage::say(const QString& text, bool trouble) {
    note_->setText(text);
    setKind(note_, trouble ? QStringLiteral("alarm") : QStringLiteral("caption"));
}

} // namespace vrft::ui
