// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings, Disk: what takes the space of the open workspace, by kind, and the way to free some.
//
// Counts on a thread of its own. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/shell/disk_use.h"

#include <QDialog>
#include <QThreadPool>
#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vrft::ui {

class DiskPage : public QWidget {
    Q_OBJECT
public:
    explicit DiskPage(std::filesystem::path workspace, QWidget* parent = nullptr); // empty: none is open
    ~DiskPage() override;

private:
    void count();
    void take(const DiskUse& use);
    void clean();

    std::filesystem::path workspace_;
    DiskUse use_;
    QLabel* head_;
    QGridLayout* rows_;
    std::vector<std::pair<DiskKind, QLabel*>> sizes_;
    QLabel* sum_ = nullptr;
    QLabel* free_ = nullptr;
    QPushButton* clean_;
    QLabel* why_; // it can't be pressed
    std::atomic<bool> stop_ = false;
    QThreadPool counting_; // ends before the rest goes
};

// What can go, each kind with its size and what will be missed; removes what is ticked.
class CleanDialog : public QDialog {
    Q_OBJECT
public:
    explicit CleanDialog(DiskUse use, QWidget* parent = nullptr);
    ~CleanDialog() override;

Q_SIGNALS:
    void removed();

private:
    void add(Removable what, QVBoxLayout& column);
    void updateButton();
    void remove();
    std::vector<RemovableItem> chosen() const;

    DiskUse use_;
    std::vector<std::pair<Removable, QCheckBox*>> boxes_;
    QLabel* note_;
    QPushButton* remove_;
    QThreadPool removing_;
};

} // namespace vrft::ui
