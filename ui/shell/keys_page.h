// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings, Keys: every action with its key; choose one and press a new key. A key that is taken is refused
// in words.
//
// Ownership: the parent's; borrows the bindings. Thread rule: UI thread.
#pragma once

#include <QKeySequence>
#include <QLineEdit>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace vrft::ui {

class KeyBindings;

// Says which keys are pressed in it; Tab still goes on to the next control, Escape lets go.
class KeyField : public QLineEdit {
    Q_OBJECT
public:
    explicit KeyField(QWidget* parent = nullptr);

Q_SIGNALS:
    void pressed(const QKeySequence& keys);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

class KeysPage : public QWidget {
    Q_OBJECT
public:
    explicit KeysPage(KeyBindings& bindings, QWidget* parent = nullptr);

private:
    void fill();
    void showEntry();
    void take(const QKeySequence& keys);
    void say(const QString& text, bool trouble);
    int chosen() const; // place in the bindings; -1: none

    KeyBindings& bindings_;
    QTreeWidget* list_;
    KeyField* field_;
    QPushButton* none_;
    QPushButton* reset_;
    QPushButton* resetAll_;
    QLabel* note_;
};

} // namespace vrft::ui
