// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the foot: stored at, what undo would undo, the running run; images in memory, device, reader,
// language.
//
// "Storing…" appears only after 300 ms; a failure stays until the next edit is stored. Long words are cut,
// with the whole in the tool tip. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/shell/language.h"
#include "ui/workspace/labels.h"

#include <QWidget>

class QAction;
class QLabel;
class QTimer;

namespace vrft::ui {

class ElidedButton;
class ElidedLabel;
class KeyCap;

class StatusBar : public QWidget {
    Q_OBJECT
public:
    StatusBar(QAction* undo, QAction* settings, QWidget* parent = nullptr);

    void setStored(const StoredState& state);
    void setStoring(); // an edit is on its way
    void setFailed(const QString& text);
    void setMemory(std::uint64_t usedBytes, std::uint64_t budgetBytes);
    void setReader(const QString& reader);
    void setRun(const QString& text); // empty: none runs
    void setDevice(const QString& text, const QString& detail);
    void say(const QString& text); // for six seconds
    QString storedText() const;

Q_SIGNALS:
    void runWanted(); // the running run was clicked
    void languageWanted(vrft::ui::Language language);

private:
    void fillLanguages();
    void showStored(const QString& icon, const QString& kind, const QString& text);

    QLabel* storedIcon_;
    ElidedLabel* stored_;
    QAction* undoAction_;
    ElidedButton* undo_;
    KeyCap* undoKey_;
    QWidget* runLine_; // between undo and run
    ElidedButton* run_;
    ElidedLabel* message_;
    ElidedButton* memory_;
    ElidedButton* device_;
    ElidedButton* reader_;
    ElidedButton* language_;
    QTimer* slow_;
    QTimer* fading_;
};

} // namespace vrft::ui
