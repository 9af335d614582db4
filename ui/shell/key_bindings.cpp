// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_bindings.h"

#include <QRegularExpression>
#include <QSettings>

namespace vrft::ui {

namespace {

QString settingOf(const QString& id) {
    return QStringLiteral("keys/") + id;
}

// A slash would make a group of the settings.
QString idOf(const QAction& action) {
    if (!action.objectName().isEmpty()) return action.objectName();
    const QString keys = action.shortcut().toString(QKeySequence::PortableText);
    return QStringLiteral("key ") + QString::fromLatin1(keys.toUtf8().toPercentEncoding("+,"));
}

} // namespace

void KeyBindings::add(const KeyGroup& group, const QString& scope) {
    for (QAction* action : group.actions) {
        const Entry entry{scope.isEmpty() ? idOf(*action) : scope + QLatin1Char(' ') + idOf(*action),
                          group.name,
                          action,
                          action->shortcut(),
                          group.editable,
                          scope};
        entries_.push_back(entry);
        if (!entry.editable) continue;
        const QVariant chosen = QSettings().value(settingOf(entry.id));
        if (!chosen.isValid()) continue;
        const auto keys = QKeySequence::fromString(chosen.toString(), QKeySequence::PortableText);
        if (conflict(entries_.size() - 1, keys) == nullptr) action->setShortcut(keys);
    }
}

const QAction* KeyBindings::conflict(std::size_t entry, const QKeySequence& keys) const {
    if (keys.isEmpty()) return nullptr;
    const QString& scope = entries_[entry].scope;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& other = entries_[i];
        const bool meet = scope.isEmpty() || other.scope.isEmpty() || scope == other.scope;
        if (i != entry && meet && other.action->shortcut() == keys) return other.action;
    }
    return nullptr;
}

bool KeyBindings::set(std::size_t entry, const QKeySequence& keys) {
    if (conflict(entry, keys) != nullptr) return false;
    const Entry& of = entries_[entry];
    of.action->setShortcut(keys);
    if (keys == of.first)
        QSettings().remove(settingOf(of.id));
    else
        QSettings().setValue(settingOf(of.id), keys.toString(QKeySequence::PortableText));
    Q_EMIT changed();
    return true;
}

void KeyBindings::resetAll() {
    for (const Entry& entry : entries_) {
        entry.action->setShortcut(entry.first);
        QSettings().remove(settingOf(entry.id));
    }
    Q_EMIT changed();
}

QString KeyBindings::nameOf(const QAction& action) {
    static const QRegularExpression colon(QStringLiteral("[:：]")); // of English and of Chinese
    return action.text().section(colon, 0, 0).remove(QLatin1Char('&'));
}

} // namespace vrft::ui
