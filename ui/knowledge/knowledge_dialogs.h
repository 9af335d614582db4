// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Knowledge workplace asks: a new task, which starter pack, and what becomes of labels when their
// class is renamed or removed.
//
// Ask only; the page does it. Escape is the harmless answer. Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "core/knowledge/task.h"
#include "ui/knowledge/starter_packs.h"

#include <QDialog>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace vrft::ui {

class Combo;

class NewTaskDialog : public QDialog {
    Q_OBJECT
public:
    // `taken`: ids that are in use.
    explicit NewTaskDialog(std::vector<std::string> taken, QWidget* parent = nullptr);
    Task task() const; // once accepted: one that validateTask takes

private:
    void showKind();
    void check();
    Task made() const;
    TaskKind kind() const;

    std::vector<std::string> taken_;
    Combo* kind_;
    QLineEdit* name_;
    QLineEdit* question_;
    QLabel* classesHead_;
    QPlainTextEdit* classes_;
    QLabel* lowestHead_;
    QSpinBox* lowest_;
    QLabel* problem_;
    QPushButton* make_;
};

class PackDialog : public QDialog {
    Q_OBJECT
public:
    explicit PackDialog(std::vector<StarterPack> packs, QWidget* parent = nullptr);
    const StarterPack& chosen() const;

private:
    std::vector<StarterPack> packs_;
    QListWidget* list_;
};

// The labels of one class: they stay with it under its new name (renaming only), or become another's.
class RemapDialog : public QDialog {
    Q_OBJECT
public:
    // `newName` empty: the class is removed.
    RemapDialog(const Task& task, const TaskClass& item, const QString& newName, int labels,
                QWidget* parent = nullptr);
    std::string target() const; // id of the class they become; empty: they stay

private:
    QRadioButton* stay_ = nullptr;
    Combo* others_;
};

} // namespace vrft::ui
