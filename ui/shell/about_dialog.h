// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Help, About: what this program is, what it isn't for, and what it is made of with whose licence.
//
// Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include <QDialog>

namespace vrft::ui {

class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace vrft::ui
