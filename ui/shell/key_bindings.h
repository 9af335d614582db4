// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the window's actions: as they came, as the user wants them, and which two can't be the same.
//
// A key chosen by the user is remembered and set again at the next start. No widgets. Ownership: borrows the
// actions, which outlive it. Thread rule: UI thread.
#pragma once

#include "ui/workspace/workplace.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <vector>

namespace vrft::ui {

class KeyBindings : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    struct Entry {
        QString id;    // in the settings: its scope, and the action's object name, else its first key
        QString group; // heading
        QAction* action = nullptr;
        QKeySequence first;   // as it came
        bool editable = true; // else it only keeps its key from others
        QString scope;        // the workplace whose actions live only there; empty: everywhere
    };

    // Takes up actions, and gives them the keys the user chose before. Actions of two scopes may have one
    // key.
    void add(const KeyGroup& group, const QString& scope = {});
    const std::vector<Entry>& entries() const { return entries_; }

    // The action that has `keys` already; nullptr: none but `entry` itself.
    const QAction* conflict(std::size_t entry, const QKeySequence& keys) const;
    // False, and nothing happens, where another action has them. Empty: no key.
    bool set(std::size_t entry, const QKeySequence& keys);
    // Its first key again; false where that is another's now.
    bool reset(std::size_t entry) { return set(entry, entries_[entry].first); }
    void resetAll();
    void forget() { entries_.clear(); } // the actions go; their keys are remembered

    static QString nameOf(const QAction& action); // without what it would do just now, "Undo"

Q_SIGNALS:
    void changed();

private:
    std::vector<Entry> entries_;
};

} // namespace vrft::ui
