// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the foot: stored at, what undo would undo, images in memory, reader.
//
// "Storing…" appears only after 300 ms; a failure stays until the next edit is stored. Ownership: the
// parent's. Thread rule: UI thread.
#pragma once

#include "ui/workspace/labels.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QTimer;

namespace vrft::ui {

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
    void say(const QString& text); // for six seconds
    QString storedText() const;

private:
    void showStored(const QString& icon, const QString& kind, const QString& text);

    QLabel* storedIcon_;
    QLabel* stored_;
    QAction* undoAction_;
    QPushButton* undo_;
    KeyCap* undoKey_;
    QLabel* message_;
    QPushButton* memory_;
    QPushButton* reader_;
    QTimer* slow_;
    QTimer* fading_;
};

} // namespace vrft::ui
