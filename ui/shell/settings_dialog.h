// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: reader, theme, memory for images. What is changed takes effect at once.
//
// Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "ui/widgets/themes.h"

#include <QDialog>

namespace vrft::ui {

class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Themes& themes, const QString& reader, int imageMemory_mb, QWidget* parent = nullptr);

Q_SIGNALS:
    void readerChanged(const QString& reader);
    void memoryChanged(int megabytes);
};

} // namespace vrft::ui
