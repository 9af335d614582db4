// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Studies shows while there are none: one sentence, the button for the next step, and a place to drop
// files on.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QLabel;

namespace vrft::ui {

class EmptyPage : public QWidget {
    Q_OBJECT
public:
    EmptyPage(QAction* importFolder, QAction* importFiles, QAction* openOther, QWidget* parent = nullptr);
    void setBusy(const QString& text); // while a workspace opens or files come in; empty: not busy

private:
    QLabel* note_;
};

} // namespace vrft::ui
