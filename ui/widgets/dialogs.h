// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A message that must be answered: title says the matter, first line what happened, second what was
// protected, buttons what next.
//
// For decisions that block everything, never for trouble a page can show. Escape takes the last button.
// Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "ui/widgets/buttons.h"

#include <QDialog>
#include <QString>
#include <QStringList>

namespace vrft::ui {

struct Message {
    QString icon; // file name of the icon
    QString title;
    QString head;
    QString text;
    QStringList buttons; // the first is the one suggested, the last the harmless one
};

class MessageDialog : public QDialog {
    Q_OBJECT
public:
    explicit MessageDialog(const Message& message, QWidget* parent = nullptr);
    int choice() const { return choice_; } // index of the button; the last one when closed

private:
    int choice_;
};

// The button that closes a dialog, as Escape does. Filled: it is the only one there is.
QPushButton* makeCloseButton(QDialog& dialog, ButtonKind kind = ButtonKind::Plain);

} // namespace vrft::ui
