// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: reader, looks, memory for images, when typed text is stored; keys; place of workspaces and
// engine; use of the disk. What is changed takes effect at once.
//
// Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "ui/shell/language.h"
#include "ui/widgets/themes.h"

#include <QDialog>
#include <filesystem>

class QTabWidget;

namespace vrft::ui {

class KeyBindings;

class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    // `workspace`: the open one's folder, for its use of the disk; empty: none.
    SettingsDialog(Themes& themes, KeyBindings& keys, const std::filesystem::path& workspace,
                   QWidget* parent = nullptr);
    void showKeys(); // that page first

Q_SIGNALS:
    void readerChanged(const QString& reader);
    void memoryChanged(int megabytes);
    void autosaveChanged(int milliseconds);
    void languageChosen(vrft::ui::Language language); // and the dialog closes: it is made anew too

private:
    QWidget* makeGeneral(Themes& themes);

    QTabWidget* pages_;
};

} // namespace vrft::ui
