// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a log, as plain text.
//
// Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include <QDialog>

namespace vrft::ui {

class RunLogDialog : public QDialog {
    Q_OBJECT
public:
    RunLogDialog(const QString& title, const QString& text, QWidget* parent = nullptr);
};

} // namespace vrft::ui
